"""The states of a request to correct the record (45 CFR 164.526), and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SUBMITTED = "submitted", _("Sent")
    RECEIVED = "received", _("The records office has it")
    REVIEW = "under-review", _("The person who wrote it is checking")
    EXTENDED = "extended", _("They need more time, and say why")
    ACCEPTED = "accepted", _("Corrected")
    PART = "part", _("Corrected in part")
    DENIED = "denied", _("The answer is no")
    DISAGREED = "disagreed", _("Your statement is in the record")
    WITHDRAWN = "withdrawn", _("You took the request back")


MACHINE = Machine(
    State.DRAFT,
    {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.RECEIVED, State.WITHDRAWN},
        State.RECEIVED: {State.REVIEW, State.WITHDRAWN},
        State.REVIEW: {State.EXTENDED, State.ACCEPTED, State.PART, State.DENIED},
        State.EXTENDED: {State.ACCEPTED, State.PART, State.DENIED},
        State.DENIED: {State.DISAGREED},
        State.PART: {State.DISAGREED},
    },
)
OPEN = (State.SUBMITTED, State.RECEIVED, State.REVIEW, State.EXTENDED)
