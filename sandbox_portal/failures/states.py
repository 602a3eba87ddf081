"""The states of one failure: it waits for its page, it stands there, it is over."""

from django.db import models

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    WAITING = "waiting"
    SHOWN = "shown"
    OVER = "over"


MACHINE = Machine(State.WAITING, {State.WAITING: {State.SHOWN}, State.SHOWN: {State.OVER}})
