"""What a clinic can do about its gaps: at most three things, each with a lesson and a practice task."""

from dataclasses import dataclass

from analytics.metrics import Share
from lms.skills import links

MOST_THINGS = 3


@dataclass(frozen=True)
class Thing:
    """One thing to do. `kind`: stuck (tried, not alone yet), untried (never tried) or unlearned."""

    kind: str
    skill: str
    title: str
    share: Share
    lesson: links.Link | None
    practice: links.Link | None


def things_to_do(matrix, *, organisation, language, titles, practices):
    """Returns at most three things, the most pressing first; none where nothing may be shown.

    `practices` is {slug: [Link, …]}, as `links.find("practice", …)` gives it.
    """
    if matrix.is_hidden or matrix.is_empty:
        return []
    skills = [row.skill for row in matrix.rows]
    lessons = links.find("lesson", skills=skills, organisation=organisation, language=language)
    things = []
    for row in matrix.most_stuck_first():
        lesson, practice = _first(lessons[row.skill]), _first(practices[row.skill])
        need = _need(row, lesson, practice)
        if need is not None:
            kind, share = need
            things.append(Thing(kind, row.skill, titles.get(row.skill, row.skill), share, lesson, practice))
    # Who is stuck comes before who never tried, and that before who never learned; within one kind by people.
    order = {"stuck": 0, "untried": 1, "unlearned": 2}
    things.sort(key=lambda thing: (order[thing.kind], -thing.share.count))
    return things[:MOST_THINGS]


def _need(row, lesson, practice):
    """Returns the row's most pressing need that can be met, and whom it concerns; None without one."""
    if row.stuck.count and (lesson or practice):
        return "stuck", row.stuck
    if practice and _lacks(row.tried):
        return "untried", _rest(row.tried)
    if lesson and _lacks(row.learned):
        return "unlearned", _rest(row.learned)
    return None


def _lacks(share):
    """Says whether somebody is left; not of a share without numbers, as of a skill that had no task then."""
    return not share.is_hidden and share.count < share.of


def _rest(share):
    return Share(share.of - share.count, share.of)


def _first(found):
    return found[0] if found else None
