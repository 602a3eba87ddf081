"""The times that are free, from the clinic's own weekly times. Pure functions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lms.organisations.policy import WEEKDAYS, Policy
from sandbox_portal import practice_days


def every(policy: Policy, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yields the clinic's times between two moments, earliest first; none on a day off."""
    day, last = practice_days.local_day(since), practice_days.local_day(until)
    while day <= last:
        if practice_days.is_business_day(day, policy.holidays):
            for hour, minute in _times_of(policy, day.weekday()):
                moment = practice_days.at_hour(day, hour, minute)
                if since <= moment <= until:
                    yield moment
        day += timedelta(days=1)


def _times_of(policy, weekday):
    mine = (each.split(" ")[1] for each in policy.visits.times if each.startswith(WEEKDAYS[weekday]))
    return sorted(tuple(map(int, hour.split(":"))) for hour in mine)


def free(policy: Policy, now: datetime, taken: set[datetime]) -> list[datetime]:
    """Returns the times that can be booked now: from the first free work day to the last that is open."""
    rules = policy.visits
    first = practice_days.add_business_days(now, rules.first_free_business_days, policy.holidays)
    since = max(practice_days.at_hour(first, 0), now)
    until = now + timedelta(days=rules.book_ahead_days)
    return [moment for moment in every(policy, since, until) if moment not in taken]


def earlier(policy: Policy, now: datetime, before: datetime, taken: set[datetime]) -> datetime | None:
    """Returns the time that a wait list offers now: after the offer has run out, and before the time kept."""
    runs_out = now + timedelta(hours=policy.visits.offer_hours)
    day = practice_days.add_business_days(runs_out, 1, policy.holidays)
    since = practice_days.at_hour(day, 0)
    found = every(policy, since, before - timedelta(minutes=1))
    return next((moment for moment in found if moment not in taken), None)
