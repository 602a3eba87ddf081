"""The records office and the one who wrote the note, each step when its time has come."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.corrections import rules
from sandbox_portal.sections.corrections.models import Amendment


@replies.handler(rules.STEP)
def step(practice, reply):
    """Receives a request, checks it, asks for more time, or answers."""
    request = Amendment.objects.for_practice(practice).filter(pk=reply.target).first()
    if request is not None:
        rules.step(practice, request, reply.facts["to"])
