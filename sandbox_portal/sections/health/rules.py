"""What the person reports about the record, and what the care team makes of it."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.health import shelf
from sandbox_portal.sections.health.models import Kind, ReminderMark, Report
from sandbox_portal.sections.health.states import State
from sandbox_portal.sections.refusing import NotPossible

SAME_SEASON = timedelta(days=28)  # two flu shots nearer than this are one shot that was told twice
CHECKED_AFTER = 1  # business days until someone looks at it; the answer comes by the clinic's reply time


def report(*, practice, form_key, kind, thing, answer, severity="", on=None, place=""):
    """Sends a report to the care team and returns it; the same form sent twice makes one.

    Raises NotPossible("asked-already") while one about the same thing is open.
    """
    mine = Report.objects.for_practice(practice)
    found = form_keys.first(mine, form_key)
    if found:
        return found
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(mine, form_key)
        if found:
            return found
        if mine.open().filter(kind=kind, thing=thing).exists():
            raise NotPossible("asked-already")
        made = Report.objects.create(
            practice=practice, form_key=form_key, kind=kind, seat=practice.seat, thing=thing, answer=answer,
            severity=severity, on=on, place=place, sent_at=practice.now,
        )  # fmt: skip
        transitions.begin(made, by=practice.seat)
        facts = {"about": kind, "item": thing, "answer": answer, "place": place or None, "report": made.pk}
        if severity:
            facts["severity"] = severity
        if on:
            facts["days_ago"] = (practice.today - on).days
        practice.log("record.reported", **facts)
        _schedule(practice, made, "checking", CHECKED_AFTER)
        _schedule(practice, made, "decided", practice.policy.reply_business_days)
    return made


def _schedule(practice, made, step, business_days):
    day = practice_days.add_business_days(practice.now, max(business_days, 1), practice.policy.holidays)
    hour = 10 if step == "checking" else 14
    replies.schedule(
        practice=practice,
        kind="record.step",
        due=practice_days.at_hour(day, hour),
        target=made.pk,
        facts={"step": step},
    )


def withdraw(*, report):
    """Takes a report back. Raises NotPossible("too-late") once someone has begun on it."""
    try:
        with transaction.atomic():
            transitions.move(report, State.WITHDRAWN, by=report.practice.seat)
            replies.cancel(practice=report.practice, kind="record.step", target=report.pk)
            report.practice.log("record.withdrawn", report=report.pk, about=report.kind, item=report.thing)
    except transitions.NotAllowed as error:
        raise NotPossible("too-late") from error


def decision(chart, made) -> tuple[str, str]:
    """Returns what the care team decides on a report: the state, and the reason as a slug. Pure."""
    return _DECIDERS[made.kind](chart, made)


def _on_vaccine(chart, made):
    known = [v for v in chart.vaccines if v.code in shelf.CVX.get(made.thing, ())]
    if any(v.given_on and abs(v.given_on - made.on) < SAME_SEASON for v in known):
        return State.REJECTED, "there-already"
    if made.place == "not-sure":
        return State.REJECTED, "no-proof"
    return State.ACCEPTED, "registry"


def _on_allergy(chart, made):
    if made.answer == shelf.WRONG:
        return State.REJECTED, "talk-first"
    if made.answer in shelf.SIDE_EFFECTS:
        return State.ACCEPTED, "side-effect"
    return State.ACCEPTED, "as-allergy"


def _on_medicine(chart, made):
    if made.answer == shelf.ADDED:
        twin = shelf.SAME_AS.get(made.thing, made.thing)
        is_there = any(twin in (m.id, str(m.name.original).lower()) for m in chart.medications)
        return (State.REJECTED, "same-medicine") if is_there else (State.ACCEPTED, "added")
    medicine = chart.medication(made.thing)
    if made.answer == "stopped" and medicine and medicine.is_prescribed and medicine.is_ours:
        return State.REJECTED, "talk-first"
    return State.ACCEPTED, "noted"


_DECIDERS = {Kind.VACCINE: _on_vaccine, Kind.ALLERGY: _on_allergy, Kind.MEDICINE: _on_medicine}


def step(practice, made, name):
    """Takes a report one step on; does nothing where it was taken back meanwhile."""
    to, reason = (State.CHECKING, "") if name == "checking" else decision(practice.chart, made)
    if not may_go(made, to):
        return
    made.practice = practice
    transitions.move(made, to, by="clinic", reason=reason)
    practice.log(
        "record.moved", report=made.pk, about=made.kind, item=made.thing, to=to, reason=reason or None
    )
    if to != State.CHECKING:
        alerts.notify(practice=practice, kind="record", item=f"report-{made.pk}")


def may_go(made, to) -> bool:
    """True where a report may go to that state from where it is."""
    return made.statuses.model.MACHINE.can(made.status, to)


# --- what is due ---


def marks(practice) -> dict[str, ReminderMark]:
    """Returns the newest mark of each reminder. One query."""
    return {mark.reminder: mark for mark in ReminderMark.objects.for_practice(practice)}


@transaction.atomic
def mark(*, practice, reminder, what):
    """Puts a reminder off for a while, marks it as done, or takes it up again. Twice changes nothing."""
    Practice.objects.locked(practice.pk)
    now = marks(practice).get(reminder)
    if (now.what if now else ReminderMark.What.BACK) == what:
        return
    wait = timedelta(days=practice.policy.visits.not_now_days)
    until = practice.today + wait if what == ReminderMark.What.SNOOZED else None
    ReminderMark.objects.create(practice=practice, reminder=reminder, what=what, until=until)
    practice.log("record.reminder_marked", item=reminder, what=what)
