"""The states of a video visit with a doctor one does not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    CHECKED = "checked", _("Your answers are in")
    QUEUED = "queued", _("In line")
    CALLED = "called", _("The doctor is ready")
    ENDED = "ended", _("The visit is over")
    LEFT = "left", _("You left the line")


MACHINE = Machine(
    State.CHECKED,
    {
        State.CHECKED: {State.QUEUED, State.LEFT},
        State.QUEUED: {State.CALLED, State.LEFT},
        State.CALLED: {State.ENDED, State.LEFT},
    },
)
OPEN = (State.CHECKED, State.QUEUED, State.CALLED)
