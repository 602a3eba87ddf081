"""Dates and times as a person says them, in the page's language."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language

# By hand, because Django's own formats leave out the weekday, which is what people plan by.
_DAY = {"en": "D, M j", "es": r"D j \d\e b"}
_LONG_DAY = {"en": "l, F j", "es": r"l j \d\e F"}
_WITH_YEAR = {"en": "F j, Y", "es": r"j \d\e F \d\e Y"}
_IN_DRAWINGS = {"en": "M j", "es": "j b"}
_TIME = {"en": "g:i\xa0A", "es": "g:i\xa0a"}  # never broken before "AM"


def day(moment: date | None) -> str:
    """A short day, such as "Mon, Nov 9"; "" for none."""
    return _formatted(moment, _DAY)


def long_day(moment: date | None) -> str:
    """A day in full, such as "Monday, November 9"; "" for none."""
    return _formatted(moment, _LONG_DAY)


def with_year(moment: date | None) -> str:
    """A day with its year, such as "November 9, 2026"; "" for none."""
    return _formatted(moment, _WITH_YEAR)


def tiny(moment: date | None) -> str:
    """The shortest day, for a drawing, such as "Nov 9"; "" for none."""
    return _formatted(moment, _IN_DRAWINGS)


def time(moment: datetime | None) -> str:
    """A time of day, such as "9:30 AM"; "" for none."""
    return _formatted(moment, _TIME)


def _formatted(moment, formats: dict[str, str]) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).replace(tzinfo=None)  # kept by what the clock says
        if formats is not _TIME:
            moment = moment.date()
    language = (get_language() or "en").split("-")[0]
    return _said(moment, formats.get(language, formats["en"]), language)


@lru_cache(maxsize=4096)  # a long list says the same days again and again
def _said(moment, pattern: str, language: str) -> str:
    """The words; `language` is the one that is active, and part of the key."""
    return dateformat.format(moment, pattern)
