"""The states of a conversation with the clinic, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    EMERGENCY_GATE = "emergency-gate", _("Not an emergency")
    FEE_NOTICE = "fee-notice", _("Fee notice read")
    SENT = "sent", _("Sent")
    IN_POOL = "in-pool", _("In the team’s inbox")
    READ = "read", _("Read by the team")
    ANSWERED = "answered", _("Answered")
    FOLLOW_UP = "follow-up", _("You wrote back")
    CLOSED = "closed", _("Closed")
    NEEDS_VISIT = "needs-visit", _("You need a visit")
    NEEDS_CALL = "needs-call", _("Call the clinic")
    BOUNCED = "bounced", _("Not delivered")
    RECALLED = "recalled", _("Taken back by the clinic")


_WRITES_BACK = {State.FOLLOW_UP, State.CLOSED, State.RECALLED}
_ANSWERS = {State.ANSWERED, State.NEEDS_VISIT, State.NEEDS_CALL, State.FOLLOW_UP}
_WAYS = {
    # Writing back in a conversation of the chart starts with a follow-up.
    State.DRAFT: {State.EMERGENCY_GATE, State.FOLLOW_UP},
    State.EMERGENCY_GATE: {State.FEE_NOTICE, State.SENT},
    State.FEE_NOTICE: {State.SENT},
    State.SENT: {State.IN_POOL, State.BOUNCED},
    State.FOLLOW_UP: {State.IN_POOL, State.BOUNCED},
    State.IN_POOL: {State.READ, State.RECALLED, *_ANSWERS},
    State.READ: {State.RECALLED, *_ANSWERS},
    State.RECALLED: _ANSWERS,
    State.ANSWERED: _WRITES_BACK,
    State.NEEDS_VISIT: _WRITES_BACK,
    State.NEEDS_CALL: _WRITES_BACK,
    State.BOUNCED: {State.CLOSED},
}
MACHINE = Machine(State.DRAFT, _WAYS)
UNSENT = (State.DRAFT, State.EMERGENCY_GATE, State.FEE_NOTICE)
WAITING = (State.SENT, State.IN_POOL, State.READ, State.FOLLOW_UP, State.RECALLED)
SETTLED = (State.ANSWERED, State.NEEDS_VISIT, State.NEEDS_CALL)


class Category(models.TextChoices):
    """What a message is about. It decides who can be written to, and whether a fee may apply here."""

    MEDICAL = "medical", _("A health question that can wait")
    MEDICINE = "medicine", _("A question about a medicine")
    REFILL = "refill", _("A refill")
    RESULTS = "results", _("A test result")
    APPOINTMENT = "appointment", _("A visit")
    REFERRAL = "referral", _("Seeing a specialist")
    FORM = "form", _("A form or a letter")
    BILLING = "billing", _("A bill or insurance")
    TECHNICAL = "technical", _("Help with this portal")


ABOUT_MEDICINE = frozenset({Category.MEDICINE, Category.REFILL})
"""About what a message may have the clinic look for a medicine that costs less."""

REACHES = {
    Category.MEDICAL: ("nurse", "doctor"),
    Category.MEDICINE: ("nurse", "pharmacist", "doctor"),
    Category.REFILL: ("nurse", "pharmacist", "doctor"),
    Category.RESULTS: ("nurse", "doctor"),
    Category.APPOINTMENT: ("front-desk",),
    Category.REFERRAL: ("front-desk", "doctor"),
    Category.FORM: ("front-desk", "nurse"),
    Category.BILLING: ("billing",),
    Category.TECHNICAL: ("front-desk",),
}
"""Which kinds of staff a category can be sent to, the best choice first."""
