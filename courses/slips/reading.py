"""What stands on a slip: its lesson and task as they are published now, its address, its counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from courses.pages import CoursePage, LessonPage
from courses.slips import actions
from lms.organisations import sites
from sandbox_portal.scenarios.models import Scenario


@dataclass(frozen=True)
class Part:
    """One of the two things on a slip: `name` is lesson or task, `label` what its button says."""

    name: str
    heading: str
    title: str
    minutes: int
    url: str
    label: str
    is_done: bool


def root_path(organisation, language):
    """Returns where an organisation's pages of one language lie in the tree, or None. Cached by Wagtail."""
    roots = Site.get_site_root_paths()
    here = (one for one in roots if one.site_id == organisation.site_id and one.language_code == language)
    return next((one.root_path for one in here), None)


def lesson_of(slip, language):
    """Returns the slip's lesson on its organisation's site, in this language where there is one; or None."""
    keyed = LessonPage.objects.live().filter(translation_key=slip.lesson_key).select_related("locale")
    for code in dict.fromkeys((language, slip.language)):
        root = root_path(slip.organisation, code)
        found = keyed.below(root).first() if root else None
        if found:
            return found
    return None


def task_of(slip):
    """Returns the slip's practice task, or None where it is not offered any more."""
    return Scenario.objects.current().open_to(slip.organisation).known_as([slip.task]).first()


def parts(slip, *, learner, language, request=None):
    """Returns the Parts that are still there, the lesson first. Six queries at most."""
    lesson, task, found = lesson_of(slip, language), task_of(slip), []
    if lesson:
        is_done = actions.has_done_lesson(learner, slip)
        address = lesson.get_url(request)
        words = (_("Learn"), lesson.title, lesson.minutes, address, _("Start the lesson"), is_done)
        found.append(Part("lesson", *words))
    if task:
        is_done = actions.has_passed(learner, slip)
        address = reverse("practice:task", args=[task.slug])
        title = task.text("title", language)
        words = (_("Practice"), title, task.minutes, address, _("Start the practice"), is_done)
        found.append(Part("task", *words))
    return found


def address_of(slip):
    """Returns the whole short address of a slip, on the organisation's own site."""
    return sites.address(slip.organisation, reverse("slip_link", args=[slip.code]))


def lesson_choices(organisation, language):
    """Returns an organisation's published lessons as choices, by course. Two queries."""
    root = root_path(organisation, language)
    if root is None:
        return []
    courses = {page.path: page.title for page in CoursePage.objects.live().below(root).order_by("path")}
    found = {path: [] for path in courses}
    for lesson in LessonPage.objects.listed().below(root):
        course = lesson.path[: -LessonPage.steplen]
        if course in found:
            found[course].append((str(lesson.translation_key), lesson.title))
    return [(courses[path], lessons) for path, lessons in found.items() if lessons]


def task_choices(organisation, language):
    """Returns the practice tasks that an organisation's learners may do as choices. One query."""
    rows = Scenario.objects.current().open_to(organisation).in_order_of(organisation)
    return [(row.slug, row.text("title", language)) for row in rows]
