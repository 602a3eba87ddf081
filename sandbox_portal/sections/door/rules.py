"""The pretend account, and being inside or outside: signing out, closing the window, being timed out."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.door.models import Account, OneTimeCode, Stay, StayStatus
from sandbox_portal.sections.door.states import State, StayState

TIME_OUT = "door.time_out"
ENDS = {
    Account.Outside.SIGNED_OUT: StayState.SIGNED_OUT,
    Account.Outside.TIMED_OUT: StayState.TIMED_OUT,
    Account.Outside.LEFT_OPEN: StayState.LEFT_OPEN,
}


def account_of(practice):
    """Returns the practice's account, or None where nobody has been at the door. No query."""
    account = getattr(practice, "door", None)
    if account is not None:
        account.practice = practice
    return account


def locked_account(practice):
    """Returns the account as it stands now, with the practice's row locked until the transaction ends."""
    Practice.objects.locked(practice.pk)
    account = Account.objects.get(practice=practice)
    account.practice = practice
    practice.door = account
    return account


@transaction.atomic
def begin(*, practice, at="sign-in", device="own", has_found=True, has_caller=False):
    """Puts the person outside, before the door, and returns the account; an earlier one is forgotten.

    `at` is "sign-in" (the account is there) or "sign-up" (there is none yet).
    """
    Practice.objects.locked(practice.pk)
    Account.objects.filter(practice=practice).delete()
    OneTimeCode.objects.for_practice(practice).delete()
    Stay.objects.for_practice(practice).delete()
    account = Account.objects.create(
        practice=practice, device=device, seen_at=practice.now, has_found=has_found, has_caller=has_caller
    )
    practice.door = account
    transitions.begin(account, by="clinic")
    if at == "sign-in":
        for state in (State.MATCHED, State.ACTIVE):
            transitions.move(account, state, by="clinic", reason="before-the-task")
        account.phone = account.email = "own"
        account.has_agreed = account.has_passphrase = account.has_phone = account.has_email = True
        account.second_step = "text"
        account.save()
    return account


@transaction.atomic
def enter(*, account, is_remembered=False):
    """Lets the person in: the first page opens, and the time runs."""
    practice = account.practice
    stay = Stay.objects.create(
        practice=practice, device=account.device, is_remembered=is_remembered, begun_at=practice.now
    )
    transitions.begin(stay, by=practice.seat)
    account.is_inside, account.has_passed, account.wrong_tries = True, False, 0
    account.seen_at = practice.now
    account.save(update_fields=["is_inside", "has_passed", "wrong_tries", "seen_at"])
    _watch(account, stay, practice.now)
    return stay


def _watch(account, stay, seen_at):
    minutes = timedelta(minutes=account.practice.policy.sign_in.timeout_minutes)
    replies.schedule(practice=account.practice, kind=TIME_OUT, due=seen_at + minutes, target=stay.pk)


def timeout(practice) -> timedelta:
    """How long nothing may happen before the portal signs out."""
    return timedelta(minutes=practice.policy.sign_in.timeout_minutes)


def is_warned(account) -> bool:
    """True while the portal asks whether anybody is still there. Pure."""
    practice = account.practice
    return account.is_inside and practice.now - account.seen_at >= timeout(practice) - warning(practice)


def warning(practice):
    """How long before that the portal asks whether anybody is still there."""
    return timedelta(minutes=practice.policy.sign_in.warning_minutes)


@transaction.atomic
def warn(*, account):
    """Writes down, once, that the portal has asked."""
    stay = _stay(account)
    if stay and stay.status == StayState.SIGNED_IN:
        transitions.move(stay, StayState.WARNED, by="portal")
        account.practice.log("door.warned", device=account.device)


@transaction.atomic
def extend(*, account):
    """Stays signed in after the warning; twice is harmless."""
    stay = _stay(account)
    if account.is_inside and stay and stay.status == StayState.WARNED:
        transitions.move(stay, StayState.SIGNED_IN, by=account.practice.seat, reason="still-there")
        see(account)
        account.practice.log("door.extended", device=account.device)


def see(account):
    """Notes that somebody is there. Writes only when the clock has moved since."""
    if account.seen_at != account.practice.now:
        account.seen_at = account.practice.now
        account.save(update_fields=["seen_at"])


@transaction.atomic
def leave(*, account, way):
    """Goes outside: "signed-out", or "left-open" where only the window is closed. Twice is harmless."""
    account = locked_account(account.practice)
    if not account.is_inside and account.outside != Account.Outside.LEFT_OPEN:
        return
    _go_out(account, way, by=account.practice.seat)
    account.practice.log("door.left", way=str(way), device=account.device)


@transaction.atomic
def time_out(practice, stay):
    """The handler of TIME_OUT: signs out where nothing has happened; looks again later where it has.

    A window that was left open on one device runs out by itself while the person is signed in on another.
    """
    account = locked_account(practice)
    stay.refresh_from_db()
    stay.practice = practice
    if stay.status not in (StayState.SIGNED_IN, StayState.WARNED, StayState.LEFT_OPEN):
        return
    is_newest = stay == Stay.objects.for_practice(practice).first()
    seen_at = account.seen_at if is_newest else _last_seen(stay)
    if seen_at + timeout(practice) > practice.now:
        _watch(account, stay, seen_at)
        return
    if is_newest:
        _go_out(account, Account.Outside.TIMED_OUT, by="portal")
    else:
        transitions.move(stay, StayState.TIMED_OUT, by="portal")
    practice.log("door.timed_out", device=stay.device)


def _last_seen(stay):
    """Returns when a time at the portal that has a successor was last touched: its newest state tells."""
    return StayStatus.objects.filter(item=stay).latest("pk").at_sim


def _go_out(account, way, *, by):
    stay = _stay(account)
    if stay:
        transitions.move(stay, ENDS[way], by=by)
        if way == Account.Outside.SIGNED_OUT:
            replies.cancel(practice=account.practice, kind=TIME_OUT, target=stay.pk)
    account.is_inside, account.outside, account.has_passed = False, way, False
    account.save(update_fields=["is_inside", "outside", "has_passed"])


@transaction.atomic
def come_back(*, account):
    """Opens the window again that was only closed: nobody is asked for a password. Returns whether it did."""
    account = locked_account(account.practice)
    stay = _stay(account)
    if account.outside != Account.Outside.LEFT_OPEN or stay is None or account.is_inside:
        return False
    transitions.move(stay, StayState.SIGNED_IN, by=account.practice.seat, reason="opened-again")
    account.is_inside, account.seen_at = True, account.practice.now
    account.save(update_fields=["is_inside", "seen_at"])
    account.practice.log("door.came_back", device=account.device)
    return True


def _stay(account):
    """Returns the time at the portal that is not over yet, or None."""
    newest = Stay.objects.for_practice(account.practice).first()
    if newest is None or newest.status in (StayState.SIGNED_OUT, StayState.TIMED_OUT):
        return None
    newest.practice = account.practice
    return newest


@transaction.atomic
def sign_out_from_inside(*, practice):
    """Signs out of a practice that began inside: it gets its account now, and a door to come back through."""
    if account_of(practice) is None:
        account = begin(practice=practice)
        enter(account=account)
    leave(account=practice.door, way=Account.Outside.SIGNED_OUT)
