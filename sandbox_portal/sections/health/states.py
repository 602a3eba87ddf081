"""The states of something that the person reports about their own record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    SUGGESTED = "suggested", _("Sent. Not checked yet")
    CHECKING = "checking", _("Your care team is checking it")
    ACCEPTED = "accepted", _("In your record now")
    REJECTED = "rejected", _("Not taken over")
    WITHDRAWN = "withdrawn", _("You took it back")


MACHINE = Machine(
    State.SUGGESTED,
    {
        State.SUGGESTED: {State.CHECKING, State.WITHDRAWN},
        State.CHECKING: {State.ACCEPTED, State.REJECTED},
    },
)
OPEN = (State.SUGGESTED, State.CHECKING)
