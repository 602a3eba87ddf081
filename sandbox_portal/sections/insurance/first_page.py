"""What waits on the first page of the plan's portal."""

from django.utils.translation import gettext as _

from sandbox_portal.sections.insurance import showing
from sandbox_portal.sections.insurance.states import State


def items(viewing) -> list[dict]:
    """Claims with a no or a question, then answers to what was sent."""
    practice = viewing.practice
    sent = showing.requests(practice)
    waiting = ("denied", "part", "info-needed")
    found = [
        {**showing.row(practice, claim, sent), "label": _("Claim: %(title)s") % {"title": claim.title}}
        for claim in showing.known(practice, "claim")
        if showing.state(practice, claim, sent) in waiting
    ]
    wanted = (State.MORE_NEEDED, State.DENIED, State.APPROVED, State.OVERTURNED, State.UPHELD)
    return found + [showing.request_row(practice, each) for each in sent if each.status in wanted]
