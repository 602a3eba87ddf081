"""Visits, to look at: the list, and one visit with how to get ready or what was written down after it."""

from django.http import Http404
from django.views.decorators.http import require_GET

from sandbox_portal.sections import shell
from sandbox_portal.sections.appointments import showing

KIND = "appointments.opened"


@require_GET
@shell.section("appointments")
def index(request, practice, viewing):
    """Visits to come, then those that are over."""
    now, chart = practice.now, viewing.chart
    viewing.log_once(KIND)
    context = {
        "upcoming": [showing.row(each, now, practice.key) for each in showing.upcoming(chart, now)],
        "past": [showing.row(each, now, practice.key) for each in showing.past(chart, now)],
    }
    return shell.render(request, "sandbox_portal/appointments/index.html", context)


@require_GET
@shell.section("appointments")
def detail(request, practice, viewing, id):
    """One visit."""
    appointment = viewing.chart.appointment(id)
    if appointment is None:
        raise Http404("No such visit in this record.")
    viewing.log_once(KIND, item=appointment.id)
    context = showing.detail(appointment, viewing, practice.now)
    # Notes of a visit belong to the results and notes: a proxy for visits alone sees the date, not the words.
    context["shows_notes"] = viewing.may_see("results")
    return shell.render(request, "sandbox_portal/appointments/detail.html", context)
