"""What can be chosen here: when it was measured, goals and small steps, and what a pretend device brings."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.long_term.models import What

CONTEXTS = {
    What.PRESSURE: {"seated": _("Seated, after 5 minutes of rest"), "rushed": _("Right after moving about")},
    What.SUGAR: {
        "fasting": _("Before breakfast"),
        "after-meal": _("2 hours after a meal"),
        "bedtime": _("At bedtime"),
    },
    What.WEIGHT: {"morning": _("In the morning, before breakfast"), "other": _("At another time")},
}
UNITS = {What.PRESSURE: "mm Hg", What.SUGAR: "mg/dL", What.WEIGHT: "lb"}
CODES = {What.PRESSURE: ("8480-6", "8462-4"), What.SUGAR: ("41653-7",), What.WEIGHT: ("29463-7",)}
"""The LOINC codes of earlier readings in the record: top and bottom, sugar, weight."""

GOALS = {
    "measure": _("Measure more often"),
    "walk": _("Walk more"),
    "salt": _("Eat less salt"),
}
HOWS = {
    "three-days": _("On 3 days this week"),
    "every-day": _("Every day from now on, with no day left out"),
    "one-a-day": _("A little each day: 10 minutes, or one meal"),
}
SMALL = frozenset({"three-days", "one-a-day"})


@dataclass(frozen=True)
class Waiting:
    """A reading that stands in the pretend blood pressure cuff, days and hour before today."""

    slug: str
    days_ago: int
    hour: int
    first: Decimal
    second: Decimal
    is_hers: bool


IN_THE_CUFF = (
    Waiting("cuff-1", 2, 7, Decimal(138), Decimal(85), True),
    Waiting("cuff-2", 1, 7, Decimal(136), Decimal(84), True),
    Waiting("cuff-3", 1, 22, Decimal(163), Decimal(98), False),  # a guest tried the cuff in the evening
)
SIGNS = (
    _("Chest pain, or a tight chest"),
    _("Hard to breathe"),
    _("Pain in the back"),
    _("A face, arm or leg that is weak or numb"),
    _("Trouble seeing or speaking, or being confused"),
)
SUGAR_SIGNS = (
    _("Confused, or cannot stay awake"),
    _("Cannot swallow"),
    _("Throwing up"),
    _("Breathing fast and deep"),
)
