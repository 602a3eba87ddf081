"""What the pretend insurer knows besides the record: papers to add, care that needs a yes, doctors, forms."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

PAPERS = {
    "doctors-letter": _("A letter from the doctor that says why the care was needed"),
    "plan-letter": _("The plan’s own letter that says no"),
    "visit-note": _("The note of the visit"),
    "photo": _("A photo of my foot"),
}
DOCTORS_LETTER = "doctors-letter"


@dataclass(frozen=True)
class Care:
    """One kind of care, and whether the plan wants to say yes before it."""

    name: str
    needs_yes: bool
    why: str


CARE = {
    "shoulder-mri": Care(
        _("MRI of the shoulder"),
        True,
        _("A scan like this needs a yes first. Your doctor’s office asks for it."),
    ),
    "sleep-test": Care(
        _("Sleep test in a clinic"), True, _("The plan wants to know why a test at home is not enough.")
    ),
    "blood-test": Care(_("Blood test"), False, _("No yes is needed. Use a lab in the network.")),
    "er": Care(
        _("Emergency room"),
        False,
        _("Never wait for a yes in an emergency. Call the emergency number and go."),
    ),
}


@dataclass(frozen=True)
class Doctor:
    """One line of the directory. Nobody in it is real."""

    own_name: str  # without "Dr."
    is_woman: bool  # Spanish says so: "Dra."
    field: str
    town: str
    is_in_network: bool
    takes_new: bool
    phone: str
    price: int  # cents for a first visit: in the network a copay, outside it the charge

    @property
    def name(self) -> str:
        """As the page says it, in its language."""
        title = pgettext("a woman", "Dr.") if self.is_woman else pgettext("a man", "Dr.")
        return f"{title} {self.own_name}"


FIELDS = {
    "primary": _("Family doctor"),
    "foot": _("Foot doctor"),
    "eye": _("Eye doctor"),
    "skin": _("Skin doctor"),
    "heart": _("Heart doctor"),
}
TOWNS = {"lakeside": "Lakeside", "hillside": "Hillside", "northport": "Northport"}
DOCTORS = {
    "okafor": Doctor("Ada Okafor", True, "primary", "lakeside", True, False, "555-0110", 3000),
    "lund": Doctor("Peter Lund", False, "primary", "northport", True, True, "555-0151", 3000),
    "brandt": Doctor("Tomas Brandt", False, "foot", "hillside", False, True, "555-0130", 21000),
    "ivers": Doctor("Mina Ivers", True, "foot", "lakeside", True, True, "555-0152", 4000),
    "cole": Doctor("Hana Cole", True, "foot", "northport", True, False, "555-0153", 4000),
    "reyes": Doctor("Paul Reyes", False, "eye", "lakeside", True, True, "555-0113", 4000),
    "stone": Doctor("Nora Stone", True, "eye", "hillside", False, True, "555-0154", 19000),
    "varga": Doctor("Ilona Varga", True, "skin", "northport", True, True, "555-0155", 4000),
}


@dataclass(frozen=True)
class Form:
    """One form of the plan: what it is for, what to have ready, and its lines."""

    title: str
    use: str
    ready: tuple[str, ...]
    lines: tuple[str, ...]
    online: str = ""  # the page where the same can be done here


FORMS = {
    "appeal": Form(
        _("Appeal form"),
        _("To object when the plan says no."),
        (_("The letter that says no"), _("A letter from your doctor"), _("The last day to appeal")),
        (_("Member ID"), _("Claim"), _("Why you do not agree"), _("Papers you add"), _("Name and date")),
        "claims",
    ),
    "own-money": Form(
        _("Claim form for care you paid yourself"),
        _("To get money back, for a shot at a pharmacy, say."),
        (_("The receipt"), _("The day of the care")),
        (_("Member ID"), _("Day of the care"), _("Amount you paid"), _("Name and date")),
    ),
    "speak-for-me": Form(
        _("Someone may speak for me"),
        _("So that the plan talks with your son, your daughter or a friend."),
        (_("The name of the person"), _("What they may ask about, and until when")),
        (_("Member ID"), _("Who may speak for you"), _("About what"), _("Until when"), _("Name and date")),
    ),
    "new-card": Form(
        _("New ID card"),
        _("When the card is lost, or a name on it is wrong."),
        (_("Your address as the plan has it"),),
        (_("Member ID"), _("Why you need a new card"), _("Name and date")),
        "card",
    ),
}
