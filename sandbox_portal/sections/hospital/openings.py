"""A stay that is over before a task begins."""

from datetime import timedelta

from sandbox_portal.clinic import replies
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.hospital import survey


@openings.opening("stay.over")
def over(practice, days_ago=3):
    """The person went home some days ago. Where the survey's day has come, it is offered."""
    with practice.at(practice.now - timedelta(days=days_ago)):
        survey.leave(practice=practice)
    replies.deliver_due(practice=practice)
