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
    READY = "ready", _("Ready to pick up")
    PICKED_UP = "picked-up", _("Picked up")
    DECLINED = "declined", _("The answer is no")
    NEEDS_VISIT = "needs-visit", _("You need a visit first")
    CHANGED_DOSE = "changed-dose", _("Approved, with a new dose")
    CANCELLED = "cancelled", _("You took the request back")
    STALLED = "stalled", _("No answer for more than 5 work days")


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
    State.PREPARING: {State.READY, State.OUT_OF_STOCK, State.NEEDS_APPROVAL},
    State.READY: {State.PICKED_UP},
}  # fmt: skip
_HELD_UP = {
    State.OUT_OF_STOCK: {State.PREPARING, State.SENT_TO_PHARMACY},
    State.NEEDS_APPROVAL: {State.WITH_INSURER},
    State.WITH_INSURER: {State.PREPARING},
}
MACHINE = Machine(State.DRAFT, _WAYS | _HELD_UP)
HELD_UP = tuple(_HELD_UP)
"""The pharmacy has it and cannot go on."""

OPEN = tuple(state for state in (_WAYS | _HELD_UP) if state != State.DRAFT)
"""Asked for and not over yet: asking again would be asking twice."""

PHARMACY_HAS_IT = (State.SENT_TO_PHARMACY, State.PREPARING, *HELD_UP, State.READY)
