"""The states of a change to what the clinic has on file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    CHOSEN = "chosen", _("Not saved yet")
    SAVED = "saved", _("Saved")
    CODE_SENT = "code-sent", _("Waiting for the code")
    PENDING = "pending-staff", _("The clinic is checking it")
    VERIFIED = "verified", _("Checked and in use")
    DROPPED = "dropped", _("Not changed")


MACHINE = Machine(
    State.CHOSEN,
    {
        State.CHOSEN: {State.SAVED, State.CODE_SENT, State.PENDING, State.DROPPED},
        State.CODE_SENT: {State.VERIFIED, State.DROPPED},
        State.PENDING: {State.VERIFIED, State.DROPPED},
    },
)
IN_USE = (State.SAVED, State.VERIFIED)
OPEN = (State.CHOSEN, State.CODE_SENT, State.PENDING)
