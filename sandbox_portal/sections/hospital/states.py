"""The states of the survey after a stay. Who said no may change their mind until its last day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    OFFERED = "offered", _("You may answer")
    DONE = "done", _("You answered")
    DECLINED = "declined", _("You said no, thank you")
    EXPIRED = "expired", _("The time is over")


MACHINE = Machine(
    State.OFFERED,
    {
        State.OFFERED: {State.DONE, State.DECLINED, State.EXPIRED},
        State.DECLINED: {State.DONE, State.EXPIRED},
    },
)
OPEN = (State.OFFERED, State.DECLINED)
