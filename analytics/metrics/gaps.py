"""The only definition of the measures and gaps. In words: docs/adr/0012-measures.md.

Every screen, table, figure and file shows a `GapMatrix` made here, so that all give the same numbers.
"""

from dataclasses import dataclass

from analytics.metrics import patterns
from analytics.metrics.views import SMALLEST_GROUP
from lms.skills import SLUGS


@dataclass(frozen=True)
class Share:
    """How many of a group did something; None where the group is too small to show, or nothing is there.

    Where it `is_held` an audit holds it back, whatever its size: it could tell of a few beside other numbers.
    """

    count: int | None
    of: int | None
    has_no_task: bool = False  # there is no practice task that anybody could have tried
    is_held: bool = False

    @classmethod
    def among(cls, count, of):
        """Returns the share, hidden when the group has fewer than SMALLEST_GROUP people."""
        return cls(None, None) if of < SMALLEST_GROUP else cls(count, of)

    @property
    def is_hidden(self):
        """Says whether there is no number to show."""
        return self.of is None

    @property
    def percent(self):
        """Returns whole percent, halves rounded up, or None when hidden."""
        return None if self.is_hidden else (200 * self.count + self.of) // (2 * self.of)


HIDDEN = Share(None, None)
NO_TASK = Share(None, None, has_no_task=True)
HELD = Share(None, None, is_held=True)


@dataclass(frozen=True)
class SkillGap:
    """One skill. `says` is about those who answered; the other three are about everybody who was active."""

    skill: str
    says: Share
    learned: Share
    tried: Share
    alone: Share

    @property
    def stuck(self):
        """Returns the share of everybody who tried and could not yet do it alone."""
        if self.tried.is_hidden:
            return HIDDEN
        return Share(self.tried.count - self.alone.count, self.tried.of)

    @property
    def measures(self):
        """Returns the four shares by name, in the order in which they are shown."""
        return {"says": self.says, "learned": self.learned, "tried": self.tried, "alone": self.alone}

    @property
    def is_untouched(self):
        """Says whether nothing can be shown of this skill: nobody did anything, or nobody may be shown."""
        return not any(share.count for share in self.measures.values())


@dataclass(frozen=True)
class GapMatrix:
    """Skill × (says, learned, tried, alone) of an organisation's people; `people` is None when hidden."""

    people: int | None
    rows: tuple[SkillGap, ...]
    is_empty: bool

    @property
    def is_hidden(self):
        """Says whether the whole group is too small to show."""
        return self.people is None

    @classmethod
    def hidden(cls):
        """Returns the matrix of a group that may not be shown."""
        return cls(people=None, rows=_no_rows(), is_empty=False)

    def most_stuck_first(self):
        """Returns the rows with most stuck people first; the skills' own order decides between equals."""
        return sorted(self.rows, key=lambda row: -(row.stuck.count or 0))


@dataclass(frozen=True)
class _Counts:
    """People counted for one view, before anything is hidden: {skill: {name: people}}."""

    people: int
    did: dict
    said: dict

    def answered(self, skill):
        """Returns how many people answered this skill's question."""
        return self.said.get(skill, {}).get("answered", 0)


def gap_matrix(
    organisation, *, window=None, path=None, language=None, tasks=frozenset(SLUGS), is_audited=False
):
    """Returns the organisation's GapMatrix: of the whole time and all paths unless told.

    `tasks` are the skills with a practice task: where there is none, "nobody tried" would blame people.

    A view of some people is hidden where those left out of it are a group under SMALLEST_GROUP, since the
    difference between two views would show them. Costs 2 queries, and 2 more for each wider view it is held
    against (one for a window, a path or a language, three for two of them); none where the caller has audited
    the view and who answers (`is_audited`, guard.py).
    """
    view = (window, path, language)
    counts = _count(organisation, *view)
    wider_views = {
        (one, two, three) for one in {None, window} for two in {None, path} for three in {None, language}
    } - {view}
    if is_audited:
        wider_views = set()
    wider = [_count(organisation, *wider_view) for wider_view in wider_views]
    if not counts.people:
        return GapMatrix(people=0, rows=_no_rows(), is_empty=True)
    if counts.people < SMALLEST_GROUP or any(_gives_away(counts.people, more.people) for more in wider):
        return GapMatrix.hidden()
    rows = tuple(_row(skill, counts, wider, has_task=skill in tasks) for skill in SLUGS)
    return GapMatrix(people=counts.people, rows=rows, is_empty=False)


def _no_rows():
    return tuple(SkillGap(slug, HIDDEN, HIDDEN, HIDDEN, HIDDEN) for slug in SLUGS)


def _gives_away(some, everybody):
    """Says whether the people left out of a view are so few that the difference shows them."""
    return 0 < everybody - some < SMALLEST_GROUP


def _row(skill, counts, wider, has_task):
    did, said = counts.did.get(skill, {}), counts.said.get(skill, {})
    was_tried = has_task or did.get("tried", 0)
    answered = counts.answered(skill)
    is_told = not any(_gives_away(answered, more.answered(skill)) for more in wider)
    return SkillGap(
        skill=skill,
        says=Share.among(said.get("yes", 0), answered) if is_told else HELD,
        learned=Share.among(did.get("learned", 0), counts.people),
        tried=Share.among(did.get("tried", 0), counts.people) if was_tried else NO_TASK,
        alone=Share.among(did.get("alone", 0), counts.people) if was_tried else NO_TASK,
    )


def _count(organisation, *view):
    """Returns the people of one view: those of all patterns. Two queries."""
    named = dict(zip(("window", "path", "language"), view, strict=True))
    people, rows = patterns.people(organisation, **named), patterns.counted(organisation, **named)
    did, said = {}, {}
    for skill, answer, learned, tried, alone, *_more, count in rows:
        mine = did.setdefault(skill, dict.fromkeys(("learned", "tried", "alone"), 0))
        for name, is_so in (("learned", learned), ("tried", tried), ("alone", alone)):
            mine[name] += count if is_so else 0
        if answer:
            told = said.setdefault(skill, {"answered": 0, "yes": 0})
            told["answered"] += count
            told["yes"] += count if answer % 2 else 0
    return _Counts(people, did, said)


@dataclass(frozen=True)
class Finding:
    """The one sentence, before it has words. `kind`: nobody, few, untried, none-stuck or stuck."""

    kind: str
    title: str = ""
    row: SkillGap | None = None
    people: int | None = None


def where_people_are_stuck(matrix, titles):
    """Returns what the page says first: the skill in which most people tried and could not yet do it alone.

    `titles` is {slug: title} in the reader's language.
    """
    if matrix.is_empty:
        return Finding("nobody")
    if matrix.is_hidden:
        return Finding("few")
    row = matrix.most_stuck_first()[0]
    if not any(row.tried.count for row in matrix.rows):
        return Finding("untried", people=matrix.people)
    if not row.stuck.count:
        return Finding("none-stuck", people=matrix.people)
    return Finding("stuck", title=titles.get(row.skill, row.skill), row=row, people=matrix.people)
