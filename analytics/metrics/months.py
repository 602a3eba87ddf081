"""What people did month by month, in the months that may be shown (guard.py). Nothing else is counted here:
every share is of everybody who was active in the month, the group that the audit is about.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from analytics.metrics import kept
from analytics.metrics.gaps import HIDDEN, NO_TASK, Share
from analytics.metrics.guard import Cut, cuts, months_back
from analytics.models import Standing

# What is told month by month. What people say is not: few answer in one month.
MEASURES = {
    "learned": Q(is_learned=True),
    "tried": Q(is_tried=True),
    "alone": Q(is_alone=True),
    "planned": Q(is_planned=True),
    "done": Q(is_done=True),
}


@dataclass(frozen=True)
class Month:
    """One month. `people` is None where it may not be shown, 0 where nobody was here."""

    first: date
    people: int | None
    shares: dict[str, Share]


def of_all(organisation, *, today, skill=None, audit=None, has_task=True) -> list[Month]:
    """Returns the last 12 months, the earliest first; of one skill or of any. Two queries.

    One where `audit`, what `guard.cuts` found of today, is known already. Without `has_task` nobody could try
    a task of the skill, unless somebody did.
    """
    people, shown = audit or cuts(organisation, today=today)
    parts = (f"{months_back(today)[0]}", skill or "any")
    rows = kept.figure(organisation, "months", parts, lambda: _did(organisation, today, skill))
    did = {date.fromisoformat(first): counts for first, counts in rows}
    cuts_of = {first: Cut("month", first.isoformat()) for first in reversed(months_back(today))}
    was_tried = any(row["tried"] or row["alone"] for first, row in did.items() if cuts_of[first] in shown)
    found = []
    for first, cut in cuts_of.items():
        of = people.get(cut, 0)
        if of and cut not in shown:
            found.append(Month(first, None, dict.fromkeys(MEASURES, HIDDEN)))
            continue
        row = did.get(first, {})
        shares = {name: Share.among(row.get(name, 0), of) for name in MEASURES}
        if not (has_task or was_tried):
            shares |= {"tried": NO_TASK, "alone": NO_TASK}
        found.append(Month(first, of, shares))
    return found


def _did(organisation, today, skill):
    """Returns [(month as ISO date, {measure: people}), …]."""
    rows = Standing.objects.for_organisation(organisation).filter(month__in=months_back(today))
    if skill:
        rows = rows.filter(skill=skill)
    counts = {name: Count("actor_name", distinct=True, filter=flag) for name, flag in MEASURES.items()}
    return [(f"{row.pop('month')}", row) for row in rows.values("month").annotate(**counts)]
