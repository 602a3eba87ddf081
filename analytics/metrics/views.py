"""Views: which of an organisation's rows a path, a language, a window of months or a group leaves in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from analytics.models import Presence

SMALLEST_GROUP = 10
# "Most times" and "always" of the self-check lie above this, "sometimes" and "never" below.
SAYS_YES_FROM = 0.6


@dataclass(frozen=True)
class Window:
    """Whole months, half-open: from the first day of the first month to that of the first one after."""

    start: date
    end: date

    def __post_init__(self):
        if self.start.day != 1 or self.end.day != 1 or self.start >= self.end:
            raise ValueError("A window goes from the first day of a month to that of a later one.")

    @property
    def kept_as(self):
        """Returns what the window is called in the key of a kept figure."""
        return f"{self.start}/{self.end}"

    @classmethod
    def of_last(cls, months, *, today):
        """Returns the window of so many months that ends with the one in which `today` lies."""
        first = today.year * 12 + today.month - months
        return cls(date(first // 12, first % 12 + 1, 1), _month_after(today))


def _month_after(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def is_cut(view) -> bool:
    """Says whether a view, as {name: value or None}, leaves anybody out."""
    return any(value is not None for value in view.values())


def presences(organisation, window=None, path=None, language=None, members=None):
    """Returns the presences of one view; who told several paths or languages counts by the last one.

    `members` is a Group (groups.py): only its accounts count.
    """
    seen = Presence.objects.for_organisation(organisation).within(window)
    if members is not None:
        seen = seen.filter(actor_name__in=members.names)
    chosen = {name: value for name, value in (("path", path), ("language", language)) if value is not None}
    if chosen:
        later = seen.filter(actor_name=OuterRef("actor_name"), told_at__gt=OuterRef("told_at"))
        seen = seen.filter(~Exists(later), **chosen)
    return seen


def rows_of(model, organisation, window=None, path=None, language=None, members=None):
    """Returns the Standings or Traces of one view's people in its window."""
    rows = model.objects.for_organisation(organisation).within(window)
    if members is not None:
        rows = rows.filter(actor_name__in=members.names)
    if path is None and language is None:
        return rows
    seen = presences(organisation, window, path, language)
    return rows.filter(actor_name__in=seen.values("actor_name"))
