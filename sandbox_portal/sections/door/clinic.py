"""What happens at the door by itself: time runs out, a lock opens, the clinic looks at a sign-up."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.door import rules, signing_in, signing_up
from sandbox_portal.sections.door.models import Account, Stay


def _account(practice, reply):
    """Returns the account a reply is about, unless the person has begun anew since."""
    account = Account.objects.filter(practice=practice, pk=reply.target).first()
    if account:
        account.practice = practice
        practice.door = account
    return account


@replies.handler(rules.TIME_OUT)
def time_out(practice, reply):
    """Nothing has happened for a while: the portal signs out."""
    stay = Stay.objects.for_practice(practice).filter(pk=reply.target).first()
    if stay is not None:
        rules.time_out(practice, stay)


@replies.handler(signing_in.UNLOCK)
def unlock(practice, reply):
    """The time of the lock is over."""
    account = _account(practice, reply)
    if account is not None and account.locked_until == reply.due:
        signing_in.unlock(account, by="time")


@replies.handler(signing_up.REVIEW)
def review(practice, reply):
    """The clinic has looked at a sign-up without a code."""
    account = _account(practice, reply)
    if account is not None:
        signing_up.review(account, reply.facts["is_right"])


@replies.handler(signing_up.LETTER)
def letter(practice, reply):
    """A letter with a new sign-up code comes."""
    account = _account(practice, reply)
    if account is not None:
        signing_up.bring_letter(account)
