"""The states of something sent to the insurer: an appeal, an answer, a request for approval, for a card."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class Kind(models.TextChoices):
    APPEAL = "appeal", _("Appeal")
    ANSWER = "answer", _("Answer to a question")
    APPROVAL = "approval", _("Prior approval")
    CARD = "card", _("New card")
    EXCEPTION = "exception", _("Exception for a medicine")


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("The plan has it")
    REVIEW = "review", _("The plan is looking at it")
    MORE_NEEDED = "more-needed", _("The plan needs a paper")
    APPROVED = "approved", _("The plan says yes")
    DENIED = "denied", _("The plan says no")
    EXTERNAL = "external", _("With someone outside the plan")
    OVERTURNED = "overturned", _("The outside review says yes")
    UPHELD = "upheld", _("The outside review says no")
    WITHDRAWN = "withdrawn", _("You took it back")


MACHINE = Machine(
    State.DRAFT,
    {
        State.DRAFT: {State.SENT},
        State.SENT: {State.RECEIVED, State.WITHDRAWN},
        State.RECEIVED: {State.REVIEW},
        State.REVIEW: {State.MORE_NEEDED, State.APPROVED, State.DENIED},
        State.MORE_NEEDED: {State.REVIEW, State.DENIED},
        State.DENIED: {State.EXTERNAL},
        State.EXTERNAL: {State.OVERTURNED, State.UPHELD},
    },
)
OPEN = (State.SENT, State.RECEIVED, State.REVIEW, State.MORE_NEEDED, State.EXTERNAL)
