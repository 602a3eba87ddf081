"""What there is to choose from at the front door, all of it invented: nobody types a fact of their own."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sandbox_portal import personas
from sandbox_portal.sections.privacy.models import PassphraseChange
from sandbox_portal.sections.privacy.shelf import sample

UNKNOWN_BIRTHDAY = date(1955, 3, 8)  # of an imported person whose record does not say
UNKNOWN_NUMBER = "PR-000100"
ADDRESSES = {
    "letter": _("The address on the letter, typed by hand"),
    "ad": _("The first line of a web search, marked “Ad”"),
    "text": _("A link in a text from a number I do not know"),
}
RIGHT_ADDRESS = "letter"
WHOSE = {"mine": _("For me"), "other": _("For somebody I help")}
CHANNELS = {
    "text": _("By text message"),
    "email": _("By e-mail"),
    "letter": _("In a letter"),
}


def channels(policy):
    """Returns the ways in which a new sign-up code comes, with how long a letter takes here."""
    days = policy.sign_in.letter_days
    words = ngettext("In a letter, in %(n)d work day", "In a letter, in %(n)d work days", days) % {"n": days}
    return {**CHANNELS, "letter": words}


SECOND_STEPS = {
    "text": _("A code by text message"),
    "email": _("A code by e-mail"),
    "app": _("A code in an app on my phone"),
}
OWN = "own"


@dataclass(frozen=True)
class Card:
    """The facts on the paper card that one has at hand."""

    name: str
    born: date
    number: str
    user_name: str
    password: str

    @property
    def last_digits(self) -> str:
        return self.number[-3:]


def card(practice) -> Card:
    """The invented person's card. One query, for the password as it was last changed inside."""
    patient = practice.chart.patient
    return Card(
        name=patient.name,
        born=patient.birth_date or UNKNOWN_BIRTHDAY,
        number=patient.record_number or UNKNOWN_NUMBER,
        user_name=user_name(practice),
        password=_password(practice),
    )


def _password(practice) -> str:
    change = PassphraseChange.objects.for_practice(practice).last()
    return sample(change.sample).words if change else personas.get(practice.persona).password


def user_name(practice) -> str:
    """The user name that opens the account: the one chosen at sign-up, or the person's first one."""
    account = getattr(practice, "door", None)
    return (account and account.name) or first_name(practice)


def first_name(practice) -> str:
    """A user name made from the invented name, such as ruth-alvarez."""
    return slugify(practice.chart.patient.name) or "patient"


def names(practice) -> dict[str, str]:
    """The user names to choose from: {slug: words}. The first is taken, the second tells the birth year."""
    first = first_name(practice)
    given = slugify(practice.chart.patient.given) or "patient"
    born = card(practice).born.year
    return {
        first: first,
        f"{given}-{born}": f"{given}-{born}",
        f"{given}-by-the-lake": f"{given}-by-the-lake",
    }


def is_taken(practice, name) -> bool:
    """True for a name that somebody else has."""
    return name == first_name(practice)


def phones(practice) -> dict[str, str]:
    """The phones to give: one's own, and that of a relative."""
    patient = practice.chart.patient
    mobile = next((p.value for p in patient.phones if p.use == "mobile"), "") or next(
        (p.value for p in patient.phones), "555-0171"
    )
    return {
        OWN: str(_("%(phone)s (my own cell phone)") % {"phone": mobile}),
        "other": _("555-0146 (my son’s phone)"),
    }


def emails(practice) -> dict[str, str]:
    """The addresses to give: one's own, one that two people read, and that of a relative."""
    patient = practice.chart.patient
    own = next((p.value for p in patient.emails), "me@example.org")
    return {
        OWN: str(_("%(email)s (my own)") % {"email": own}),
        "shared": _("family@example.org (the whole family reads it)"),
        "other": _("son@example.org (my son’s)"),
    }
