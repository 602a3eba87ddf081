"""What can be chosen here: when it was measured, goals and small steps, and what a pretend device brings."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sandbox_portal.sections.long_term.models import What

CONTEXTS = {
    What.PRESSURE: {"seated": _("Seated and rested"), "rushed": _("Right after moving about")},
    What.SUGAR: {
        "fasting": _("Before breakfast"),
        "after-meal": _("2 hours after a meal"),
        "bedtime": _("At bedtime"),
    },
    What.WEIGHT: {"morning": _("In the morning, before breakfast"), "other": _("At another time")},
    What.OXYGEN: {
        "at-rest": _("Seated and at rest, with a warm hand"),
        "moving": _("Right after walking or stairs"),
    },
    What.PEAK_FLOW: {
        "best-of-3": _("The best of 3 blows, standing"),
        "one-blow": _("One blow only"),
        "after-inhaler": _("After the quick inhaler"),
    },
    What.SYMPTOMS: {
        "breath": _("Short of breath"),
        "cough": _("Cough"),
        "wheeze": _("Wheezing"),
        "night": _("Woke up at night from it"),
        "tired": _("More tired than usual"),
        "none": _("Nothing of this"),
    },
}


def contexts(what, policy) -> dict[str, str]:
    """Returns when a reading may have been taken; how long the rest is, the clinic's pack says."""
    found = dict(CONTEXTS[what])
    if what == What.PRESSURE:
        rest = policy.readings.rest_minutes
        found["seated"] = ngettext(
            "Seated, after %(n)d minute of rest", "Seated, after %(n)d minutes of rest", rest
        ) % {"n": rest}
    return found


HOW_BAD = {0: _("None"), 1: _("Mild"), 2: _("Medium"), 3: _("Bad: I cannot do my usual things")}
UNITS = {
    What.PRESSURE: "mm Hg",
    What.SUGAR: "mg/dL",
    What.WEIGHT: "lb",
    What.OXYGEN: "%",
    What.PEAK_FLOW: "L/min",
    What.SYMPTOMS: "",
}
CODES = {
    What.PRESSURE: ("8480-6", "8462-4"),
    What.SUGAR: ("41653-7",),
    What.WEIGHT: ("29463-7",),
    What.OXYGEN: ("59408-5",),
    What.PEAK_FLOW: ("19935-6",),
    What.SYMPTOMS: ("75325-1",),
}
"""The LOINC codes of earlier readings in the record; of blood pressure, top and bottom."""

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
BREATH_SIGNS = (
    _("Hard to breathe while at rest"),
    _("Cannot say a whole sentence"),
    _("Lips or face gray or blue"),
    _("The quick inhaler does not help"),
    _("Confused, or very sleepy"),
)
SUGAR_SIGNS = (
    _("Confused, or cannot stay awake"),
    _("Cannot swallow"),
    _("Throwing up"),
    _("Breathing fast and deep"),
)
SIGNS_OF = {
    What.PRESSURE: SIGNS,
    What.SUGAR: SUGAR_SIGNS,
    What.WEIGHT: SIGNS,
    What.OXYGEN: BREATH_SIGNS,
    What.PEAK_FLOW: BREATH_SIGNS,
    What.SYMPTOMS: BREATH_SIGNS,
}
