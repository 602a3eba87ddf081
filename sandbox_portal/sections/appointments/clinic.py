"""What the clinic does about visits when its time has come: set a time, offer an earlier one, be over."""

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.appointments import booking as bookings
from sandbox_portal.sections.appointments import waiting
from sandbox_portal.sections.appointments.models import Booking, WaitListPlace, Way
from sandbox_portal.sections.appointments.states import STANDING, State
from sandbox_portal.sections.video import calls


def _booking(practice, reply):
    found = Booking.objects.for_practice(practice).filter(pk=reply.target).first()
    if found is not None:
        found.practice = practice
    return found


def _taken(practice):
    """The times that the patient has a visit at, the chart's and those booked here. One query."""
    rows = list(Booking.objects.for_practice(practice))
    touched = {row.appointment for row in rows}
    chart = {a.starts_at for a in practice.chart.appointments if a.id not in touched}
    return chart | {row.starts_at for row in rows if row.status in STANDING}


@replies.handler(bookings.ANSWER)
def set_a_time(practice, reply):
    """Gives a visit that was asked for its time."""
    booking = _booking(practice, reply)
    if booking is not None and booking.status == State.PENDING:
        bookings.answer(booking, _taken(practice))


@replies.handler(bookings.REMINDER)
def remind(practice, reply):
    """Reminds of a visit that still stands."""
    booking = _booking(practice, reply)
    if booking is not None and booking.status in STANDING:
        alerts.notify(practice=practice, kind="visit", item=booking.reference)


@replies.handler(bookings.OVER)
def be_over(practice, reply):
    """The time of a visit is past: it took place, or the person was not there for the call."""
    booking = _booking(practice, reply)
    if booking is None or booking.status not in STANDING:
        return
    came = booking.way != Way.VIDEO or calls.close(booking)
    to = State.FULFILLED if came else State.NO_SHOW
    waiting.leave_any(booking)
    transitions.move(booking, to, by="clinic")
    practice.log("visits.over", visit=booking.reference, to=str(to))


def _place(practice, reply):
    found = WaitListPlace.objects.for_practice(practice).filter(pk=reply.target).first()
    if found is not None:
        found.booking.practice = practice
    return found


@replies.handler(waiting.OFFER)
def offer(practice, reply):
    """An earlier time came free."""
    place = _place(practice, reply)
    if place is not None:
        waiting.offer(place, _taken(practice))


@replies.handler(waiting.RUNS_OUT)
def run_out(practice, reply):
    """Nobody answered the offer in time."""
    place = _place(practice, reply)
    if place is not None:
        waiting.run_out(place)
