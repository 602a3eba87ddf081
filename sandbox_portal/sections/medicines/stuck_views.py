"""What one can do where the pharmacy cannot go on: another pharmacy, or the papers for the insurance."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.medicines import pharmacy, rules
from sandbox_portal.sections.medicines.forms import ElsewhereForm
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.medicines.views import sent_request
from sandbox_portal.sections.posting import posted


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("medicines")
def elsewhere(request, practice, viewing, pk):
    """Has another pharmacy fill what this one has not in stock."""
    refill = sent_request(practice, pk)
    here = reverse("practice:refill", kwargs={"key": practice.key, "pk": refill.pk})
    if refill.status != State.OUT_OF_STOCK:
        return redirect(here)
    form = ElsewhereForm(posted(request), pharmacies=pharmacy.elsewhere(refill))
    if form.is_valid():
        try:
            pharmacy.send_elsewhere(request=refill, pharmacy=form.cleaned_data["pharmacy"])
            messages.success(request, _("The other pharmacy has it now. The first one is told."))
        except rules.NotPossible:  # the first one had it in the meantime
            messages.warning(request, _("Your pharmacy has it by now. Nothing was sent elsewhere."))
        return redirect(here)
    page = asking.Page(
        heading=_("Another pharmacy"),
        intro=_("Your refills stay the same. Only the place changes."),
        button=_("Send it there"),
        back_url=here,
        back_label=str(practice.chart.medication(refill.medicine).name),
    )
    return asking.form(request, page, form)


@require_POST
@shell.section("medicines")
def approval(request, practice, viewing, pk):
    """Has the clinic send the insurance its papers."""
    refill = sent_request(practice, pk)
    try:
        pharmacy.ask_approval(request=refill)
        messages.success(request, _("You asked the clinic to send the papers. This is practice."))
    except rules.NotPossible:
        messages.warning(request, _("This request does not wait for your insurance."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)
