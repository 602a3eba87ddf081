"""The only definition of the measures and gaps. In words: docs/adr/0012-measures.md.

Every screen, table, figure and file shows a `GapMatrix` made here, so that all give the same numbers.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from analytics.metrics import kept
from analytics.models import Presence, Standing
from lms.skills import SLUGS

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


@dataclass(frozen=True)
class Share:
    """How many of a group did something; None where the group is too small to show, or nothing is there."""

    count: int | None
    of: int | None
    has_no_task: bool = False  # there is no practice task that anybody could have tried

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


def gap_matrix(organisation, *, window=None, path=None, language=None, tasks=frozenset(SLUGS)):
    """Returns the organisation's GapMatrix: of the whole time and all paths unless told.

    `tasks` are the skills with a practice task: where there is none, "nobody tried" would blame people.

    A view of some people is hidden where those left out of it are a group under SMALLEST_GROUP, since the
    difference between two views would show them. Costs 3 queries, and 3 more for each wider view it is held
    against (one for a window, a path or a language, three for two of them).
    """
    view = (window, path, language)
    counts = _count(organisation, *view)
    wider_views = {
        (one, two, three) for one in {None, window} for two in {None, path} for three in {None, language}
    } - {view}
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
        says=Share.among(said.get("yes", 0), answered) if is_told else HIDDEN,
        learned=Share.among(did.get("learned", 0), counts.people),
        tried=Share.among(did.get("tried", 0), counts.people) if was_tried else NO_TASK,
        alone=Share.among(did.get("alone", 0), counts.people) if was_tried else NO_TASK,
    )


def is_cut(view) -> bool:
    """Says whether a view, as {name: value or None}, leaves anybody out."""
    return any(value is not None for value in view.values())


def presences(organisation, window=None, path=None, language=None, members=None):
    """Returns the presences of one view; who told several paths or languages counts by the last one.

    `members` are the only accounts that count: the Members of a class.
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


def _count(organisation, *view):
    """Counts the people of one view. Three queries, one where the figure is kept."""

    def count():
        window, seen = view[0], presences(organisation, *view)
        standings = rows_of(Standing, organisation, *view)
        people = seen.aggregate(people=Count("actor_name", distinct=True))["people"]
        return [people, _did(standings), _said(organisation, standings, window)]

    return _Counts(*kept.figure(organisation, "counts", view, count))


def _did(standings):
    """Returns {skill: how many people learned, tried, did it alone}."""
    rows = standings.values("skill").annotate(
        learned=Count("actor_name", distinct=True, filter=Q(is_learned=True)),
        tried=Count("actor_name", distinct=True, filter=Q(is_tried=True)),
        alone=Count("actor_name", distinct=True, filter=Q(is_alone=True)),
    )
    return {row["skill"]: row for row in rows}


def _said(organisation, standings, window):
    """Returns {skill: how many people answered, and how many of them with yes}, by their latest answer."""
    later = Standing.objects.for_organisation(organisation).within(window)
    later = later.filter(
        actor_name=OuterRef("actor_name"), skill=OuterRef("skill"), says_at__gt=OuterRef("says_at")
    )
    rows = (
        standings.filter(~Exists(later), says__isnull=False)
        .values("skill")
        .annotate(answered=Count("actor_name"), yes=Count("actor_name", filter=Q(says__gte=SAYS_YES_FROM)))
    )
    return {row["skill"]: row for row in rows}


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
