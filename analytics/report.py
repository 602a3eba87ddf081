"""What the insights pages show of one organisation: the page, the figure and the file share it."""

import json
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone

from analytics import advice, keeping, metrics
from analytics.lrs.keys import activity_key
from analytics.lrs.models import ActivityDefinition, InboxEntry
from analytics.metrics.guard import EVERYBODY, Cut, answers, cuts
from lms.demo.models import DemoProgress
from lms.organisations.models import Membership, Organisation
from lms.people.models import Learner
from lms.skills import SLUGS, links
from lms.skills.models import Skill
from lms.spreadsheets import printable

MONTHS = (3, 12)  # the windows that the page offers beside all time
READERS = (Membership.Role.ANALYST, Membership.Role.ADMIN)


def may_read(user, organisation):
    """Says whether a user is an analyst or an admin of this very organisation. One query."""
    if organisation is None or not user.is_authenticated:
        return False
    return Organisation.objects.for_user(user, roles=READERS).filter(pk=organisation.pk).exists()


@dataclass(frozen=True)
class Report:
    """An organisation's matrix, for everybody of all time, for one path or language, or of the last months.

    `titles` ({slug: title}) and `practices` ({slug: [Link, …]}) are in the reader's language.
    """

    organisation: Organisation
    language: str
    path: str | None
    months: int | None
    tongue: str | None
    titles: dict
    practices: dict
    matrix: metrics.GapMatrix
    view: dict  # window, path and language, as the measures take them
    tells_says: frozenset  # the skills of which it may be shown what people say

    @property
    def cut(self):
        """Returns the cut that the filter is."""
        return _cut(self.path, self.months, self.tongue)

    @property
    def finding(self):
        """Returns what the page says first."""
        return metrics.where_people_are_stuck(self.matrix, self.titles)

    @property
    def things(self):
        """Returns what to do about it. Costs what the finder of lessons costs."""
        return advice.things_to_do(
            self.matrix,
            organisation=self.organisation,
            language=self.language,
            titles=self.titles,
            practices=self.practices,
        )


def make(organisation, *, language, path=None, months=None, tongue=None, audit=None):
    """Returns the report. Costs 4 queries and the finder of tasks, one more for a cut.

    `audit` is what `guard.cuts` found of today, where that is known already.

    One cut at a time (docs/adr/0163): a path goes before months, both before `tongue`, the language in which
    people learn. What is not offered is everybody, and all time. A cut that would show a few people together
    with the other cuts is hidden.
    """
    keeping.open_for(organisation)
    path = path if path in Learner.Path.values else None
    months = int(months) if months in map(str, MONTHS) and not path else None
    tongue = tongue if tongue in dict(settings.LANGUAGES) and not path and not months else None
    today = timezone.localdate()
    window = metrics.Window.of_last(months, today=today) if months else None
    practices = links.find("practice", skills=SLUGS, organisation=organisation, language=language)
    tasks = having(practices)
    view = {"window": window, "path": path, "language": tongue}
    matrix = metrics.gap_matrix(organisation, **view, tasks=tasks, is_audited=True)
    chosen = _cut(path, months, tongue)
    if not matrix.is_empty and chosen not in (audit or cuts(organisation, today=today))[1]:
        matrix = metrics.GapMatrix.hidden()
    told = frozenset(SLUGS)
    if chosen != EVERYBODY and matrix.people:
        shown = answers(organisation, today=today)
        told = frozenset(skill for skill in SLUGS if chosen in shown[skill])
        matrix = _without_answers(matrix, told)
    titles = Skill.objects.titles(language)
    return Report(organisation, language, path, months, tongue, titles, practices, matrix, view, told)


def having(practices) -> frozenset:
    """Returns the skills that have a practice task; `practices` are as the finder of tasks gives them."""
    return frozenset(skill for skill, found in practices.items() if found)


def _without_answers(matrix, told):
    rows = (row if row.skill in told else replace(row, says=metrics.HELD) for row in matrix.rows)
    return replace(matrix, rows=tuple(rows))


def _cut(path, months, tongue):
    if path:
        return Cut("path", path)
    if months:
        return Cut("months", str(months))
    return Cut("language", tongue) if tongue else EVERYBODY


def activity_titles(organisation, language):
    """Returns a function from activities' addresses to {address: title in the language}. One query a call."""

    def titles(addresses):
        keys = {activity_key(organisation.pk, address): address for address in addresses}
        known = ActivityDefinition.objects.filter(key__in=keys).values_list("iri", "definition")
        found = {}
        for address, definition in known:
            names = json.loads(definition).get("name") or {}
            found[address] = names.get(language) or names.get("en") or address.rsplit("/", 1)[-1]
            found[address] = printable(found[address])
        return {address: found.get(address, address.rsplit("/", 1)[-1]) for address in addresses}

    return titles


@dataclass(frozen=True)
class Behind:
    """What is not counted yet: statements that wait, and the demo's work that goes on."""

    waiting: int
    demo: list

    def __bool__(self):
        return bool(self.waiting or self.demo)


def behind(organisation):
    """Returns what the figures do not hold yet. Two queries."""
    waiting = InboxEntry.objects.filter(organisation=organisation).count()
    return Behind(waiting=waiting, demo=list(DemoProgress.objects.unfinished()))
