"""User name, password, second step, lockout. What is typed as a password is compared and forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.text import slugify

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.door import codes, rules, shelf
from sandbox_portal.sections.door.codes import Purpose
from sandbox_portal.sections.door.models import Stay
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.refusing import NotPossible

UNLOCK = "door.unlock"


def try_password(*, practice, name, password, seen_tries):
    """Tries to sign in; the portal then asks for the second step or opens.

    Raises NotPossible("wrong-name"), ("wrong-password") or ("locked"). A form sent twice (`seen_tries` says
    how many wrong tries it knew of) counts once.
    """
    problem = _try(practice, name, password, seen_tries)
    if problem:
        raise NotPossible(problem)


@transaction.atomic
def _try(practice, name, password, seen_tries):
    account = rules.locked_account(practice)
    if account.status == State.LOCKED:
        return "locked"
    typed = kind_of_name(practice, name)
    if typed != "right" or account.status != State.ACTIVE:
        practice.log("door.name_tried", typed=typed)
        return "wrong-name"
    is_right = constant_time_compare(password, shelf.card(practice).password)
    if not is_right and seen_tries != account.wrong_tries:
        return "wrong-password"  # the same form again
    left = practice.policy.sign_in.tries_before_lockout - account.wrong_tries - (not is_right)
    practice.log("door.password_tried", is_right=is_right, tries_left=left)
    if not is_right:
        return count_wrong(account)
    _go_on(account)
    return ""


def kind_of_name(practice, typed) -> str:
    """What was typed as a user name: "right", "activation-code", "email" or "other". Kept nowhere."""
    if slugify(typed.strip().replace(".", "-")) == shelf.user_name(practice):
        return "right"
    if "@" in typed:
        return "email"
    code = codes.newest(practice, Purpose.SIGN_UP)
    return "activation-code" if code and codes.clean(typed) == code.digits else "other"


def count_wrong(account):
    """Counts a wrong password; returns "wrong-password", or "locked" where it was one too many."""
    account.wrong_tries += 1
    account.save(update_fields=["wrong_tries"])
    policy, practice = account.practice.policy.sign_in, account.practice
    if account.wrong_tries < policy.tries_before_lockout:
        return "wrong-password"
    transitions.move(account, State.LOCKED, by="portal", reason="wrong-passwords")
    account.locked_until = practice.now + timedelta(minutes=policy.lockout_minutes)
    account.save(update_fields=["locked_until"])
    replies.schedule(practice=practice, kind=UNLOCK, due=account.locked_until, target=account.pk)
    practice.log("door.locked", tries=account.wrong_tries)
    alerts.notify(practice=practice, kind="account", item="locked")
    return "locked"


def _go_on(account):
    """After the right password: in at once on a remembered device, else a code."""
    practice = account.practice
    if is_remembered(account):
        let_in(account, is_remembered=False, way="remembered")
        return
    account.has_passed, account.wrong_tries = True, 0
    account.save(update_fields=["has_passed", "wrong_tries"])
    codes.send(practice=practice, purpose=Purpose.SIGN_IN, channel=account.second_step)


def is_remembered(account) -> bool:
    """True where this device was ticked lately. One query."""
    since = account.practice.now - timedelta(days=account.practice.policy.sign_in.remember_days)
    return Stay.objects.for_practice(account.practice).remembered(account.device, since).exists()


@transaction.atomic
def send_again(*, account, channel):
    """Sends another code, maybe on another way. Raises NotPossible("no-password-yet")."""
    if not account.has_passed:
        raise NotPossible("no-password-yet")
    return codes.send(practice=account.practice, purpose=Purpose.SIGN_IN, channel=channel)


def second_step(*, account, typed, remember):
    """Signs in with the code. Raises NotPossible as `codes.use` does, and "no-password-yet"."""
    if not account.has_passed:
        raise NotPossible("no-password-yet")

    def enter():
        let_in(rules.locked_account(account.practice), is_remembered=remember, way="code")

    codes.use(practice=account.practice, purpose=Purpose.SIGN_IN, typed=typed, then=enter)


def let_in(account, *, is_remembered, way):
    """Opens the portal and tells about a device that was not used before."""
    practice = account.practice
    is_known = Stay.objects.for_practice(practice).filter(device=account.device).exists()
    rules.enter(account=account, is_remembered=is_remembered)
    practice.log("door.signed_in", device=account.device, is_remembered=is_remembered, way=way)
    if not is_known and account.device == "shared":
        alerts.notify(practice=practice, kind="account", item="new-device")


def unlock(account, *, by):
    """Opens a locked account: the time is over, or the clinic has done it on the phone."""
    if account.status != State.LOCKED:
        return
    transitions.move(account, State.ACTIVE, by=by)
    account.wrong_tries, account.locked_until = 0, None
    account.save(update_fields=["wrong_tries", "locked_until"])
    account.practice.log("door.unlocked", by=by)


@transaction.atomic
def answer_caller(*, account, answer):
    """Answers the caller who wants the code: "told", "hung-up" or "called-back". A told code ends."""
    account = rules.locked_account(account.practice)
    if not account.has_caller:
        return
    account.has_caller = False
    account.save(update_fields=["has_caller"])
    account.practice.log("door.caller_answered", answer=answer)
    if answer == "told":
        codes.burn(practice=account.practice, purpose=Purpose.SIGN_IN)
