"""What is done about a visit that stands: say that one comes, move it, cancel it, note what to ask."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.appointments import booking as bookings
from sandbox_portal.sections.appointments import slots, waiting
from sandbox_portal.sections.appointments.models import Booking
from sandbox_portal.sections.appointments.states import OPEN, STANDING, State
from sandbox_portal.sections.refusing import NotPossible


@transaction.atomic
def touch(*, practice, record, entry):
    """Returns the learner's row about a visit; of one of the chart's it is made, booked as it stands there.

    Raises NotPossible("over") for a visit that nothing can be done about.
    """
    if not entry.is_upcoming(practice.now):
        raise NotPossible("over")
    if entry.booking is not None:
        return entry.booking
    Practice.objects.locked(practice.pk)
    found = Booking.objects.for_practice(practice).of(entry.id).first()
    if found is None:
        found = Booking.objects.create(
            practice=practice,
            appointment=entry.id,
            record=record,
            seat=practice.seat,
            way=entry.way,
            clinician=entry.clinician,
            starts_at=entry.starts_at,
            ends_at=entry.last_moment,
        )
        transitions.begin(found, by="clinic", reason="on-file")
        is_asked = entry.status not in STANDING
        transitions.move(found, State.PENDING if is_asked else State.BOOKED, by="clinic", reason="on-file")
        if not is_asked:
            bookings.schedule_end(found)
    found.practice = practice
    return found


def is_late(practice, starts_at) -> bool:
    """True where the clinic's notice for canceling or moving has begun."""
    return starts_at - practice.now < timedelta(hours=practice.policy.visits.cancel_notice_hours)


def _refuse_over(booking):
    if booking.status not in STANDING or booking.starts_at <= booking.practice.now:
        raise NotPossible("over")


@transaction.atomic
def move(*, booking, starts_at, taken):
    """Moves a visit to a free time and gives its old one away. Raises NotPossible("not-free") or ("over")."""
    _refuse_over(booking)
    practice = booking.practice
    if starts_at not in slots.free(practice.policy, practice.now, taken):
        raise NotPossible("not-free")
    return put(booking, starts_at, by=practice.seat)


def put(booking, starts_at, *, by, reason=""):
    """Puts a visit to another time, whoever chose it."""
    practice = booking.practice
    was_late, was = is_late(practice, booking.starts_at), booking.starts_at
    booking.ends_at = bookings.end_of(booking, starts_at)
    booking.starts_at = starts_at
    booking.save(update_fields=["starts_at", "ends_at"])
    transitions.move(booking, State.MOVED, by=by, reason=reason)
    bookings.schedule_end(booking)
    practice.log(
        "visits.moved",
        visit=booking.reference,
        is_earlier=starts_at < was,
        is_late=was_late,
        **bookings.facts_of(booking),
    )
    return booking


@transaction.atomic
def cancel(*, booking):
    """Cancels a visit; twice changes nothing. Raises NotPossible("over")."""
    practice = booking.practice
    if booking.status in (State.CANCELLED, State.LATE_CANCELLED):
        return booking
    if booking.status not in OPEN:
        raise NotPossible("over")
    is_request = booking.status == State.PENDING
    if not is_request:
        _refuse_over(booking)
    late = not is_request and is_late(practice, booking.starts_at)
    waiting.leave_any(booking)
    transitions.move(booking, State.LATE_CANCELLED if late else State.CANCELLED, by=practice.seat)
    for kind in (bookings.ANSWER, bookings.OVER, bookings.REMINDER):
        replies.cancel(practice=practice, kind=kind, target=booking.pk)
    practice.log("visits.cancelled", visit=booking.reference, is_late=late, is_request=is_request)
    return booking


@transaction.atomic
def confirm(*, booking):
    """Tells the clinic that one comes; twice changes nothing."""
    _refuse_over(booking)
    if booking.status in (State.CONFIRMED, State.CHECKED_IN):
        return booking
    transitions.move(booking, State.CONFIRMED, by=booking.practice.seat)
    booking.practice.log("visits.confirmed", visit=booking.reference)
    return booking


@transaction.atomic
def prepare(*, booking, questions):
    """Keeps what one wants to say at the visit, in order."""
    booking.questions = [words for words in questions if words]
    booking.save(update_fields=["questions"])
    booking.practice.log("visits.prepared", visit=booking.reference, questions=len(booking.questions))
    return booking
