"""What the privacy office does with a report, and what a stranger does with an old password."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.privacy import rules
from sandbox_portal.sections.privacy.models import LogReport


@replies.handler("privacy.step")
def step(practice, reply):
    """Begins to check a report, or answers it."""
    made = LogReport.objects.for_practice(practice).filter(pk=reply.target).first()
    if made is not None:
        rules.step(practice, made, reply.facts["to"])


@replies.handler("privacy.stranger_back")
def stranger_back(practice, reply):
    """Somebody who knows the old password signs in again."""
    rules.come_back(practice)
