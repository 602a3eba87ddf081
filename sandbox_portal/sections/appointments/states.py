"""The states of a visit, of a place on its wait list and of its check-in, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    DRAFT = "draft", _("Not booked yet")
    PENDING = "pending", _("Asked for")
    BOOKED = "booked", _("Booked")
    MOVED = "moved", _("Booked, with a new time")
    CONFIRMED = "confirmed", _("You said that you will come")
    CHECKED_IN = "checked-in", _("Checked in")
    FULFILLED = "fulfilled", _("Done")
    CANCELLED = "cancelled", _("Canceled in time")
    LATE_CANCELLED = "late-cancelled", _("Canceled late")
    NO_SHOW = "noshow", _("Missed")


_GOES_ON = {
    State.MOVED, State.CONFIRMED, State.CHECKED_IN, State.FULFILLED, State.CANCELLED, State.LATE_CANCELLED,
    State.NO_SHOW,
}  # fmt: skip
_WAYS = {
    State.DRAFT: {State.PENDING, State.BOOKED},
    State.PENDING: {State.BOOKED, State.CANCELLED},
    State.BOOKED: _GOES_ON,
    State.MOVED: _GOES_ON,
    State.CONFIRMED: _GOES_ON - {State.CONFIRMED},
    State.CHECKED_IN: _GOES_ON - {State.CHECKED_IN, State.CONFIRMED},
}
MACHINE = Machine(State.DRAFT, _WAYS)
STANDING = (State.BOOKED, State.MOVED, State.CONFIRMED, State.CHECKED_IN)
"""A time is kept for the person."""

OPEN = (State.PENDING, *STANDING)
"""Not over: it can still be canceled."""


class Waiting(models.TextChoices):
    """Where a place on the wait list stands."""

    WAITING = "waiting", _("On the wait list")
    OFFERED = "offered", _("An earlier time is free")
    ACCEPTED = "accepted", _("You took the earlier time")
    DECLINED = "declined", _("You kept your time")
    EXPIRED = "expired", _("The offer ran out")
    LEFT = "left", _("You left the wait list")


WAITING_MACHINE = Machine(
    Waiting.WAITING,
    {
        Waiting.WAITING: {Waiting.OFFERED, Waiting.LEFT},
        Waiting.OFFERED: {Waiting.ACCEPTED, Waiting.DECLINED, Waiting.EXPIRED, Waiting.LEFT},
    },
)
ON_THE_LIST = (Waiting.WAITING, Waiting.OFFERED)


class CheckIn(models.TextChoices):
    """Where a check-in stands."""

    BEGUN = "begun", _("Begun")
    DONE = "done", _("Checked in")


CHECK_IN_MACHINE = Machine(CheckIn.BEGUN, {CheckIn.BEGUN: {CheckIn.DONE}})
