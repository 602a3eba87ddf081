"""Whether a gap has widened beyond chance: one look a quarter (docs/adr/0195-alerts.md)."""

from datetime import date, timedelta

from analytics import report
from analytics.delivering.models import Alert
from analytics.metrics import SMALLEST_GROUP, gap_matrix, proportions
from analytics.metrics.guard import Cut, cuts
from lms.skills import SLUGS, links

QUARTERS_A_YEAR = 4
# In a year, an organisation where nothing changes gets a false alert with 5 % at most (Bonferroni, 1936).
CHANCE = 0.05 / (len(SLUGS) * QUARTERS_A_YEAR)
LEAST_POINTS = 10  # a smaller change is no news, however sure it is
_AFTER, _BEFORE = Cut("months", "3"), Cut("before", "3")


def quarter_ended_by(month: date) -> date | None:
    """Returns the first day of the quarter whose last month this is, or None."""
    return date(month.year, month.month - 2, 1) if month.month % 3 == 0 else None


def find(organisation, quarter: date) -> list[Alert]:
    """Returns the alerts of a quarter that has ended, not saved: those skills whose gap has widened.

    The gap is the share of those who tried who could not do it alone. Both quarters are views that the pages
    offered on the quarter's last day, hidden where those were.
    """
    last_day = (quarter + timedelta(days=100)).replace(day=1) - timedelta(days=1)
    _people, shown = cuts(organisation, today=last_day)
    if not {_AFTER, _BEFORE} <= shown:
        return []
    before, after = (_rows(organisation, cut, last_day) for cut in (_BEFORE, _AFTER))
    found = [_alert(organisation, quarter, before[skill], after[skill]) for skill in SLUGS]
    return [one for one in found if one is not None]


def _rows(organisation, cut, last_day):
    practices = links.find("practice", skills=SLUGS, organisation=organisation, language="en")
    matrix = gap_matrix(organisation, window=cut.window(last_day), tasks=report.having(practices))
    return {row.skill: row for row in matrix.rows}


def _alert(organisation, quarter, before, after):
    if any(row.tried.is_hidden or row.tried.count < SMALLEST_GROUP for row in (before, after)):
        return None
    one, other = ((row.stuck.count, row.tried.count) for row in (before, after))
    points = 100 * (other[0] / other[1] - one[0] / one[1])
    if points < LEAST_POINTS or proportions.chance_of_more(one, other) >= CHANCE:
        return None
    return Alert(
        organisation=organisation, skill=after.skill, period=quarter,
        before_stuck=one[0], before_tried=one[1], after_stuck=other[0], after_tried=other[1],
    )  # fmt: skip
