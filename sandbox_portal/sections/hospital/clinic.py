"""What the hospital does after a stay, when its time has come."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.hospital import survey
from sandbox_portal.sections.hospital.states import State


@replies.handler(survey.STEP)
def step(practice, reply):
    """Offers the survey, or ends it."""
    if reply.facts["to"] == State.OFFERED:
        survey.offer(practice)
    else:
        survey.expire(practice)
