"""The connected apps: the consent screen, what was allowed, the end of it, and a pretend tracker."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import shell
from sandbox_portal.sections.apps import rules, showing
from sandbox_portal.sections.apps.forms import REFUSE, ConsentForm
from sandbox_portal.sections.apps.models import AppLink
from sandbox_portal.sections.apps.shelf import app as the_app
from sandbox_portal.sections.apps.states import Outcome, State
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("apps")
def index(request, practice, viewing):
    """Which apps may read the record, and which one can connect."""
    viewing.log_once("apps.opened")
    return shell.render(request, "sandbox_portal/apps/index.html", showing.index(practice))


@get_or_post
@shell.section("apps")
def offer(request, practice, viewing, id):
    """An app before it is connected; sending the form leads to the consent screen."""
    app = the_app(id)
    if app is None:
        raise Http404("No such app.")
    form = FormKeyForm(posted(request))
    if form.is_valid():
        try:
            link = rules.begin(practice=practice, app=id, form_key=form.cleaned_data["form_key"])
        except rules.NotPossible:
            messages.info(request, _("This app is connected already."))
            return redirect("practice:apps", key=practice.key)
        return redirect("practice:app-consent", key=practice.key, pk=link.pk)
    viewing.log_once("apps.opened", item=id)
    context = {"app": app, "rows": showing.about(app), "form": form}
    return shell.render(request, "sandbox_portal/apps/offer.html", context)


@get_or_post
@shell.section("apps")
def consent(request, practice, viewing, pk):
    """What the app asks for: allow all, allow a part, or say no."""
    link = _link(practice, pk)
    if link.status != State.ASKED:
        return redirect("practice:app", key=practice.key, pk=pk)
    app = the_app(link.app)
    if request.method == "POST" and REFUSE in request.POST:
        rules.refuse(link=link)
        messages.success(request, _("You said no. %(app)s gets nothing.") % {"app": app.name})
        return redirect("practice:apps", key=practice.key)
    form = ConsentForm(posted(request), app=app, longest=practice.policy.privacy.app_days)
    if form.is_valid() and _allowed(link, app, form):
        messages.success(request, _("%(app)s is connected.") % {"app": app.name})
        return redirect("practice:app", key=practice.key, pk=pk)
    context = {"app": app, "rows": showing.about(app), "form": form}
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/apps/consent.html", context, status=status)


def _allowed(link, app, form):
    """Lets the app in; where it lacks what it needs, the form says so."""
    try:
        rules.allow(link=link, scopes=form.cleaned_data["scopes"], days=form.cleaned_data["days"])
    except rules.NotPossible:
        needed = "; ".join(showing.scope_words(app.needs))
        form.add_error("scopes", _("It cannot work without: %(needed)s.") % {"needed": needed})
        return False
    return True


@require_GET
@shell.section("apps")
def detail(request, practice, viewing, pk):
    """One app: what it may have, until when; for a tracker, what it sent."""
    link = _link(practice, pk)
    if link.status == State.ASKED:
        return redirect("practice:app-consent", key=practice.key, pk=pk)
    app = the_app(link.app)
    viewing.log_once("apps.opened", item=link.app)
    context = {
        "app": app,
        "link": link,
        "row": showing.link_row(practice, link),
        "about": showing.about(app),
        "terms": showing.terms(link),
        "is_connected": link.status == State.CONNECTED,
        "tracker": showing.tracker(link) if app.is_tracker and link.allowed_at else None,
    }
    return shell.render(request, "sandbox_portal/apps/detail.html", context)


@get_or_post
@shell.section("apps")
def revoke(request, practice, viewing, pk):
    """Asks first, then ends the app's access."""
    link = _link(practice, pk)
    app = the_app(link.app)
    if request.method == "POST":
        rules.revoke(link=link)
        messages.success(request, _("%(app)s gets nothing new from now on.") % {"app": app.name})
        return redirect("practice:app", key=practice.key, pk=pk)
    return shell.render(request, "sandbox_portal/apps/revoke.html", {"app": app, "link": link})


@require_POST
@shell.section("apps")
def sync(request, practice, viewing, pk):
    """Lets the tracker send what it has."""
    link = _link(practice, pk)
    try:
        made = rules.sync(link=link, has_bluetooth="bluetooth" in request.POST)
    except rules.NotPossible:
        raise Http404("This app is no tracker.") from None
    if made.outcome == Outcome.OK:
        messages.success(request, _("Sent. Your clinic has the new readings. Nobody watches them all day."))
    else:
        messages.warning(request, Outcome(made.outcome).label)
    return redirect("practice:app", key=practice.key, pk=pk)


def _link(practice, pk):
    found = AppLink.objects.for_practice(practice).filter(pk=pk).first()
    if found is None:
        raise Http404("No such app in this practice.")
    found.practice = practice
    return found
