"""Which results are new to the one who looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox_portal import practice_days
from sandbox_portal.chart.model import Result

KIND = "results.opened"
# What came out more than a week before the practice began was read in an earlier life of the story.
FRESH = timedelta(days=7)


@dataclass(frozen=True)
class News:
    """What has been opened so far, and what is new by that."""

    now: datetime
    fresh_from: datetime
    opened: dict[str, datetime]

    def has_been_opened(self, result: Result) -> bool:
        return result.id in self.opened

    def is_new(self, result: Result) -> bool:
        """True for a result that came out lately and was not opened, or got a comment since."""
        if not result.is_ready_at(self.now):
            return False
        at = self.opened.get(result.id)
        if at is None:
            return result.resulted_at is None or result.resulted_at >= self.fresh_from
        comments = result.comments_at(self.now)
        return any(c.written_at and c.written_at > at for c in comments)


def of(viewing) -> News:
    """What is new to the one who looks."""
    start = practice_days.at_hour(viewing.practice.started_on, 0)
    return News(viewing.practice.now, start - FRESH, viewing.opened(KIND))


def found(viewing) -> list[Result]:
    """The results that are new, newest first. Looks only at what came out lately and what was opened."""
    news = of(viewing)
    late = viewing.chart.results_since(news.fresh_from)
    opened = [result for id in news.opened if (result := viewing.chart.result(id))]
    known = {result.id: result for result in (*late, *opened)}
    seen = (result for result in known.values() if viewing.shows_sensitive or not result.is_sensitive)
    return sorted((each for each in seen if news.is_new(each)), key=_when, reverse=True)


def _when(result: Result) -> str:
    moment = result.collected_at or result.ordered_at or result.resulted_at
    return moment.isoformat() if moment else ""


def count(viewing) -> int:
    """How many results are new, for the menu."""
    return len(found(viewing))
