"""The states of one alert, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    SENT = "sent", _("New")
    HELD = "held", _("Waiting")
    BOUNCED = "bounced", _("Came back")
    GATHERED = "gathered", _("In the daily list")
    OPENED = "opened", _("Opened")


MACHINE = Machine(
    State.SENT,
    {
        State.SENT: {State.OPENED, State.HELD, State.BOUNCED},
        State.HELD: {State.SENT, State.GATHERED},
    },
)
ARRIVED = (State.SENT, State.OPENED)
