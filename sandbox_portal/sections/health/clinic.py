"""The care team looks at what was reported, each step when its time has come."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.health import rules
from sandbox_portal.sections.health.models import Report


@replies.handler("record.step")
def step(practice, reply):
    """Begins to check a report, or decides on it."""
    made = Report.objects.for_practice(practice).filter(pk=reply.target).first()
    if made is not None:
        rules.step(practice, made, reply.facts["step"])
