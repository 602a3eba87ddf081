"""Practice tasks as a lesson shows them."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language

from lms.organisations.walls import scope
from sandbox_portal.scenarios.models import Scenario, ScenarioRun


@dataclass(frozen=True)
class Task:
    """A practice task: what it is about, where it starts, and whether the learner has passed it."""

    slug: str
    title: str
    intro: str
    minutes: int
    is_passed: bool

    def introduced(self, intro):
        """Returns the task with a lesson's own first lines."""
        return replace(self, intro=intro) if intro else self

    def url_from(self, lesson_url):
        """Returns the address that starts the task and leads back to the lesson."""
        return f"{reverse('practice:task', args=[self.slug])}?{urlencode({'lesson': lesson_url})}"


def find(slugs, *, learner, language, organisation=None):
    """Returns {slug: Task} of the tasks on offer: the library's, and the organisation's own.

    One that the organisation has adapted stands under the library's name as well.
    One query, none where there is nothing to look for.
    """
    if not slugs:
        return {}
    done = ScenarioRun.objects.for_learner(learner).filter(state=ScenarioRun.State.PASSED)
    passed = done.filter(
        Q(scenario__slug__in=[OuterRef("slug"), OuterRef("replaces")])
        | Q(scenario__replaces=OuterRef("slug"))
    )
    found = Scenario.objects.current().open_to(organisation).known_as(slugs)
    found = found.annotate(is_passed=Exists(passed)) if learner else found
    return {
        (row.replaces if row.replaces in slugs else row.slug): Task(
            slug=row.slug,
            title=row.text("title", language),
            intro=row.text("goal", language),
            minutes=row.minutes,
            is_passed=getattr(row, "is_passed", False),
        )
        for row in found
    }


def choices():
    """Returns the tasks on offer as choices for authors: the library's, then their own organisation's.

    At an organisation's desk that is what it has published itself; the house's staff sees the library only.
    """
    language, desk = get_language(), scope.current()
    own = desk.organisation_id if desk else None
    found = (
        Scenario.objects.current()
        .open_to(own)
        .order_by(F("organisation").asc(nulls_first=True), "order", "slug")
    )
    return [(row.slug, row.text("title", language)) for row in found]
