"""What the person does about the access log: report a line, sign devices out, change the password."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.privacy import shelf as shelves
from sandbox_portal.sections.privacy import stays
from sandbox_portal.sections.privacy.models import DeviceMark, LogReport, PassphraseChange
from sandbox_portal.sections.privacy.shelf import STRANGER, TEXT, shelf
from sandbox_portal.sections.privacy.states import State
from sandbox_portal.sections.refusing import NotPossible

CHECKED_AT, ANSWERED_AT = 10, 14
NIGHT = timedelta(hours=3, minutes=15)  # after midnight, when the stranger tries again
FOUND_OUT = frozenset({"stranger", "fake"})  # kinds of line where the person was right


@transaction.atomic
def report(*, practice, form_key, row, kind, why):
    """Reports a line of the log, or a fake message, and returns the report. The same form reports once.

    Raises NotPossible("asked-already") while a report about the same line is open.
    """
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the report
    mine = LogReport.objects.for_practice(practice)
    found = form_keys.first(mine, form_key)
    if found:
        return found
    if mine.open().about(row).exists():
        raise NotPossible("asked-already")
    made = LogReport.objects.create(
        practice=practice, form_key=form_key, row=row, kind=kind, why=why, sent_at=practice.now
    )
    transitions.begin(made, by=practice.seat)
    practice.log("privacy.reported", report=made.pk, item=row, kind=kind, why=str(why))
    days = practice.policy.privacy.review_days
    _schedule(made, State.CHECKING, 1 if days > 1 else 0, CHECKED_AT)
    _schedule(made, State.CONFIRMED if kind in FOUND_OUT else State.EXPLAINED, max(days, 1), ANSWERED_AT)
    return made


def _schedule(made, to, business_days, hour):
    practice = made.practice
    day = practice_days.add_business_days(practice.now, business_days, practice.policy.holidays)
    due = max(practice_days.at_hour(day, hour), practice.now + timedelta(minutes=1))
    replies.schedule(practice=practice, kind="privacy.step", due=due, target=made.pk, facts={"to": str(to)})


def step(practice, made, to):
    """Takes a report one step on; does nothing where it cannot go there."""
    if not made.statuses.model.MACHINE.can(made.status, to):
        return
    made.practice = practice
    transitions.move(made, to, by="clinic")
    practice.log("privacy.moved", report=made.pk, item=made.row, to=to)
    if to == State.CONFIRMED and made.kind == "stranger":
        _close_off(practice)


def _close_off(practice):
    """The privacy office ends the stranger's session; the old password opens nothing any more."""
    if is_in(practice, STRANGER):
        _mark(practice, STRANGER, DeviceMark.What.OUT)
    replies.cancel(practice=practice, kind="privacy.stranger_back", target=None)


def is_in(practice, device, marks=None) -> bool:
    """True where this device is signed in now. One query where the marks are not given."""
    if marks is None:
        marks = DeviceMark.objects.for_practice(practice)
    mine = [mark for mark in marks if mark.device == device]
    return not mine or mine[-1].what == DeviceMark.What.BACK


def _mark(practice, device, what):
    return DeviceMark.objects.create(practice=practice, device=device, what=what, at_sim=practice.now)


def devices(practice, has_stranger, marks) -> list:
    """Every device that is signed in now, this one first: the story's and those of the front door."""
    known = [each for each in shelf().devices if has_stranger or not each.is_strange]
    here = stays.newest(practice)
    known = [each for each in known if each.id in here or is_in(practice, each.id, marks)]
    return [
        each
        for each in stays.laid_over(known, practice, here)
        if each.is_this or each.id not in here or not _is_ended(here[each.id], each.id, marks)
    ]


def _is_ended(stay, device, marks) -> bool:
    """True where the device was signed out from elsewhere after that time at the portal began."""
    mine = [mark for mark in marks if mark.device == device and mark.at_sim >= stay.begun_at]
    return bool(mine) and mine[-1].what == DeviceMark.What.OUT


@transaction.atomic
def sign_out(*, practice, device):
    """Signs a device out. Doing it twice changes nothing; raises NotPossible("this-device") for one's own."""
    if device.is_this:
        raise NotPossible("this-device")
    Practice.objects.locked(practice.pk)
    if not is_in(practice, device.id):
        return
    _mark(practice, device.id, DeviceMark.What.OUT)
    practice.log("privacy.signed_out", device=device.id, is_strange=device.is_strange)
    if device.is_strange:
        _let_the_stranger_try_again(practice)


@transaction.atomic
def sign_out_others(*, practice, has_stranger):
    """Signs every other device out and returns how many there were."""
    Practice.objects.locked(practice.pk)
    marks = list(DeviceMark.objects.for_practice(practice))
    others = [each for each in devices(practice, has_stranger, marks) if not each.is_this]
    for each in others:
        _mark(practice, each.id, DeviceMark.What.OUT)
    if others:
        practice.log(
            "privacy.signed_out_all",
            count=len(others),
            is_strange=any(each.is_strange for each in others),
        )
    if any(each.is_strange for each in others):
        _let_the_stranger_try_again(practice)
    return len(others)


def _let_the_stranger_try_again(practice):
    """Whoever knows the password comes back the next night, unless it is changed by then."""
    if PassphraseChange.objects.for_practice(practice).exists():
        return
    due = practice_days.at_hour(practice.today + timedelta(days=1), 0) + NIGHT
    replies.schedule(practice=practice, kind="privacy.stranger_back", due=due)


def come_back(practice):
    """The stranger signs in again with the old password."""
    if PassphraseChange.objects.for_practice(practice).exists() or is_in(practice, STRANGER):
        return
    _mark(practice, STRANGER, DeviceMark.What.BACK)
    practice.log("privacy.came_back", device=STRANGER)


@transaction.atomic
def change_passphrase(*, practice, form_key, sample, ends_others, has_stranger):
    """Changes the pretend password to a sample and returns the row. The same form changes it once.

    Raises NotPossible with the sample's own reason for one that the portal does not take.
    """
    refused = shelves.sample(sample).refused
    if refused:
        raise NotPossible(refused)
    mine = PassphraseChange.objects.for_practice(practice)
    row, is_new = form_keys.once(
        mine,
        form_key,
        lambda: PassphraseChange.objects.create(
            practice=practice, form_key=form_key, sample=sample, at_sim=practice.now
        ),
    )
    if is_new:
        replies.cancel(practice=practice, kind="privacy.stranger_back", target=None)
        if ends_others:
            sign_out_others(practice=practice, has_stranger=has_stranger)
        practice.log("privacy.password_changed", ends_others=ends_others)
    return row


def refuse_passphrase(*, practice, reason):
    """Notes that a weak password was tried. No word of it is kept."""
    return practice.log("privacy.password_refused", rule=reason)


def act_on_text(*, practice, act):
    """Notes what was done with the fake text message."""
    return practice.log("privacy.text_acted", act=act)


def report_text(*, practice, form_key):
    """Tells the clinic about the fake text message and returns the report."""
    return report(practice=practice, form_key=form_key, row=TEXT, kind="fake", why=LogReport.Why.FAKE)
