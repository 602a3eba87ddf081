"""The laboratory's sites, times and tests, and what the two-portals game asks."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Site:
    """One place to give a sample. `opens` and `closes` are hours of work days."""

    name: str
    address: str
    miles: str
    opens: int
    closes: int
    access: str


SITES = {
    "harbor": Site(
        "Harbor Street", "12 Harbor Street", "0.8", 7, 15, _("Step-free. Bus 4 stops at the door.")
    ),
    "mall": Site(
        "North Mall", "400 North Road, inside the mall", "3.5", 10, 19, _("Step-free. Large parking lot.")
    ),
    "hill": Site("Hill Road", "9 Hill Road", "2.1", 6, 12, _("3 steps up, no ramp.")),
}
FASTING = frozenset({"1558-6", "57698-3"})  # LOINC: sugar and lipid panel when taken on an empty stomach

PREPARE = {
    "1558-6": (
        _("Do not eat for 8 hours before. Plain water is fine."),
        _("Come in the morning."),
        _("Do you take insulin or sugar tablets? Ask your clinic what to do that morning."),
    ),
    "2498-4": (
        _("You may eat and drink."),
        _("No iron tablets on the day before. Ask your clinic if you are not sure."),
    ),
}
SHARE_WITH = {
    "clinic": _("The clinic of the doctor who ordered it"),
    "family": _("A person in my family, by e-mail"),
    "public": _("A link that anyone can open"),
}


@dataclass(frozen=True)
class Puzzle:
    """One card of the two-portals game: a question about a test that stands in both portals, or in one."""

    slug: str
    test: str
    question: str
    right: str
    why: str


ANSWERS = {
    "clinic": _("In the clinic’s portal"),
    "lab": _("In the lab’s portal"),
    "both": _("In both"),
}
PUZZLES = (
    Puzzle(
        "comment",
        _("Cholesterol"),
        _("Where does the doctor say what the number means?"),
        "clinic",
        _("Labs report numbers. The doctor writes in the clinic’s portal."),
    ),
    Puzzle(
        "newest",
        _("Blood count"),
        _("Where is the corrected number, the one to go by?"),
        "lab",
        _("The lab corrected it. The clinic’s portal still shows the first one, so tell the clinic."),
    ),
    Puzzle(
        "only",
        _("Thyroid (TSH)"),
        _("Where is the result?"),
        "lab",
        _("It came out at the lab and has not reached the clinic. It may never get there by itself."),
    ),
)
