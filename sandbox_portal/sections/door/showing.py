"""What the pages at the front door say. Pure functions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.sections import dates
from sandbox_portal.sections.door import codes, shelf
from sandbox_portal.sections.door.models import Account
from sandbox_portal.sections.door.states import CodeState

CODE_PROBLEMS = {
    "no-code": gettext_lazy("No code was sent yet. Ask for one."),
    "wrong-code": gettext_lazy("That is not the code. Look at it again. Nothing is lost."),
    "expired": gettext_lazy("This code is too old. Ask for a new one."),
    "too-often": gettext_lazy("This code is no longer good. Ask for a new one."),
    "used": gettext_lazy("This code was used already. It works once. Ask for a new one."),
}
SIGN_UP_PROBLEMS = CODE_PROBLEMS | {
    "not-yours": gettext_lazy(
        "The code opens the record of the person in the letter. To help somebody else, ask for family access."
    ),
    "not-matched": gettext_lazy("That does not fit the record. Look at the card again."),
    "call": gettext_lazy("That did not fit three times. Call the clinic: they help you on the phone."),
    "used": gettext_lazy("This code was used already. There is an account: sign in."),
    "expired": gettext_lazy("This code has expired. Nothing is broken. Ask for a new one below."),
}
PASSWORD_RULES = {
    "long": gettext_lazy("At least %(least)s characters"),
    "words": gettext_lazy("Three words or more, with a space or a dash between"),
    "personal": gettext_lazy("Not a name, not a birth year"),
    "common": gettext_lazy("Nothing that many people use, such as “password” or “123456”"),
}
OUTSIDE = {
    Account.Outside.SIGNED_OUT: (
        gettext_lazy("You are signed out"),
        gettext_lazy("The Back button shows nothing now. On a shared computer, close the window too."),
        "good",
    ),
    Account.Outside.TIMED_OUT: (
        gettext_lazy("The portal signed you out"),
        gettext_lazy("Nothing happened for a while. What you had begun is kept. Sign in to go on."),
        "words",
    ),
}


def slip(practice, *, with_password=True) -> list[dict]:
    """The rows of the paper card."""
    card = shelf.card(practice)
    rows = [
        (_("Name"), card.name),
        (_("Birth date"), dates.with_year(card.born)),
        (_("Record number"), card.number),
    ]
    if with_password:
        rows += [(_("User name"), card.user_name), (_("Password"), card.password)]
    return [{"label": label, "value": value} for label, value in rows]


def letter(practice, code) -> dict | None:
    """The letter with the sign-up code, or None where there is none."""
    if code is None or code.channel != "letter":
        return None
    return {
        "code": codes.shown(code),
        "until": dates.with_year(code.expires_at),
        "is_used": code.status in (CodeState.USED, CodeState.DONE),
    }


def rules(least, *, text_was_sent=False, broken=()) -> list[dict]:
    """The rules of a password, each with how it stands after one was sent."""
    return [
        {
            "label": str(words) % {"least": least},
            "state": "" if not text_was_sent else "no" if name in broken else "yes",
        }
        for name, words in PASSWORD_RULES.items()
    ]


def tries_left(practice, account) -> str:
    """How many wrong passwords are left before the account is locked."""
    left = practice.policy.sign_in.tries_before_lockout - account.wrong_tries
    words = ngettext("%(left)s try is left.", "%(left)s tries are left.", left) % {"left": left}
    minutes = practice.policy.sign_in.lockout_minutes
    return words + " " + _("Then the account is locked for %(minutes)s minutes.") % {"minutes": minutes}


def device(account) -> str:
    """On which device one sits."""
    if account.device == "shared":
        return _("You sit at a computer in the library. Others use it after you.")
    return _("You hold your own phone. Nobody else uses it.")
