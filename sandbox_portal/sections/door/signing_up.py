"""Signing up, step by step. Facts come from the paper card; a password is checked and forgotten."""

from django.db import transaction
from django.utils.crypto import constant_time_compare

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.alerts.kinds import CODE, Channel
from sandbox_portal.sections.door import codes, recovering, rules, shelf
from sandbox_portal.sections.door.codes import Purpose
from sandbox_portal.sections.door.models import OneTimeCode
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.refusing import NotPossible

REVIEW, LETTER = "door.review", "door.letter"
BEFORE = (State.INVITED, State.DENIED)


@transaction.atomic
def find(*, practice, to):
    """Chooses how to get to the portal; returns whether it is the way on the letter, the only right one."""
    account = rules.locked_account(practice)
    is_right = to == shelf.RIGHT_ADDRESS
    practice.log("door.address_chosen", to=to, is_right=is_right)
    if is_right and not account.has_found:
        account.has_found = True
        account.save(update_fields=["has_found"])
    return is_right


def enter_code(*, practice, whose, typed, born):
    """Matches a sign-up code and a birth date with the record.

    Raises NotPossible: "not-yours", "not-matched", "call" after too many misses, or what `codes.use` raises.
    """

    def match():
        account = rules.locked_account(practice)
        if account.status in BEFORE:
            transitions.move(account, State.MATCHED, by=practice.seat, reason="code")
            practice.log("door.matched", way="code")

    with transaction.atomic():  # a miss is counted, so nothing is raised inside
        problem = _who(practice, whose, born == shelf.card(practice).born) or codes.tried(
            practice=practice, purpose=Purpose.SIGN_UP, typed=typed, then=match
        )
    if problem:
        raise NotPossible(problem)


@transaction.atomic
def _who(practice, whose, is_right):
    """Returns what is wrong with who one says to be, or ""; a miss is counted and stays."""
    account = rules.locked_account(practice)
    most = practice.policy.sign_in.sign_up_tries
    if account.misses >= most:
        return "call"
    if whose != "mine":
        practice.log("door.identity_checked", is_right=False, whose=whose)
        return "not-yours"
    practice.log("door.identity_checked", is_right=is_right, whose=whose)
    if is_right:
        return ""
    account.misses += 1
    account.save(update_fields=["misses"])
    return "call" if account.misses >= most else "not-matched"


def answer_questions(*, practice, born, last_digits):
    """Signs up without a code, with two facts of the card.

    By the policy pack one goes on at once, or the clinic looks at it first, whatever was answered. Raises
    NotPossible: "not-matched", or "call" after too many misses.
    """
    found = shelf.card(practice)
    is_right = constant_time_compare(codes.clean(last_digits), found.last_digits) and born == found.born
    if practice.policy.sign_in.sign_up == "review":
        _ask_for_review(practice, is_right)
        return
    problem = _who(practice, "mine", is_right)
    if problem:
        raise NotPossible(problem)
    with transaction.atomic():
        account = rules.locked_account(practice)
        if account.status in BEFORE:
            transitions.move(account, State.MATCHED, by=practice.seat, reason="questions")
            practice.log("door.matched", way="questions")


@transaction.atomic
def _ask_for_review(practice, is_right):
    account = rules.locked_account(practice)
    if account.status not in BEFORE:
        return
    practice.log("door.identity_checked", is_right=is_right, whose="mine")
    transitions.move(
        account, State.IN_REVIEW, by=practice.seat, reason="fits" if is_right else "does-not-fit"
    )
    due = practice_days.at_hour(_business(practice, practice.policy.sign_in.review_days), 11)
    replies.schedule(practice=practice, kind=REVIEW, due=due, target=account.pk, facts={"is_right": is_right})


def _business(practice, days):
    return practice_days.add_business_days(practice.now, days, practice.policy.holidays)


def review(account, is_right):
    """The clinic has looked: yes, or call us."""
    if account.status != State.IN_REVIEW:
        return
    to = State.MATCHED if is_right else State.DENIED
    transitions.move(account, to, by="clinic", reason="" if is_right else "not-sure-who")
    practice = account.practice
    practice.log("door.reviewed", to=str(to))
    item = "found" if is_right else "not-found"
    alerts.notify(practice=practice, kind="account", item=item, channels=[Channel.EMAIL])


@transaction.atomic
def ask_new_code(*, practice, channel):
    """Asks for a new sign-up code: at once by text or e-mail, or in a letter in a few work days."""
    account = rules.locked_account(practice)
    if account.status not in BEFORE:
        raise NotPossible("not-now")
    practice.log("door.new_code_asked", channel=channel)
    if channel == "letter":
        due = practice_days.at_hour(_business(practice, practice.policy.sign_in.letter_days), 11)
        replies.cancel(practice=practice, kind=LETTER, target=account.pk)
        replies.schedule(practice=practice, kind=LETTER, due=due, target=account.pk)
        return
    codes.send(practice=practice, purpose=Purpose.SIGN_UP, channel=channel)


