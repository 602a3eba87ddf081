"""Changing what is on file: choose, look at old and new, confirm; a code or the clinic may come after."""

from django.db import transaction
from django.utils.crypto import constant_time_compare, get_random_string

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.profile import shelf
from sandbox_portal.sections.profile.models import ProfileChange
from sandbox_portal.sections.profile.states import MACHINE, State
from sandbox_portal.sections.refusing import NotPossible

CHECKED = "profile.checked"


def values(practice) -> dict[str, str]:
    """Returns the value chosen in this practice for each field that was changed. One query."""
    found = ProfileChange.objects.for_practice(practice).in_use()
    return {change.field: change.value for change in found}


def choose(*, practice, form_key, field, value):
    """Begins a change and returns it; the same form sent twice makes one."""
    mine = ProfileChange.objects.for_practice(practice)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(mine, form_key)
        if found:
            return found
        for waiting in mine.open().filter(field=field):
            waiting.practice = practice
            transitions.move(waiting, State.DROPPED, by=practice.seat, reason="another-one")
            replies.cancel(practice=practice, kind=CHECKED, target=waiting.pk)
        made = ProfileChange.objects.create(
            practice=practice, form_key=form_key, seat=practice.seat, field=field, value=value
        )
        transitions.begin(made, by=practice.seat)
    return made


@transaction.atomic
def confirm(*, change):
    """Saves a change that was looked at: at once, after a code, or after the clinic has checked it."""
    practice, field = change.practice, shelf.FIELDS[change.field]
    to = {"save": State.SAVED, "code": State.CODE_SENT, "staff": State.PENDING}[field.way]
    transitions.move(change, to, by=practice.seat)
    if to == State.CODE_SENT:
        change.code = get_random_string(6, "0123456789")
        change.save(update_fields=["code"])
    if to == State.PENDING:
        policy = practice.policy
        day = practice_days.add_business_days(practice.now, policy.reply_business_days, policy.holidays)
        due = practice_days.at_hour(day, 10)
        replies.schedule(practice=practice, kind=CHECKED, due=due, target=change.pk)
    _log(change, to)
    return change


@transaction.atomic
def verify(*, change, code):
    """Puts the new phone or address to use. Raises NotPossible("wrong-code") and changes nothing."""
    if not constant_time_compare(code, change.code):
        raise NotPossible("wrong-code")
    transitions.move(change, State.VERIFIED, by=change.practice.seat)
    _log(change, State.VERIFIED)
    if change.field == "email":
        alerts.mark_email(practice=change.practice, works=True)
    alerts.notify(practice=change.practice, kind="account", item="contact")


@transaction.atomic
def drop(*, change):
    """Leaves everything as it was."""
    transitions.move(change, State.DROPPED, by=change.practice.seat)
    replies.cancel(practice=change.practice, kind=CHECKED, target=change.pk)
    _log(change, State.DROPPED)


def check(practice, change):
    """The clinic's answer to a new insurance card: taken over, or sent back where it has run out."""
    to, reason = (State.VERIFIED, "")
    if change.value in shelf.EXPIRED_CARDS:
        to, reason = State.DROPPED, "expired-coverage"
    if MACHINE.can(change.status, to):
        change.practice = practice
        transitions.move(change, to, by="clinic", reason=reason)
        _log(change, to)
        alerts.notify(practice=practice, kind="record", item=f"card-{change.pk}")


def _log(change, to):
    change.practice.log("profile.changed", field=change.field, value=shelf.told(change), to=to)
