"""Business days: Monday to Friday without the clinic's holidays. Pure functions."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lms.organisations.policy import WEEKDAYS

_DAYS = (*WEEKDAYS, "sat", "sun")

OPENING_HOUR = 9
CLOSING_HOUR = 16  # "skip ahead" lands here: late enough for the day's answers, early enough to call


def is_business_day(day: date, holidays=()) -> bool:
    """True from Monday to Friday, unless the day is one of `holidays`.

    They are written as in a policy pack: "07-04", "11-thu4" (the fourth Thursday), "05-monlast".
    """
    return day.weekday() < 5 and names(day).isdisjoint(holidays)


def names(day: date) -> set[str]:
    """Returns every way to write a day as a holiday that comes each year: two of them, or three."""
    month, weekday = f"{day.month:02}", _DAYS[day.weekday()]
    found = {day.strftime("%m-%d"), f"{month}-{weekday}{(day.day - 1) // 7 + 1}"}
    is_last = (day + timedelta(days=7)).month != day.month
    return found | ({f"{month}-{weekday}last"} if is_last else set())


def add_business_days(start: date, n: int, holidays=()) -> date:
    """Returns the day that is `n` business days after `start`; a datetime counts as its local day.

    With n = 0 it is the first business day from `start` on. Raises ValueError for a negative n.
    """
    if n < 0:
        raise ValueError("Business days are counted forward only.")
    day = local_day(start)
    if n == 0:
        while not is_business_day(day, holidays):
            day += timedelta(days=1)
        return day
    while n:
        day += timedelta(days=1)
        n -= is_business_day(day, holidays)
    return day


def business_days_back(moment: datetime, n: int, holidays=()) -> datetime:
    """Returns the same hour of the day that is `n` business days before an aware datetime."""
    day = local_day(moment)
    while n:
        day -= timedelta(days=1)
        n -= is_business_day(day, holidays)
    local = timezone.localtime(moment)
    return at_hour(day, local.hour, local.minute)


def business_days_between(start: date, end: date, holidays=()) -> int:
    """Returns how many business days lie after `start`, up to and with `end`; 0 where `end` is not later."""
    first, last = local_day(start), local_day(end)
    days = (first + timedelta(days=gone) for gone in range(1, max((last - first).days, 0) + 1))
    return sum(is_business_day(day, holidays) for day in days)


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """Returns that hour of the day as an aware datetime on the clinic's clock (the site's time zone)."""
    return timezone.make_aware(datetime.combine(local_day(day), time(hour, minute)))


def local_day(moment: date) -> date:
    """Returns the date of a date or an aware datetime, on the clinic's clock."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment
