"""Booking a visit, one question at a time; where the clinic sets the time itself, asking for one."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.appointments import kinds, slots
from sandbox_portal.sections.appointments.models import Booking, Way
from sandbox_portal.sections.appointments.states import State
from sandbox_portal.sections.refusing import NotPossible

ANSWER, OVER, REMINDER = "visits.answer", "visits.over", "visits.reminder"
REMINDER_HOUR = 10


def start(*, practice, record, form_key, reminder=""):
    """Begins to book and returns the draft; a draft in the same seat is gone on with.

    `reminder` names the check-up that it is for.
    """
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        mine = Booking.objects.for_practice(practice).in_record(record)
        found = form_keys.first(mine, form_key) or mine.drafts(practice.seat).first()
        if found is None:
            found = Booking.objects.create(
                practice=practice, form_key=form_key, record=record, seat=practice.seat, reminder=reminder
            )
            transitions.begin(found, by=practice.seat)
            practice.log("visits.started", about=reminder or None)
        elif reminder and found.status == State.DRAFT and found.reminder != reminder:
            _set(found, reminder=reminder)
    return found


def _refuse_sent(booking):
    if booking.status != State.DRAFT:
        raise NotPossible("sent")


def _set(booking, **fields):
    _refuse_sent(booking)
    for name, value in fields.items():
        setattr(booking, name, value)
    booking.save(update_fields=list(fields))
    return booking


def choose_kind(*, booking, kind):
    """Writes down which sort of visit; a way that it cannot be held in is forgotten."""
    ways = kinds.every()[kind].ways
    way = booking.way if booking.way in ways else ways[0] if len(ways) == 1 else ""
    return _set(booking, kind=kind, way=way, starts_at=None, ends_at=None)


def choose_way(*, booking, way):
    """Writes down in person, by video or by phone. Raises NotPossible("no-such-way")."""
    if way not in kinds.every()[booking.kind].ways:
        raise NotPossible("no-such-way")
    return _set(booking, way=Way(way))


def choose_clinician(*, booking, chart, clinician):
    """Writes down with whom."""
    if clinician not in kinds.clinicians(chart, booking.practice.today):
        raise NotPossible("unknown-clinician")
    return _set(booking, clinician=clinician)


def is_on_request(booking) -> bool:
    """True where the clinic sets the time: of every such visit, or because none was free."""
    return booking.is_waiting or booking.kind in booking.practice.policy.visits.on_request


def choose_time(*, booking, starts_at, taken):
    """Writes down a free time. Raises NotPossible("not-free")."""
    practice = booking.practice
    if starts_at not in slots.free(practice.policy, practice.now, taken):
        raise NotPossible("not-free")
    return _set(booking, starts_at=starts_at, ends_at=end_of(booking, starts_at))


def end_of(booking, starts_at):
    """Returns when a visit that begins then is over."""
    if booking.starts_at and booking.ends_at:
        return starts_at + (booking.ends_at - booking.starts_at)
    rules = booking.practice.policy.visits
    return starts_at + timedelta(minutes=rules.minutes_of(booking.kind))


def wait_for_time(*, booking):
    """Asks for a place on the wait list instead of a time: the clinic sets one when it opens."""
    return _set(booking, is_waiting=True, starts_at=None, ends_at=None)


def write_reason(*, booking, words):
    """Keeps what the visit is about."""
    return _set(booking, words=words)


def discard(*, booking):
    """Throws a draft away."""
    _refuse_sent(booking)
    booking.delete()


def first_gap(booking) -> str:
    """Returns the first step that is not answered, or "" when all are."""
    for step, is_there in (
        ("kind", booking.kind),
        ("way", booking.way),
        ("who", booking.clinician),
        ("when", booking.starts_at or is_on_request(booking)),
        ("about", booking.words),
    ):
        if not is_there:
            return step
    return ""


@transaction.atomic
def submit(*, booking, chart, taken):
    """Books the visit, or sends the request; again changes nothing. Returns it.

    Raises NotPossible("unfinished"), or ("not-free") where the time was taken meanwhile.
    """
    practice = booking.practice
    Practice.objects.locked(practice.pk)
    booking = Booking.objects.select_for_update().get(pk=booking.pk, practice=practice)
    booking.practice = practice
    if booking.status != State.DRAFT:
        return booking
    if first_gap(booking):
        raise NotPossible("unfinished")
    is_request = is_on_request(booking)
    if not is_request and booking.starts_at not in slots.free(practice.policy, practice.now, taken):
        raise NotPossible("not-free")
    asked_for = booking.clinician
    if booking.clinician == kinds.ANY:
        booking.clinician = kinds.doctor_for_any(chart, practice.today)
        booking.save(update_fields=["clinician"])
    transitions.move(booking, State.PENDING if is_request else State.BOOKED, by=practice.seat)
    if is_request:
        _schedule_answer(booking)
    else:
        schedule_end(booking)
    facts = facts_of(booking) | {"clinician": asked_for}
    practice.log(
        "visits.booked",
        visit=booking.reference,
        is_request=is_request,
        is_waiting=booking.is_waiting,
        **facts,
    )
    return booking


def facts_of(booking) -> dict:
    """What an event says about a visit that was booked or moved."""
    now, starts_at = booking.practice.today, booking.starts_at
    local = practice_days.local_day(starts_at) if starts_at else None
    return {
        "kind": booking.kind or None,
        "way": booking.way or None,
        "clinician": booking.clinician or None,
        "days_ahead": (local - now).days if local else None,
        "hour": _hour(starts_at),
    }


def _hour(moment):
    return moment.astimezone(practice_days.timezone.get_current_timezone()).hour if moment else None


def _schedule_answer(booking):
    practice = booking.practice
    policy = practice.policy
    day = practice_days.add_business_days(practice.now, policy.visits.answer_business_days, policy.holidays)
    due = practice_days.at_hour(day, 11)
    replies.schedule(practice=practice, kind=ANSWER, due=due, target=booking.pk)


def schedule_end(booking):
    """Writes down when the visit is reminded of and when it is over; earlier such notes are taken back."""
    practice = booking.practice
    for kind in (OVER, REMINDER):
        replies.cancel(practice=practice, kind=kind, target=booking.pk)
    day = booking.starts_at - timedelta(days=practice.policy.visits.reminder_days)
    reminder = practice_days.at_hour(day, REMINDER_HOUR)
    if practice.now < reminder < booking.starts_at:
        replies.schedule(practice=practice, kind=REMINDER, due=reminder, target=booking.pk)
    due = booking.ends_at
    if booking.way == Way.VIDEO:
        due = max(due, booking.starts_at + timedelta(minutes=practice.policy.visits.join_grace_minutes))
    replies.schedule(practice=practice, kind=OVER, due=due, target=booking.pk)


def answer(booking, taken):
    """The clinic sets the time of a visit that was asked for: the first that is free."""
    practice = booking.practice
    found = next(iter(slots.free(practice.policy, practice.now, taken)), None)
    if found is None:
        return
    booking.starts_at, booking.ends_at = found, end_of(booking, found)
    booking.save(update_fields=["starts_at", "ends_at"])
    transitions.move(booking, State.BOOKED, by="clinic", reason="time-set")
    schedule_end(booking)
    practice.log("visits.answered", visit=booking.reference, to="booked")
    alerts.notify(practice=practice, kind="visit", item=booking.reference)
