"""Who asks for somebody's record, why, and which paper proves it. The rules are those of PORTAL.md A14."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """As whom somebody asks for a child's record."""

    PARENT = "parent", _("I am the parent")
    STEP = "step-parent", _("I am the step-parent")
    FOSTER = "foster-parent", _("I am the foster parent")
    GUARDIAN = "guardian", _("A judge named me the guardian")
    EMERGENCY = "emergency-contact", _("I am on the list of emergency contacts")


class Why(models.TextChoices):
    """What somebody needs the record for. Whoever says yes reads it."""

    CARE = "care", _("To help with visits and medicines")
    FORMS = "forms", _("For forms from school, work or the health plan")
    READY = "ready", _("To be ready if something happens")
    CHECK = "check", _("To check on this person")


ADULTS = ("bank-power", "guardian", "birth-certificate", "driver-license")
CHILDS = (
    *("insurance-card", "emergency-card", "birth-certificate", "co-signature"),
    *("placement", "guardian", "driver-license"),
)
COURTS = ("old-order", "newest-order", "lawyers-letter", "own-letter")
WORDS = {
    "bank-power": _("Power of attorney for money and the bank"),
    "guardian": _("Court paper that names a guardian for health care"),
    "birth-certificate": _("Birth certificate"),
    "driver-license": _("Driver’s license"),
    "insurance-card": _("Insurance card with both names"),
    "emergency-card": _("List of emergency contacts of the school"),
    "co-signature": _("The clinic’s form for step-parents, signed by a parent too"),
    "placement": _("The agency’s placement letter, with what it allows"),
    "old-order": _("The first court order, from two years ago"),
    "newest-order": _("The newest court order, all pages, with the judge’s stamp"),
    "lawyers-letter": _("A letter from my lawyer"),
    "own-letter": _("A letter that I wrote myself"),
}
_PROOFS = {Relation.PARENT: "birth-certificate", Relation.FOSTER: "placement", Relation.GUARDIAN: "guardian"}


def right_one(grant, relation):
    """Returns the paper that opens this record to somebody who asked as that relation, or None.

    For an adult it is a judge's paper about health care. A step-parent brings what the clinic asks for.
    """
    if grant.is_held:
        return "newest-order"
    if not grant.is_parents:
        return "guardian"
    if relation == Relation.STEP:
        return "guardian" if grant.policy.proxy.step_parent_paper == "court-paper" else "co-signature"
    return _PROOFS.get(relation)


def choices(grant):
    """Returns the sample papers that lie on the table."""
    names = COURTS if grant.is_held else CHILDS if grant.is_parents else ADULTS
    return [(name, WORDS[name]) for name in names]
