"""One skill, person by person counted: six measures, the gap between each pair, confidence against skill.

Everything here comes from one table: how many people show each pattern of a skill. So two measures of one gap
are always about the same people.
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from analytics.metrics import patterns, views
from analytics.metrics.gaps import HELD, NO_TASK, Share
from analytics.metrics.views import SMALLEST_GROUP
from lms.skills import SLUGS

MEASURES = ("says", "learned", "tried", "alone", "kept", "done")


class Pattern(NamedTuple):
    """What one person showed of a skill. `says` and `kept` are None where the person was not asked."""

    says: bool | None = None
    learned: bool = False
    tried: bool = False
    alone: bool = False
    planned: bool = False
    done: bool = False
    kept: bool | None = None


@dataclass(frozen=True)
class Gap:
    """How many points one measure lies above another, among the `of` people who have both; hidden as None."""

    points: int | None
    of: int | None
    has_no_task: bool = False
    is_held: bool = False  # by an audit, as a Share


@dataclass(frozen=True)
class SkillFigures:
    """The people of one view by their pattern of one skill; `wider` are everybody's, to hold it against.

    Without `has_task` nobody could try one.
    """

    skill: str
    patterns: Counter
    wider: Counter | None = None
    has_task: bool = True

    def share(self, name: str) -> Share:
        """Returns one of the MEASURES, or "planned", of those who could show it."""
        if self._lacks_task(name):
            return NO_TASK
        return self._share(lambda one: getattr(one, name) is not None, lambda one: getattr(one, name))

    def gap(self, one: str, other: str) -> Gap:
        """Returns how far the one lies above the other, in whole points, among those who have both."""
        if self._lacks_task(one) or self._lacks_task(other):
            return Gap(None, None, has_no_task=True)
        both = self._share(lambda each: _has(each, one, other), lambda each: getattr(each, one))
        more = self._share(lambda each: _has(each, one, other), lambda each: getattr(each, other))
        if both.is_hidden or more.is_hidden:
            return Gap(None, None, is_held=both.is_held or more.is_held)
        return Gap(round(100 * (both.count - more.count) / both.of), both.of)

    @property
    def over_rating(self) -> Share:
        """Of those who answered and tried: who says yes and could not do it alone."""
        return self._share(_is_rated, lambda one: one.says and not one.alone)

    @property
    def under_rating(self) -> Share:
        """Of those who answered and tried: who says no and could do it alone."""
        return self._share(_is_rated, lambda one: not one.says and one.alone)

    def _lacks_task(self, name):
        if self.has_task or name not in ("tried", "alone"):
            return False
        return not _people(self.patterns, lambda one: one.tried or one.alone)

    def _share(self, is_in, is_yes) -> Share:
        of = _people(self.patterns, is_in)
        if self.wider is not None and 0 < _people(self.wider, is_in) - of < SMALLEST_GROUP:
            return HELD
        return Share.among(_people(self.patterns, lambda one: is_in(one) and is_yes(one)), of)


def _has(pattern, *names):
    return all(getattr(pattern, name) is not None for name in names)


def _is_rated(pattern):
    return pattern.says is not None and pattern.tried


def _people(patterns, wanted):
    return sum(people for pattern, people in patterns.items() if wanted(pattern))


def skill_figures(organisation, *, tasks=frozenset(SLUGS), **view) -> dict[str, SkillFigures]:
    """Returns {skill: SkillFigures} of a view (window, path, language). Two queries, four for a cut.

    `tasks` are the skills with a practice task, as in `gap_matrix`.
    """
    mine = _patterns(organisation, **view)
    wider = _patterns(organisation) if views.is_cut(view) else {}
    return {skill: SkillFigures(skill, mine[skill], wider.get(skill), skill in tasks) for skill in SLUGS}


def of_cut(organisation, *, people=None, tasks=frozenset(SLUGS), **view) -> dict[str, SkillFigures]:
    """Returns {skill: SkillFigures} of an audited cut. Two queries, one where the audit has told its people.

    Only for measures of everybody in it, or whose own people were audited (guard.answers): nothing is held
    against wider views here.
    """
    mine = _patterns(organisation, people, **view)
    return {skill: SkillFigures(skill, mine[skill], has_task=skill in tasks) for skill in SLUGS}


def _patterns(organisation, people=None, **view):
    people = patterns.people(organisation, **view) if people is None else people
    found = {skill: Counter() for skill in SLUGS}
    for row in patterns.counted(organisation, **view):
        skill, said, *flags, kept_of, kept_right, count = row
        knows = bool(kept_right * 3 >= kept_of * 2) if kept_of else None
        pattern = Pattern(bool(said % 2) if said else None, *map(bool, flags), knows)
        if skill in found:
            found[skill][pattern] += count
    for mine in found.values():
        mine[Pattern()] += people - sum(mine.values())
    return found