def bring_letter(account):
    """The letter with the new code is in the mailbox."""
    practice = account.practice
    if account.status in BEFORE:
        code = codes.send(practice=practice, purpose=Purpose.SIGN_UP, channel="letter")
        facts = {"code": codes.shown(code)}
        alerts.notify(practice=practice, kind=CODE, item="sign-up", channels=[Channel.MAIL], facts=facts)


def forget_misses(*, account):
    """The clinic has made sure on the phone who it is: one may try again."""
    if account.misses:
        account.misses = 0
        account.save(update_fields=["misses"])


@transaction.atomic
def agree(*, account):
    """Says yes to the terms."""
    if account.status == State.MATCHED and not account.has_agreed:
        account.has_agreed = True
        account.save(update_fields=["has_agreed"])
        account.practice.log("door.agreed")


@transaction.atomic
def choose_name(*, account, name):
    """Takes a user name. Raises NotPossible("taken") and says so before anything is kept."""
    practice = account.practice
    if shelf.is_taken(practice, name):
        raise NotPossible("taken")
    account.name = name
    account.save(update_fields=["name"])
    practice.log("door.name_chosen", tells_year=name.endswith(str(shelf.card(practice).born.year)))


@transaction.atomic
def choose_passphrase(*, account, text):
    """Takes a password, which is not kept: only that one was chosen. Returns the rules that it breaks."""
    practice = account.practice
    wrong = recovering.problems(practice, text)
    if wrong:
        practice.log("door.passphrase_refused", rule=wrong[0])
        return wrong
    account.has_passphrase = True
    account.save(update_fields=["has_passphrase"])
    practice.log("door.passphrase_chosen")
    return []


@transaction.atomic
def give_contact(*, account, channel, value):
    """Gives a phone ("text") or an address ("email") and has a code sent there.

    What goes to somebody else's cannot be read here.
    """
    setattr(account, "phone" if channel == Channel.TEXT else "email", value)
    account.save(update_fields=["phone", "email"])
    practice = account.practice
    practice.log("door.contact_given", channel=channel, whose=value)
    purpose = purpose_of(channel)
    codes.send(practice=practice, purpose=purpose, channel=channel, is_seen=value != "other")


def purpose_of(channel):
    """Returns which purpose a code has that proves a phone or an address."""
    return Purpose.PHONE if channel == Channel.TEXT else Purpose.EMAIL


def prove_contact(*, account, channel, typed):
    """Types the code that came there. Raises NotPossible as `codes.use` does."""

    def prove():
        name = "has_phone" if channel == Channel.TEXT else "has_email"
        setattr(account, name, True)
        account.save(update_fields=[name])
        whose = account.phone if channel == Channel.TEXT else account.email
        account.practice.log("door.contact_proved", channel=channel, whose=whose)

    codes.use(practice=account.practice, purpose=purpose_of(channel), typed=typed, then=prove)


@transaction.atomic
def change_contact(*, account, channel):
    """Takes a phone or an address back before it was proved."""
    setattr(account, "phone" if channel == Channel.TEXT else "email", "")
    account.save(update_fields=["phone", "email"])


@transaction.atomic
def finish(*, account, second_step):
    """Sets the second step; the account is ready, and the portal opens."""
    practice = account.practice
    account = rules.locked_account(practice)
    if account.status != State.MATCHED:
        return account
    account.second_step = second_step
    account.save(update_fields=["second_step"])
    transitions.move(account, State.ACTIVE, by=practice.seat, reason="signed-up")
    for code in OneTimeCode.objects.for_practice(practice).open().to(Purpose.SIGN_UP):
        code.practice = practice
        transitions.move(code, "replaced", by="portal")
    practice.log("door.second_step_set", channel=second_step)
    rules.enter(account=account)
    practice.log("door.activated")
    alerts.notify(practice=practice, kind="account", item="ready")
    return account


def next_step(account) -> str:
    """The page on which signing up goes on: the name of its address. Pure."""
    if not account.has_found:
        return "door-where"
    if account.status == State.INVITED:
        return "door-code"
    if account.status in (State.IN_REVIEW, State.DENIED):
        return "door-review"
    if account.status != State.MATCHED:
        return "door"
    steps = (
        (account.has_agreed, "door-terms"),
        (account.name, "door-name"),
        (account.has_passphrase, "door-passphrase"),
        (account.has_phone, "door-phone"),
        (account.has_email, "door-email"),
    )
    return next((url for is_done, url in steps if not is_done), "door-second")
