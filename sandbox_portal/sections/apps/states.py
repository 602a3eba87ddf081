"""The states of an app's access to the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    ASKED = "asked", _("Asks for access")
    CONNECTED = "connected", _("Connected")
    REFUSED = "refused", _("You said no")
    REVOKED = "revoked", _("You ended it")
    EXPIRED = "expired", _("Ran out")


MACHINE = Machine(
    State.ASKED,
    {
        State.ASKED: {State.CONNECTED, State.REFUSED},
        State.CONNECTED: {State.REVOKED, State.EXPIRED},
    },
)


class Outcome(models.TextChoices):
    """How it went when a tracker was to send what it has."""

    OK = "ok", _("Sent")
    NO_BLUETOOTH = "no-bluetooth", _("Not sent: the phone and the tracker did not find each other")
    NOT_ALLOWED = "not-allowed", _("Not sent: this was not allowed")
