"""Results that cannot wait for a comment: a value far out of the range (HL7's HH, LL and AA)."""

from datetime import timedelta

from sandbox_portal import practice_days
from sandbox_portal.chart.model import Result

CALLED = "clinic.called"
ABOUT = "result"
MORNING, EVENING = 7, 18  # before and after these hours no clinic's desk is open, whatever its own hours say
RECENT = timedelta(days=7)  # before the practice began; an older one belongs to the story before it


def is_critical(result: Result) -> bool:
    """True where the lab marked a value as far out of the range."""
    return any(value.flag == "critical" for value in result.values)


def needs_a_call(result: Result, moment, calls) -> bool:
    """True while a critical result is out and nobody has called about it or written a comment.

    `calls` are the moments at which the clinic was called about a result.
    """
    if not is_critical(result) or not result.is_ready_at(moment) or result.comments_at(moment):
        return False
    return not any(result.resulted_at is None or at >= result.resulted_at for at in calls)


def calls_of(viewing) -> list:
    """When the clinic was called about a result, whoever called."""
    found = (event for event in viewing.history if event["kind"] == CALLED)
    return [event["at_sim"] for event in found if event["facts"].get("about") == ABOUT]


def waiting(viewing) -> list[Result]:
    """What may be seen and needs a call, newest first: neither opening it nor waiting settles it."""
    now, calls = viewing.practice.now, calls_of(viewing)
    start = practice_days.at_hour(viewing.practice.started_on, 0)
    late = viewing.chart.results_since(start - RECENT)
    seen = (result for result in late if viewing.shows_sensitive or not result.is_sensitive)
    return [result for result in seen if needs_a_call(result, now, calls)]


def is_after_hours(moment, policy) -> bool:
    """True in the evening, at night, on weekends and on the clinic's holidays: the nurse line answers then.

    The policy pack says the clinic's hours in words, so this knows only what is closed everywhere.
    """
    if not practice_days.is_business_day(practice_days.local_day(moment), policy.holidays):
        return True
    return not MORNING <= moment.hour < EVENING
