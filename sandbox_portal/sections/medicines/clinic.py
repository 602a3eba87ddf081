"""The steps that the care team and the pharmacy take, each when its time has come."""

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.medicines import counter, pharmacy
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.states import HELD_UP, MACHINE, State

PHARMACY = frozenset(
    {
        *(State.PREPARING, State.OUT_OF_STOCK, State.NEEDS_APPROVAL),
        *(State.PART_READY, State.PRICE_UP, State.READY),
    }
)
# What one wants to hear of at once; the steps between are in the portal.
NEWS = frozenset(
    {
        *(State.READY, State.OUT_OF_STOCK, State.NEEDS_APPROVAL, State.PART_READY, State.PRICE_UP),
        *(State.DECLINED, State.NEEDS_VISIT, State.CHANGED_DOSE),
    }
)


@replies.handler("refills.step")
def step(practice, reply):
    """Moves a request one state on; does nothing where it has meanwhile gone another way."""
    request = RefillRequest.objects.filter(practice=practice, pk=reply.target).first()
    to, reason = reply.facts["to"], reply.facts.get("reason", "")
    if request is None or not MACHINE.can(request.status, to):
        return
    request.practice = practice
    if reason == pharmacy.CHEAPER:
        counter.find_cheaper(request=request)
        return
    if to in HELD_UP:
        pharmacy.note_down(request, to)
    transitions.move(request, to, by="pharmacy" if to in PHARMACY else "clinic", reason=reason)
    practice.log("refills.moved", request=request.pk, medicine=request.medicine, to=to, reason=reason or None)
    if to in NEWS:
        alerts.notify(practice=practice, kind="refill", item=request.medicine)
