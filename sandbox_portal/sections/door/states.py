"""The states of the pretend account, of a code, and of one time at the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    INVITED = "invited", _("No account yet")
    IN_REVIEW = "in-review", _("The clinic is looking at it")
    DENIED = "denied", _("The clinic could not be sure who asked")
    MATCHED = "matched", _("Found in the records")
    ACTIVE = "active", _("Account ready")
    LOCKED = "locked", _("Locked for a while")


ACCOUNT = Machine(
    State.INVITED,
    {
        State.INVITED: {State.MATCHED, State.IN_REVIEW},
        State.IN_REVIEW: {State.MATCHED, State.DENIED},
        State.DENIED: {State.MATCHED, State.IN_REVIEW},
        State.MATCHED: {State.ACTIVE},
        State.ACTIVE: {State.LOCKED},
        State.LOCKED: {State.ACTIVE},
    },
)


class CodeState(models.TextChoices):
    SENT = "sent", _("Sent")
    USED = "used", _("Used")
    DONE = "done", _("Used, and what it was for is done")
    EXPIRED = "expired", _("Too old")
    REPLACED = "replaced", _("A newer one was sent")
    BURNED = "burned", _("No longer good")


CODE = Machine(
    CodeState.SENT,
    {
        CodeState.SENT: {CodeState.USED, CodeState.EXPIRED, CodeState.REPLACED, CodeState.BURNED},
        CodeState.USED: {CodeState.DONE},
    },
)


class StayState(models.TextChoices):
    SIGNED_IN = "signed-in", _("Signed in")
    WARNED = "warned", _("About to be signed out")
    SIGNED_OUT = "signed-out", _("Signed out")
    TIMED_OUT = "timed-out", _("Signed out by the portal")
    LEFT_OPEN = "left-open", _("Window closed, still signed in")


STAY = Machine(
    StayState.SIGNED_IN,
    {
        StayState.SIGNED_IN: {
            StayState.WARNED,
            StayState.SIGNED_OUT,
            StayState.TIMED_OUT,
            StayState.LEFT_OPEN,
        },
        StayState.WARNED: {StayState.SIGNED_IN, StayState.SIGNED_OUT, StayState.TIMED_OUT},
        StayState.LEFT_OPEN: {StayState.SIGNED_IN, StayState.SIGNED_OUT, StayState.TIMED_OUT},
    },
)
