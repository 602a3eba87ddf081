"""Visits: the list, one visit, saying that one comes, the calendar file, going to the time of it."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal import actions
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import paging, shell
from sandbox_portal.sections.appointments import agenda, calendar, changing, showing
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video import calls

KIND = "appointments.opened"
MOST_PAST = 10


@require_GET
@shell.section("appointments")
def index(request, practice, viewing):
    """Visits to come, then those that are over."""
    viewing.log_once(KIND)
    past = paging.of(request, agenda.past(viewing), name="past", most=MOST_PAST)
    context = {
        "upcoming": [showing.row(each, practice) for each in agenda.upcoming(viewing)],
        "past": [showing.row(each, practice) for each in past.items],
        "past_part": past,
        "form": FormKeyForm(),
        "notice": showing.notice(practice.policy),
    }
    return shell.render(request, "sandbox_portal/appointments/index.html", context)


def about_one(view):
    """Gives a view its visit: view(request, practice, viewing, entry). One that is not there is a 404."""

    @shell.section("appointments")
    @wraps(view)
    def inner(request, practice, viewing, id, **kwargs):
        try:
            entry = agenda.entry(viewing, id)
        except NotPossible as error:
            raise Http404("No such visit in this record.") from error
        return view(request, practice, viewing, entry, **kwargs)

    return inner


def touched(viewing, entry):
    """The learner's row about a visit, made where there is none yet. Raises NotPossible("over")."""
    return changing.touch(practice=viewing.practice, record=agenda.record_of(viewing), entry=entry)


def over(request, practice, entry):
    """Says that nothing can be done about a visit any more, and leads to its page."""
    messages.warning(
        request, _("Nothing can be changed about this visit now. Do you need help with it? Call the clinic.")
    )
    return redirect(showing.url(practice, "appointment", entry))


@require_GET
@about_one
def detail(request, practice, viewing, entry):
    """One visit."""
    viewing.log_once(KIND, item=entry.id)
    context = showing.detail(entry, viewing)
    # Notes of a visit belong to the results and notes: a proxy for visits alone sees the date, not the words.
    context["shows_notes"] = viewing.may_see("results")
    return shell.render(request, "sandbox_portal/appointments/detail.html", context)


@require_POST
@about_one
def confirm(request, practice, viewing, entry):
    """Tells the clinic that one comes."""
    try:
        changing.confirm(booking=touched(viewing, entry))
    except NotPossible:
        return over(request, practice, entry)
    messages.success(request, _("Thank you. The clinic knows that you are coming."))
    return redirect(showing.url(practice, "appointment", entry))


@require_GET
@about_one
def calendar_file(request, practice, viewing, entry):
    """The visit as a file for the calendar of a phone."""
    if entry.starts_at is None:
        raise Http404("This visit has no time yet.")
    viewing.log_once("visits.calendar_taken", visit=entry.id)
    data = calendar.file(entry, made_at=practice.now, clinic=practice.policy.clinic_name)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="practice-visit.ics"'
    return answer


@require_POST
@about_one
def go(request, practice, viewing, entry):
    """Lets the practice clock go on to the moment at which a video visit can be joined."""
    if not (entry.is_video and entry.is_upcoming(practice.now) and entry.starts_at):
        return over(request, practice, entry)
    moment = calls.opens_at(practice, entry.starts_at)
    if moment > practice.now:
        actions.go_to(practice=practice, moment=moment)
    return redirect(showing.url(practice, "video", entry))
