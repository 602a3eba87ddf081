"""Sending a report, looking where it is and taking it back, for the health record and the medicine list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.health import rules, showing
from sandbox_portal.sections.health.models import Kind, Report
from sandbox_portal.sections.health.states import State


def send(request, practice, form, kind, **said):
    """Sends a report and goes to its page; None where it cannot be, and the form says why."""
    key = form.cleaned_data["form_key"]
    try:
        made = rules.report(practice=practice, form_key=key, kind=kind, **said)
    except rules.NotPossible:
        form.add_error(None, _("You told us about this one already. The clinic is looking at it."))
        return None
    messages.success(request, _("Sent to your care team. They check it first. This is practice."))
    return redirect(showing.report_url(practice, made))


def follow(request, practice, viewing, pk, kinds, back):
    """The page of one report; a 404 for one of another practice or kind."""
    made = _report(practice, pk, kinds)
    viewing.log_once("record.opened", report=made.pk, about=made.kind, item=made.thing, status=made.status)
    page = asking.Page(heading=showing.thing(practice, made), **back)
    name = "medicine-report-back" if made.kind == Kind.MEDICINE else "health-report-back"
    take_back_url = reverse(f"practice:{name}", kwargs={"key": practice.key, "pk": made.pk})
    context = showing.follow(practice, made) | {
        "page": page,
        "take_back_url": take_back_url if made.status == State.SUGGESTED else "",
    }
    return shell.render(request, "sandbox_portal/record/follow.html", context)


def take_back(request, practice, pk, kinds):
    """Takes a report back, or says that it is too late."""
    made = _report(practice, pk, kinds)
    try:
        rules.withdraw(report=made)
        messages.success(request, _("You took it back."))
    except rules.NotPossible:
        messages.warning(
            request, _("It is too late to take it back: someone is checking it. Call the clinic.")
        )
    return redirect(showing.report_url(practice, made))


def _report(practice, pk, kinds):
    found = Report.objects.for_practice(practice).of_kind(*kinds).with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such report in this practice.")
    found.practice = practice
    return found
