"""What the insights pages show of one organisation: the page, the figure and the file share it."""

from dataclasses import dataclass

from analytics import advice, metrics
from analytics.lrs.models import InboxEntry
from lms.demo.models import DemoProgress
from lms.organisations.models import Membership, Organisation
from lms.people.models import Learner
from lms.skills.models import Skill

READERS = (Membership.Role.ANALYST, Membership.Role.ADMIN)


def may_read(user, organisation):
    """Says whether a user is an analyst or an admin of this very organisation. One query."""
    if organisation is None or not user.is_authenticated:
        return False
    return Organisation.objects.for_user(user, roles=READERS).filter(pk=organisation.pk).exists()


@dataclass(frozen=True)
class Report:
    """An organisation's matrix, for everybody or one path, with titles in the reader's language."""

    organisation: Organisation
    language: str
    path: str | None
    titles: dict
    matrix: metrics.GapMatrix

    @property
    def finding(self):
        """Returns what the page says first."""
        return metrics.where_people_are_stuck(self.matrix, self.titles)

    @property
    def things(self):
        """Returns what to do about it. Costs what the finders of lessons and tasks cost."""
        return advice.things_to_do(
            self.matrix, organisation=self.organisation, language=self.language, titles=self.titles
        )


def make(organisation, *, language, path=None):
    """Returns the report. Costs 4 queries, 7 for one path. A path that does not exist is everybody."""
    path = path if path in Learner.Path.values else None
    titles = Skill.objects.titles(language)
    return Report(organisation, language, path, titles, metrics.gap_matrix(organisation, path=path))


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
