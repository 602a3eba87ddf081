"""The person's own times at the front door, as lines of the log and as devices that are signed in.

The written story of the log stands beside them: it tells of days before the practice began, these of what the
learner did in it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections.door.models import Device as At
from sandbox_portal.sections.door.models import Stay, StayStatus
from sandbox_portal.sections.door.states import StayState
from sandbox_portal.sections.privacy.shelf import LIBRARY, THIS, Device, device, said

OPEN = frozenset({StayState.SIGNED_IN, StayState.WARNED, StayState.LEFT_OPEN})
ON = {At.OWN: THIS, At.SHARED: LIBRARY}  # which device of the shelf a pretend device of the door is
WHAT = {
    StayState.SIGNED_IN: gettext_lazy("Signed in"),
    StayState.SIGNED_OUT: gettext_lazy("Signed out"),
    StayState.TIMED_OUT: gettext_lazy("Signed out by the portal, after a while without a click"),
    StayState.LEFT_OPEN: gettext_lazy("The window was closed. Still signed in"),
}
AGAIN = {
    "still-there": None,
    "opened-again": gettext_lazy("The window was opened again. No password was asked"),
}


def lines(practice):
    """Yields (id, when, what, device's name) of each sign-in and its end. One query."""
    found = StayStatus.objects.filter(item__practice=practice).select_related("item").order_by("pk")
    for status in found:
        what = AGAIN.get(status.reason, WHAT.get(status.status))
        if what is not None:
            yield f"stay-{status.pk}", status.at_sim, str(what), said(device(ON[status.item.device]).name)


def because() -> str:
    """What the privacy office answers to somebody who asks about one of these lines."""
    return _("This was you, at the front door of the portal. Was it not? Then change your password.")


def newest(practice) -> dict[str, Stay]:
    """Returns {shelf device's id: the newest time at the portal on it}. One query."""
    return {ON[stay.device]: stay for stay in reversed(Stay.objects.for_practice(practice))}


def laid_over(known: list[Device], practice, stays) -> list[Device]:
    """Returns the devices of the shelf as the door's own times leave them.

    Where the person came in through the door, the device they came in on is "this one", what they signed out
    of is gone, and a window that was only closed is still signed in.
    """
    if not stays:
        return known
    current = max(stays.values(), key=lambda stay: stay.pk)
    here = ON[current.device]
    held = {each.id: each for each in known}
    for id, stay in stays.items():
        if id == here or stay.status in OPEN:
            is_trusted = stay.is_remembered or device(id).is_trusted
            days_ago = (practice.started_on - stay.begun_at.date()).days
            changed = {"is_trusted": is_trusted, "days_ago": days_ago}
            held[id] = _seen_from(here, device(id).model_copy(update=changed))
        else:
            held.pop(id, None)
    if here != THIS and THIS in held and THIS not in stays:
        held[THIS] = _seen_from(here, device(THIS))
    return sorted(held.values(), key=lambda each: not each.is_this)


def _seen_from(here, it):
    name = it.name if it.id == here else it.elsewhere or it.name
    return it.model_copy(update={"is_this": it.id == here, "name": name})
