"""No time is left: the screen of its own for it, and the wait list as the way on."""

from django.utils.translation import get_language

from sandbox_portal.failures import meeting
from sandbox_portal.failures import showing as failures
from sandbox_portal.sections.appointments import booking as bookings
from sandbox_portal.sections.appointments import kinds
from sandbox_portal.sections.appointments.models import Booking

NONE_LEFT = "no-slot-left"


def standing(request, practice, *, is_full):
    """Returns the failure that stands on the page of times, or None.

    A task brings it about, or the learner who wants to meet it; and it stands wherever the clinic's own rules
    leave no time, which `is_full` says.
    """
    if is_full and request.method == "GET":
        meeting.bring_about(practice=practice, failure=NONE_LEFT)
        practice.has_failure = True
    return meeting.standing_at(practice, NONE_LEFT, request)


def screen(failure, draft, chart) -> dict:
    """What the screen shows besides the steps: the failure, and what was to be booked."""
    doctors = kinds.clinicians(chart, draft.practice.today)
    return {
        "failure": failures.screen(failure),
        "kind": kinds.every()[draft.kind].label.in_language(get_language()),
        "doctor": doctors.get(draft.clinician, ""),
    }


@meeting.way_out(NONE_LEFT)
def _ask_for_the_wait_list(practice):
    """The draft goes on without a time: the clinic sets it."""
    draft = Booking.objects.for_practice(practice).drafts(practice.seat).last()
    if draft is not None:
        draft.practice = practice
        bookings.wait_for_time(booking=draft)
