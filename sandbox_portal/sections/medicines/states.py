"""The states of a request for more medicine, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class Kind(models.TextChoices):
    """A refill goes to the pharmacy, which still has fills left. A renewal needs the care team's yes."""

    REFILL = "refill", _("Refill")
    RENEWAL = "renewal", _("Renewal")


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SUBMITTED = "submitted", _("Sent")
    WITH_CARE_TEAM = "with-care-team", _("With your care team")
    APPROVED = "approved", _("The care team said yes")
    SENT_TO_PHARMACY = "sent-to-pharmacy", _("Sent to the pharmacy")
    PREPARING = "preparing", _("The pharmacy is getting it ready")
    OUT_OF_STOCK = "out-of-stock", _("The pharmacy has none now")
    NEEDS_APPROVAL = "needs-approval", _("Waiting for a yes from your insurance")
    WITH_INSURER = "with-insurer", _("Your insurance is looking at it")
    PART_READY = "part-ready", _("A part is ready to pick up")
    REST_OWED = "rest-owed", _("You have a part. The rest is to come")
    PRICE_UP = "price-up", _("Ready, but it costs more")
    CHEAPER_ASKED = "cheaper-asked", _("The clinic looks for one that costs less")
    READY = "ready", _("Ready to pick up")
    PICKED_UP = "picked-up", _("Picked up")
    DECLINED = "declined", _("The answer is no")
    NEEDS_VISIT = "needs-visit", _("You need a visit first")
    CHANGED_DOSE = "changed-dose", _("Approved, with a new dose")
    CANCELLED = "cancelled", _("You took the request back")
    STALLED = "stalled", _("No answer for too long")


_WAYS = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.WITH_CARE_TEAM, State.SENT_TO_PHARMACY, State.CANCELLED},
    State.WITH_CARE_TEAM: {
        State.APPROVED, State.DECLINED, State.NEEDS_VISIT, State.CHANGED_DOSE, State.STALLED,
    },
    State.STALLED: {State.APPROVED, State.DECLINED, State.NEEDS_VISIT, State.CHANGED_DOSE},
    State.APPROVED: {State.SENT_TO_PHARMACY},
    State.CHANGED_DOSE: {State.SENT_TO_PHARMACY},
    State.SENT_TO_PHARMACY: {State.PREPARING},
    State.PREPARING: {
        State.READY, State.OUT_OF_STOCK, State.NEEDS_APPROVAL, State.PART_READY, State.PRICE_UP,
    },
    State.READY: {State.PICKED_UP},
}  # fmt: skip
_HELD_UP = {
    State.OUT_OF_STOCK: {State.PREPARING, State.SENT_TO_PHARMACY},
    State.NEEDS_APPROVAL: {State.WITH_INSURER},
    State.WITH_INSURER: {State.PREPARING},
    State.PART_READY: {State.REST_OWED, State.READY},
    State.REST_OWED: {State.READY},
    State.PRICE_UP: {State.PICKED_UP, State.CHEAPER_ASKED},
    State.CHEAPER_ASKED: {State.PICKED_UP, State.SENT_TO_PHARMACY},
}
MACHINE = Machine(State.DRAFT, _WAYS | _HELD_UP)
HELD_UP = tuple(_HELD_UP)
"""The pharmacy has it and something is in the way: it is missing, it is to be allowed, it costs too much."""

OPEN = tuple(state for state in (_WAYS | _HELD_UP) if state != State.DRAFT)
"""Asked for and not over yet: asking again would be asking twice."""

AT_THE_COUNTER = (State.READY, State.PRICE_UP, State.CHEAPER_ASKED)
"""It can be paid and taken home."""

PHARMACY_HAS_IT = (State.SENT_TO_PHARMACY, State.PREPARING, *HELD_UP, State.READY)
