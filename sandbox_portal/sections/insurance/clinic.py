"""The plan's steps, each when its time has come."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.insurance import rules
from sandbox_portal.sections.insurance.models import PlanRequest


@replies.handler(rules.STEP)
def step(practice, reply):
    """Receives a request, looks at it, or answers it."""
    request = PlanRequest.objects.for_practice(practice).filter(pk=reply.target).first()
    if request is not None:
        rules.step(practice, request, reply.facts["to"])
