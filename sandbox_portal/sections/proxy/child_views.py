"""Pages of whoever asks for a child's record: the ways not to go, and an access that is on hold."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.proxy import helper, rules, showing
from sandbox_portal.sections.proxy.seat import helpers_only

WRONG_WAYS = {
    "own-account": {
        "act": helper.use_own_account,
        "title": _("Write from my own account?"),
        "asks": _(
            "You have a question about your child. Your own messages are open. What do you do?"
        ),
        "do": _("Write it in my own account"),
        "done": _("You asked in your own record"),
        "why": (
            _("What you write goes into your own record. The clinic may think that it is about you."),
            _("A medicine or an allergy in the wrong record can harm both of you."),
            _("Your child’s doctor may never see it."),
        ),
    },
    "shared-login": {
        "act": helper.share_login,
        "title": _("Use one sign-in for two?"),
        "asks": _("Your child’s other parent has access. You could both use that sign-in. What do you do?"),
        "do": _("Use the other parent’s sign-in"),
        "done": _("You signed in as someone else"),
        "why": (
            _("Nobody can tell who of you asked for what, or who read it."),
            _("You see the other parent’s own record too."),
            _("If one of you changes the password, the other one is locked out."),
        ),
    },
}


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("proxy")
@helpers_only
def wrong_way(request, practice, grant, what):
    """A tempting way, and why not to go it. Nothing is typed and nothing is sent."""
    way = WRONG_WAYS.get(what)
    if way is None:
        raise Http404("No such way.")
    is_used = request.method == "POST"
    if is_used:
        way["act"](practice=practice)
    context = {"way": way, "is_used": is_used}
    return shell.render(request, "sandbox_portal/proxy/wrong_way.html", context)


@require_GET
@shell.section("proxy")
@helpers_only
def hold(request, practice, grant):
    """Why the clinic has put an access on hold, whom to call, and which paper can lift it."""
    if grant is None or not grant.is_held:
        raise rules.NotPossible("not-active")
    request.viewing.log_once("proxy.hold_opened", request=grant.pk)
    context = {"grant": grant, "patient": practice.chart.patient, **showing.hold(practice)}
    return shell.render(request, "sandbox_portal/proxy/hold.html", context)
