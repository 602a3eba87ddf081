"""One-time codes: sent to the pretend phone or mailbox, good for a few minutes, and for once."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, get_random_string

from sandbox_portal import transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import kinds
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.door.models import OneTimeCode
from sandbox_portal.sections.door.states import CodeState
from sandbox_portal.sections.refusing import NotPossible

Purpose = OneTimeCode.Purpose
# Without I, L, O, 0 and 1: they are read wrong on paper.
LETTERS, DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"


@transaction.atomic
def send(*, practice, purpose, channel, is_seen=True):
    """Sends a new code and returns it; an older one for the same purpose is no longer good.

    With `is_seen` off it goes to a phone or mailbox that is not the person's own: nobody here can read it.
    """
    Practice.objects.locked(practice.pk)
    for old in OneTimeCode.objects.for_practice(practice).open().to(purpose):
        old.practice = practice
        transitions.move(old, CodeState.REPLACED, by="portal")
    code = make(practice, purpose, channel)
    if is_seen and channel != "letter":
        facts = {"code": shown(code)}
        alerts.notify(practice=practice, kind=kinds.CODE, item=str(purpose), channels=[channel], facts=facts)
    practice.log("door.code_sent", purpose=str(purpose), channel=channel)
    return code


def make(practice, purpose, channel, *, expires_at=None):
    """Writes down a code without sending it."""
    rules = practice.policy.sign_in
    is_sign_up = purpose == Purpose.SIGN_UP
    lasts = timedelta(days=rules.invite_code_days) if is_sign_up else timedelta(minutes=rules.code_minutes)
    code = OneTimeCode.objects.create(
        practice=practice,
        purpose=purpose,
        channel=channel,
        digits=_letters() if is_sign_up else get_random_string(6, "0123456789"),
        expires_at=expires_at or practice.now + lasts,
    )
    transitions.begin(code, by="clinic")
    return code


def _letters():
    """A sign-up code such as KT4HWM29."""
    parts = zip(get_random_string(4, LETTERS), get_random_string(4, DIGITS), strict=True)
    return "".join(letter + digit for letter, digit in parts)


def shown(code) -> str:
    """The code as it is printed: a sign-up code in two groups."""
    digits = code.digits
    return f"{digits[:4]}-{digits[4:]}" if code.purpose == Purpose.SIGN_UP else digits


def clean(typed: str) -> str:
    """What was typed, without spaces and dashes, in capitals: all of that is forgiven."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def newest(practice, purpose):
    """Returns the newest code for a purpose, or None."""
    return OneTimeCode.objects.for_practice(practice).to(purpose).first()


def use(*, practice, purpose, typed, then=None):
    """Uses a code, and does `then` in the same breath: both or neither.

    Raises NotPossible: "no-code", "expired", "too-often" or "wrong-code".
    """
    problem = tried(practice=practice, purpose=purpose, typed=typed, then=then)
    if problem:
        raise NotPossible(problem)


@transaction.atomic
def tried(*, practice, purpose, typed, then=None):
    """As `use`, but returns what is wrong with the code, or ""; a wrong try is written down and stays."""
    typed = clean(typed)
    Practice.objects.locked(practice.pk)
    code = newest(practice, purpose)
    problem = _problem(practice, code, typed)
    practice.log(
        "door.code_tried",
        purpose=str(purpose),
        channel=code.channel if code else None,
        is_right=not problem,
        is_expired=problem == "expired",
    )
    if not problem:
        transitions.move(code, CodeState.USED, by=practice.seat)
        if then:
            then()
    elif problem == "expired" and code.status == CodeState.SENT:
        transitions.move(code, CodeState.EXPIRED, by="portal")
    elif problem == "wrong-code":
        _count(code)
    return problem


def _problem(practice, code, typed):
    if code is None:
        return "no-code"
    code.practice = practice
    is_right = constant_time_compare(typed, code.digits)
    if code.status in (CodeState.USED, CodeState.DONE):
        return "used" if is_right else "wrong-code"
    if code.status == CodeState.BURNED:
        return "too-often"
    if code.status == CodeState.EXPIRED or code.expires_at <= practice.now:
        return "expired"
    return "" if is_right else "wrong-code"


def _count(code):
    code.wrong_tries += 1
    code.save(update_fields=["wrong_tries"])
    if code.status == CodeState.SENT and code.wrong_tries >= code.practice.policy.sign_in.code_tries:
        transitions.move(code, CodeState.BURNED, by="portal", reason="too-many-tries")


@transaction.atomic
def burn(*, practice, purpose):
    """Ends a code that somebody else has heard; returns whether there was one."""
    code = newest(practice, purpose)
    if code is None or code.status != CodeState.SENT:
        return False
    code.practice = practice
    transitions.move(code, CodeState.BURNED, by="portal", reason="told-to-somebody")
    return True
