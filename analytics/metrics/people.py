"""What an organisation's people did in all: the funnel, who comes back, and the change of self-checks."""

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from django.db.models import Avg, Case, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, When
from django.utils import timezone

from analytics.metrics import kept, patterns, views
from analytics.metrics.gaps import Share
from analytics.metrics.sql import grouped
from analytics.metrics.views import SMALLEST_GROUP
from analytics.models import Presence, Standing, Trace

STAGES = ("came", "started", "finished", "practised", "planned", "did")
RETURN_DAYS = (7, 30, 90)
_Z = 1.959964  # of a 95 % interval


def funnel(organisation, *, people=None, **view) -> dict[str, Share]:
    """Returns {stage: share of all who came who reached it and every stage before it}. Two queries.

    Started and finished are lessons, practised is a task that was tried. One query where an audit has said
    how many `people` came. Who was invited is known of slips only (groups.py).
    """
    came = patterns.people(organisation, **view) if people is None else people
    reached = kept.of_view(organisation, "funnel", view, lambda: _reached(organisation, view))
    reached = {"came": came} | reached
    return {name: Share.among(count, reached["came"]) for name, count in reached.items()}


def _reached(organisation, view):
    """Returns {stage: people} of the stages after the first."""
    flags = {
        "started": Q(is_begun=True) | Q(is_learned=True),
        "finished": Q(is_learned=True),
        "practised": Q(is_tried=True),
        "planned": Q(is_planned=True) | Q(is_done=True),
        "did": Q(is_done=True),
    }
    standings = views.rows_of(Standing, organisation, **view)
    each = standings.values("actor_name").annotate(
        **{name: Max(Case(When(flag, then=1), default=0)) for name, flag in flags.items()}
    )
    reached = dict.fromkeys(flags, 0)
    for *steps, people in grouped(each.values_list(*flags), len(flags)):
        for name, is_reached in zip(flags, steps, strict=True):
            if not is_reached:
                break
            reached[name] += people
    return reached


def returns(organisation, *, now=None) -> dict[int, Share]:
    """Returns {days: share who were here again so many days or more after their first act}. One query.

    Of those whose first act lies so many days back. Of all time: a window would cut off who came before.
    """
    found = kept.figure(organisation, "returns", (), lambda: _came_back(organisation, now or timezone.now()))
    return {days: Share.among(found[f"back_{days}"], found[f"of_{days}"]) for days in RETURN_DAYS}


def _came_back(organisation, now):
    each = Presence.objects.for_organisation(organisation).values("actor_name")
    each = each.annotate(began=Min("first_seen"), ended=Max("last_seen")).filter(began__isnull=False)
    counts = {}
    for days in RETURN_DAYS:
        could = Q(began__lte=now - timedelta(days=days))
        counts[f"of_{days}"] = Count("actor_name", filter=could)
        counts[f"back_{days}"] = Count(
            "actor_name", filter=could & Q(ended__gte=F("began") + timedelta(days))
        )
    return each.aggregate(**counts)


@dataclass(frozen=True)
class Change:
    """From first to last self-check, in points of 100, among `of` people who took the same one twice.

    `low` and `high` bound the mean with 95 %; `effect` is the mean by the spread of the differences (d).
    """

    of: int | None = None
    first: float | None = None
    last: float | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    effect: float | None = None

    @property
    def is_hidden(self):
        """Says whether there are too few people to show."""
        return self.of is None


def change(organisation) -> Change:
    """Returns how self-checks changed: pairs of a person and a questionnaire. One query.

    Of everybody only: who took one twice is a group that has no audit.
    """
    found = kept.figure(organisation, "change", (), lambda: _pairs(organisation))
    if found["of"] < SMALLEST_GROUP:
        return Change()
    of, mean = found["of"], found["last"] - found["first"]
    variance = max(found["squares"] - mean * mean, 0) * of / (of - 1)
    half = student(of - 1) * sqrt(variance / of)
    effect = mean / sqrt(variance) if variance > 1e-12 else None
    return Change(
        of,
        *(100 * number for number in (found["first"], found["last"], mean, mean - half, mean + half)),
        effect,
    )


def _pairs(organisation):
    own = views.rows_of(Trace, organisation).filter(kind="self-check", last_at__isnull=False)
    same = own.filter(actor_name=OuterRef("actor_name"), activity=OuterRef("activity"))
    last = same.order_by("-last_at")
    pairs = own.filter(~Exists(same.filter(first_at__lt=OuterRef("first_at")))).annotate(
        then=Subquery(last.values("last_score")[:1]), then_at=Subquery(last.values("last_at")[:1])
    )
    pairs = pairs.filter(then_at__gt=F("first_at"))
    difference = F("then") - F("first_score")
    found = pairs.aggregate(
        of=Count("actor_name", distinct=True), first=Avg("first_score"), last=Avg("then"),
        squares=Avg(difference * difference),
    )  # fmt: skip
    return {name: value or 0 for name, value in found.items()}


def student(degrees: int) -> float:
    """Returns the 97.5 % point of Student's t, by the expansion in 1/degrees; within 0.002 from 9 on."""
    z = _Z
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3
