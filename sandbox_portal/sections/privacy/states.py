"""The states of a report to the privacy office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    SENT = "sent", _("Sent to the privacy office")
    CHECKING = "checking", _("Being checked")
    EXPLAINED = "explained", _("Answered: this belongs there")
    CONFIRMED = "confirmed", _("Answered: you were right")


MACHINE = Machine(
    State.SENT,
    {State.SENT: {State.CHECKING}, State.CHECKING: {State.EXPLAINED, State.CONFIRMED}},
)
OPEN = (State.SENT, State.CHECKING)
