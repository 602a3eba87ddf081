"""What changed since something was done: the month before it held against the latest whole month after it.

Months are half-open and whole, as everywhere (docs/adr/0012): the month of the deed is a bit of both, and the
month under way is not over, so neither is compared. The figures are those of `metrics.months`.
"""

from dataclasses import dataclass

from analytics.metrics import proportions
from analytics.metrics.months import Month
from analytics.metrics.views import Window

BEFORE, AFTER = 3, 3  # months shown on each side


@dataclass(frozen=True)
class Since:
    """`kind`: early (no whole month has passed), old (the month before is not shown any more), few (too few
    people), no-task (nobody could try one), more, less or same (may be chance).

    `points` is by how much *can do alone* rose; the true change is between `low` and `high` with 95 %.
    """

    kind: str
    months: list  # of (Month, place), place: before, same, after or now
    before: Month | None = None
    after: Month | None = None
    points: int | None = None
    low: int | None = None
    high: int | None = None


def since(done_on, months, *, today):
    """Returns the Since of a deed. `months` are those of its skill, as `months.of_all` gives them."""
    done = done_on.replace(day=1)
    now = Window.of_last(1, today=today).start
    earlier = [month for month in months if month.first < done]
    later = [month for month in months if done < month.first < now]
    rows = [(month, "before") for month in earlier[-BEFORE:]]
    rows += [(month, "same") for month in months if month.first == done]
    rows += [(month, "after") for month in later[-AFTER:]]
    rows += [(month, "now") for month in months if month.first == now != done]
    if not later:
        return Since("early", rows)
    before, after = (earlier[-1] if earlier else None), later[-1]
    if before is None:
        return Since("old", rows)
    was, now_is = before.shares["alone"], after.shares["alone"]
    if was.is_hidden or now_is.is_hidden:
        return Since("no-task" if was.has_no_task or now_is.has_no_task else "few", rows)
    low, high = proportions.difference((was.count, was.of), (now_is.count, now_is.of))
    kind = "more" if low > 0 else "less" if high < 0 else "same"
    points = now_is.percent - was.percent
    return Since(kind, rows, before, after, points, round(low), round(high))
