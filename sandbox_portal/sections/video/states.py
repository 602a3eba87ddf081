"""The states of a video call and of a fault of the device, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    READY = "ready", _("Not joined yet")
    WAITING = "waiting", _("In the waiting room")
    CONNECTED = "connected", _("In the visit")
    DROPPED = "dropped", _("The picture broke off")
    RINGING = "ringing", _("The phone rings")
    UNANSWERED = "unanswered", _("You did not take the call")
    BY_PHONE = "by-phone", _("The visit goes on by phone")
    ENDED = "ended", _("The visit is over")
    MISSED = "missed", _("The visit was missed")
    SUMMARY = "summary", _("The summary is ready")


MACHINE = Machine(
    State.READY,
    {
        State.READY: {State.WAITING, State.MISSED},
        State.WAITING: {State.CONNECTED, State.READY, State.MISSED},
        State.CONNECTED: {State.DROPPED, State.ENDED},
        State.DROPPED: {State.CONNECTED, State.RINGING, State.MISSED},
        State.RINGING: {State.BY_PHONE, State.UNANSWERED, State.MISSED},
        State.UNANSWERED: {State.BY_PHONE, State.MISSED},
        State.BY_PHONE: {State.ENDED},
        State.ENDED: {State.SUMMARY},
    },
)
OVER = (State.ENDED, State.MISSED, State.SUMMARY)


class Trouble(models.TextChoices):
    """Where a fault of the pretend device stands."""

    THERE = "there", _("Not fixed yet")
    FIXED = "fixed", _("Fixed")


TROUBLE_MACHINE = Machine(Trouble.THERE, {Trouble.THERE: {Trouble.FIXED}})
