"""What the insights pages show of one organisation: the page, the figure and the file share it."""

from dataclasses import dataclass

from django.utils import timezone

from analytics import advice, metrics
from analytics.lrs.models import InboxEntry
from lms.demo.models import DemoProgress
from lms.organisations.models import Membership, Organisation
from lms.people.models import Learner
from lms.skills import SLUGS, links
from lms.skills.models import Skill

MONTHS = (3, 12)  # the windows that the page offers beside all time
READERS = (Membership.Role.ANALYST, Membership.Role.ADMIN)


def may_read(user, organisation):
    """Says whether a user is an analyst or an admin of this very organisation. One query."""
    if organisation is None or not user.is_authenticated:
        return False
    return Organisation.objects.for_user(user, roles=READERS).filter(pk=organisation.pk).exists()


@dataclass(frozen=True)
class Report:
    """An organisation's matrix, for everybody or one path, of all time or the last months.

    `titles` ({slug: title}) and `practices` ({slug: [Link, …]}) are in the reader's language.
    """

    organisation: Organisation
    language: str
    path: str | None
    months: int | None
    titles: dict
    practices: dict
    matrix: metrics.GapMatrix

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


def make(organisation, *, language, path=None, months=None):
    """Returns the report. Costs 4 queries and the finder of tasks; 3 more for a path or months, 9 for both.

    A path or a number of months that is not offered is everybody, and all time.
    """
    path = path if path in Learner.Path.values else None
    months = int(months) if months in map(str, MONTHS) else None
    window = metrics.Window.of_last(months, today=timezone.localdate()) if months else None
    practices = links.find("practice", skills=SLUGS, organisation=organisation, language=language)
    tasks = frozenset(skill for skill, found in practices.items() if found)
    matrix = metrics.gap_matrix(organisation, window=window, path=path, tasks=tasks)
    return Report(organisation, language, path, months, Skill.objects.titles(language), practices, matrix)


@dataclass(frozen=True)
class Behind:
    """What is not counted yet: statements that wait, and the demo's work that goes on."""

    waiting: int
    demo: list

    def __bool__(self):
        return bool(self.waiting or self.demo)


def behind(organisation):
    """Returns what the figures do not hold yet. Two queries."""
    waiting = InboxEntry.objects.filter(statement__organisation=organisation).count()
    return Behind(waiting=waiting, demo=list(DemoProgress.objects.unfinished()))
