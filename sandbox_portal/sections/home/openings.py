"""At what hour a task begins."""

from datetime import timedelta

from sandbox_portal import practice_days
from sandbox_portal.scenarios import openings


@openings.opening("clock.begins")
def begins(practice, days=0, hour=practice_days.OPENING_HOUR, minute=0):
    """The task begins so many days after the story's Monday, at this hour: a Friday evening, with the
    clinic closed. What fell due until then has happened.
    """
    day = practice.started_on + timedelta(days=days)
    practice.clock = practice_days.at_hour(day, hour, minute)
    practice.save(update_fields=["clock"])
