"""Forgotten user name, forgotten password."""

from django.db import transaction

from sandbox_portal import transitions
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.door import codes, passphrases, rules, shelf, signing_in
from sandbox_portal.sections.door.codes import Purpose
from sandbox_portal.sections.door.states import CodeState, State
from sandbox_portal.sections.refusing import NotPossible


@transaction.atomic
def send_name(*, practice, born):
    """Sends the user name by e-mail. Raises NotPossible("not-matched") for another birth date."""
    if born != shelf.card(practice).born:
        raise NotPossible("not-matched")
    facts = {"name": shelf.user_name(practice)}
    alerts.notify(practice=practice, kind="account", item="name", channels=["email"], facts=facts)
    practice.log("door.name_asked")


@transaction.atomic
def send_code(*, practice, name, channel):
    """Sends a code to choose a new password. For a name that is not there nothing is sent, and nobody is told
    so: a stranger could else find out who has an account."""
    typed = signing_in.kind_of_name(practice, name)
    practice.log("door.reset_asked", typed=typed, channel=channel)
    if typed == "right" and rules.account_of(practice).status in (State.ACTIVE, State.LOCKED):
        codes.send(practice=practice, purpose=Purpose.RESET, channel=channel)


def use_code(*, practice, typed):
    """Checks the code; afterwards a new password can be chosen. Raises NotPossible as `codes.use` does."""
    codes.use(practice=practice, purpose=Purpose.RESET, typed=typed)


def may_choose(practice) -> bool:
    """True once the code was right and until a new password is chosen. One query."""
    code = codes.newest(practice, Purpose.RESET)
    return code is not None and code.status == CodeState.USED


def problems(practice, text) -> list[str]:
    """Returns which rules a password breaks. Nothing of it is kept."""
    found = shelf.card(practice)
    patient = practice.chart.patient
    personal = (patient.given, patient.family, str(found.born.year), found.user_name)
    least = practice.policy.sign_in.passphrase_characters
    return passphrases.broken(text, least=least, personal=personal)


@transaction.atomic
def choose(*, practice, text):
    """Takes a new password, which is not kept, and opens a locked account; returns the rules that it breaks.

    Where it breaks one, nothing changes. Raises NotPossible("no-code").
    """
    account = rules.locked_account(practice)
    if not may_choose(practice):
        raise NotPossible("no-code")
    wrong = problems(practice, text)
    if wrong:
        practice.log("door.passphrase_refused", rule=wrong[0])
        return wrong
    code = codes.newest(practice, Purpose.RESET)
    code.practice = practice
    transitions.move(code, CodeState.DONE, by=practice.seat)
    signing_in.unlock(account, by="reset")
    account.wrong_tries = 0
    account.save(update_fields=["wrong_tries"])
    practice.log("door.password_reset")
    alerts.notify(practice=practice, kind="account", item="password")
    return []
