"""Where a task begins when it begins at the front door."""

from datetime import timedelta

from sandbox_portal.scenarios import openings
from sandbox_portal.sections.door import codes, rules, signing_in
from sandbox_portal.sections.door.codes import Purpose


@openings.opening("door.invited")
def invited(practice, device="own", is_expired=False, has_found=False):
    """There is no account yet, only a letter with a code; `is_expired`: it lay in a drawer for too long."""
    rules.begin(practice=practice, at="sign-up", device=device, has_found=has_found)
    put_letter(practice, is_expired=is_expired)


def put_letter(practice, *, is_expired=False):
    """Puts the letter with the sign-up code among the papers."""
    expires_at = practice.now - timedelta(days=3) if is_expired else None
    return codes.make(practice, Purpose.SIGN_UP, "letter", expires_at=expires_at)


@openings.opening("door.signed_out")
def signed_out(practice, device="own", has_caller=False):
    """There is an account, and nobody is signed in."""
    rules.begin(practice=practice, device=device, has_caller=has_caller)


@openings.opening("door.signed_in")
def signed_in(practice, device="own"):
    """Somebody signed in a minute ago, on a pretend device."""
    rules.enter(account=rules.begin(practice=practice, device=device))


@openings.opening("door.locked")
def locked(practice, device="own", has_caller=False):
    """Too many wrong passwords were typed a minute ago."""
    account = rules.begin(practice=practice, device=device, has_caller=has_caller)
    account.wrong_tries = practice.policy.sign_in.tries_before_lockout - 1
    account.save(update_fields=["wrong_tries"])
    signing_in.count_wrong(account)
