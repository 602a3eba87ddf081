"""Practice tasks as a lesson shows them."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language

from lms.organisations.walls import scope
from lms.site import kept
from sandbox_portal.scenarios.models import Scenario, ScenarioRun

_offered = kept.Keeper(most=500)


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
    One query, none where there is nothing to look for, or where nobody's are asked for again.
    """
    if not slugs:
        return {}
    key = (organisation.pk if organisation else None, language, tuple(sorted(slugs)))
    rows = Scenario.objects.current().open_to(organisation).known_as(slugs)
    if not learner:
        return dict(_offered.under(key, lambda: _tasks(rows, slugs, language)))
    found = _tasks(rows.annotate(is_passed=_is_passed(learner)), slugs, language)
    _offered.under(key, lambda: {slug: replace(task, is_passed=False) for slug, task in found.items()})
    return found


def _tasks(rows, slugs, language):
    return {
        (row.replaces if row.replaces in slugs else row.slug): Task(
            slug=row.slug,
            title=row.text("title", language),
            intro=row.text("goal", language),
            minutes=row.minutes,
            is_passed=getattr(row, "is_passed", False),
        )
        for row in rows
    }


def passed(slugs, *, learner_pk):
    """Returns which of the tasks, by the slugs of their own, a learner has passed, as a set. One query."""
    found = Scenario.objects.current().filter(slug__in=slugs)
    return set(found.filter(_is_passed(learner_pk)).values_list("slug", flat=True))


def _is_passed(learner):
    """Whether a learner (or the primary key of one) has passed a task, under whichever of its names."""
    done = ScenarioRun.objects.for_learner(learner).filter(state=ScenarioRun.State.PASSED)
    return Exists(
        done.filter(
            Q(scenario__slug__in=[OuterRef("slug"), OuterRef("replaces")])
            | Q(scenario__replaces=OuterRef("slug"))
        )
    )


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
