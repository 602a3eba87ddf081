"""The states of a booking at the laboratory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Canceled by you")


MACHINE = Machine(State.BOOKED, {State.BOOKED: {State.CANCELLED}})
OPEN = (State.BOOKED,)
