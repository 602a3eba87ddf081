"""The fake text message, the look-alike page behind its link, and telling the clinic about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.privacy import rules, text
from sandbox_portal.sections.privacy.forms import TextForm
from sandbox_portal.sections.privacy.models import LogReport

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _here(practice):
    if not text.is_here(practice):
        raise Http404("No such message in this practice.")


@get_or_post
@shell.section("privacy")
def message(request, practice, viewing):
    """The text message on the phone; one chooses what to do with it."""
    _here(practice)
    form = TextForm(posted(request))
    if form.is_valid():
        act = form.cleaned_data["act"]
        rules.act_on_text(practice=practice, act=act)
        if act == "open-link":
            return redirect("practice:privacy-fake-page", key=practice.key)
        (messages.success if act == "close" else messages.warning)(request, str(text.AFTER[act]))
        return redirect("practice:portal" if act == "close" else "practice:privacy-text", key=practice.key)
    viewing.log_once("privacy.text_opened")
    report = LogReport.objects.for_practice(practice).about("fake-text").first()
    context = {"form": form, "report_form": FormKeyForm(), "report": report}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/privacy/text.html", context, status=status)


@get_or_post
@shell.section("privacy")
def fake_page(request, practice, viewing):
    """The page behind the link: it looks like the portal. One can leave it, or give the password away."""
    _here(practice)
    if request.method == "POST":
        gave = "give" in request.POST
        rules.act_on_text(practice=practice, act="gave-password" if gave else "left-page")
        if gave:
            messages.warning(
                request, _("Now a stranger has the password. Change it in the real portal, at once.")
            )
            return redirect("practice:privacy-devices", key=practice.key)
        messages.success(request, _("You left the page. Nothing was given away."))
        return redirect("practice:privacy-text", key=practice.key)
    return shell.render(request, "sandbox_portal/privacy/fake_page.html", {})


@require_POST
@shell.section("privacy")
def tell(request, practice, viewing):
    """Tells the clinic about the fake message."""
    _here(practice)
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        made = rules.report_text(practice=practice, **form.cleaned_data)
    except rules.NotPossible:
        messages.info(request, _("You told the clinic already. Thank you."))
        return redirect("practice:privacy-text", key=practice.key)
    messages.success(request, _("Thank you. The privacy office looks at it and warns others."))
    return redirect("practice:privacy-report", key=practice.key, pk=made.pk)
