"""A video visit: joining it, waiting, what to do when it breaks off, and its end."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.appointments.models import Way
from sandbox_portal.sections.appointments.states import STANDING, CheckIn
from sandbox_portal.sections.appointments.states import State as Visit
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video import bench
from sandbox_portal.sections.video.models import VideoCall
from sandbox_portal.sections.video.states import State

ADMIT, DROP, RING, SUMMARY = "video.admit", "video.drop", "video.ring", "video.summary"
ADMIT_AFTER, DROP_AFTER, RING_AFTER = (timedelta(minutes=n) for n in (4, 4, 4))


def of(booking):
    """Returns a visit's call, or None before anything was done. No query where it was fetched before."""
    return getattr(booking, "video_call", None) if booking is not None else None


@transaction.atomic
def begin(*, booking):
    """Returns the call of a video visit; it is made where there is none yet."""
    call, is_new = VideoCall.objects.get_or_create(booking=booking)
    call.booking = booking
    if is_new:
        transitions.begin(call, by=booking.practice.seat)
    return call


def opens_at(practice, starts_at):
    """Returns the moment from which the visit can be joined."""
    return starts_at - timedelta(minutes=practice.policy.visits.join_early_minutes)


def closes_at(practice, starts_at):
    """Returns the moment until which the clinic waits."""
    return starts_at + timedelta(minutes=practice.policy.visits.join_grace_minutes)


def hurdle(booking, faults) -> str:
    """Returns why the visit cannot be joined now, or "": "over", "early", "check-in" or a fault's slug."""
    practice = booking.practice
    if booking.way != Way.VIDEO or booking.status not in STANDING:
        return "over"
    if practice.now >= closes_at(practice, booking.starts_at):
        return "over"
    if practice.now < opens_at(practice, booking.starts_at):
        return "early"
    form = getattr(booking, "check_in", None)
    is_checked_in = form is not None and form.status == CheckIn.DONE
    if practice.policy.visits.check_in_before_video and not is_checked_in:
        return "check-in"
    return next((each.fault for each in faults if bench.every()[each.fault].blocks), "")


@transaction.atomic
def join(*, booking, place):
    """Goes to the waiting room; twice changes nothing. Returns the call, and what is in the way, or "".

    `place` says where the person is; it is logged, and so is what was in the way.
    """
    practice = booking.practice
    Practice.objects.locked(practice.pk)
    call = begin(booking=booking)
    if call.status != State.READY:
        return call, ""
    faults = bench.there(practice)
    reason = hurdle(booking, faults)
    if reason:
        practice.log("room.join_refused", visit=booking.reference, reason=reason)
        return call, reason
    if any(not bench.every()[each.fault].blocks for each in faults):
        call.drops = max(call.drops, 1)
        call.save(update_fields=["drops"])
    practice.log("room.joined", visit=booking.reference, place=place)
    _go(call, State.WAITING)
    starts = max(practice.now, booking.starts_at)
    _later(call, ADMIT, starts + ADMIT_AFTER)
    return call, ""


def _go(call, to, *, by=None, reason=""):
    practice = call.practice
    transitions.move(call, to, by=by or practice.seat, reason=reason)
    practice.log("room.moved", visit=call.booking.reference, to=str(to), reason=reason or None)


def _later(call, kind, due):
    replies.schedule(practice=call.practice, kind=kind, due=due, target=call.pk)


def _forget(call):
    for kind in (ADMIT, DROP, RING):
        replies.cancel(practice=call.practice, kind=kind, target=call.pk)


def admit(call):
    """The doctor comes in. With trouble left, the picture breaks off a few minutes later."""
    if call.status == State.WAITING:
        _go(call, State.CONNECTED, by="clinic")
        if call.drops:
            _later(call, DROP, call.practice.now + DROP_AFTER)


def drop(call):
    """The picture and the sound break off; the clinic will call by phone."""
    if call.status == State.CONNECTED:
        _go(call, State.DROPPED, by="clinic", reason="connection")
        _later(call, RING, call.practice.now + RING_AFTER)


def ring(call):
    """The clinic calls the phone, from a number that the person may not know."""
    if call.status == State.DROPPED:
        _go(call, State.RINGING, by="clinic")


def summarize(call):
    """The summary of the visit can be read."""
    if call.status == State.ENDED:
        _go(call, State.SUMMARY, by="clinic")


@transaction.atomic
def act(*, call, what):
    """Does one of the things that the page offers: see `_ACTS`. Raises NotPossible("not-now")."""
    Practice.objects.locked(call.practice.pk)
    fresh = VideoCall.objects.select_for_update().get(pk=call.pk)
    fresh.booking = call.booking
    states, do = _ACTS[what]
    if fresh.status not in states:
        raise NotPossible("not-now")
    do(fresh)
    return fresh


def _leave_room(call):
    _forget(call)
    _go(call, State.READY, reason="left")


def _retry(call):
    """Joins again: it works where nothing is wrong any more, else it breaks off once more."""
    practice = call.practice
    call.drops = max(call.drops - 1, 0)
    call.save(update_fields=["drops"])
    if call.drops > 0 or bench.there(practice):
        practice.log("room.moved", visit=call.booking.reference, to="dropped", reason="again")
        return
    _forget(call)
    _go(call, State.CONNECTED, reason="again")


def _give_up(call):
    _forget(call)
    _go(call, State.MISSED, reason="gave-up")
    _close_visit(call, Visit.NO_SHOW)


def _end(call):
    _forget(call)
    _go(call, State.ENDED)
    _close_visit(call, Visit.FULFILLED)
    _plan_summary(call)


def _close_visit(call, to):
    booking, practice = call.booking, call.practice
    replies.cancel(practice=practice, kind="visits.over", target=booking.pk)
    transitions.move(booking, to, by=practice.seat)
    practice.log("visits.over", visit=booking.reference, to=str(to))


def _plan_summary(call):
    practice = call.practice
    day = practice_days.add_business_days(practice.now, 1, practice.policy.holidays)
    _later(call, SUMMARY, practice_days.at_hour(day, 10))


def _call_back(call):
    """The person calls the clinic, and the visit goes on by phone."""
    _forget(call)
    if call.status == State.DROPPED:
        _go(call, State.RINGING, reason="called")
    _go(call, State.BY_PHONE, reason="called")


_ACTS = {
    "leave": ((State.WAITING,), _leave_room),
    "retry": ((State.DROPPED,), _retry),
    "give-up": ((State.DROPPED, State.RINGING, State.UNANSWERED), _give_up),
    "take-call": ((State.RINGING,), lambda call: _go(call, State.BY_PHONE, reason="answered")),
    "let-ring": ((State.RINGING,), lambda call: _go(call, State.UNANSWERED)),
    "call-back": ((State.UNANSWERED, State.DROPPED), _call_back),
    "end": ((State.CONNECTED, State.BY_PHONE), _end),
}
ACTS = tuple(_ACTS)


def close(booking) -> bool:
    """Ends the call when the time of the visit is past; True where the person was there."""
    call = VideoCall.objects.filter(booking=booking).first()
    if call is None:
        return False
    call.booking = booking
    _forget(call)
    if call.status in (State.CONNECTED, State.BY_PHONE):
        _go(call, State.ENDED, by="clinic", reason="time-over")
        _plan_summary(call)
        return True
    if call.status in (State.READY, State.WAITING, State.DROPPED, State.RINGING, State.UNANSWERED):
        _go(call, State.MISSED, by="clinic", reason="time-over")
    return False
