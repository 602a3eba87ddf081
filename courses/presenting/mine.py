"""Puts a learner's own page together."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.report import READERS
from courses.notebook.models import NotebookEntry
from courses.pages import CoursePage, LessonPage
from courses.presenting.rows import course_row
from courses.progress import resuming
from courses.progress.models import Enrolment
from courses.reminders import choosing
from courses.reminders import showing as reminders
from lms.organisations import places, roles
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from self_check.forms import ReplyForm
from self_check.models import FollowUp, PlanStep, Sitting

SHOWN_STEPS = 3


def page(request):
    """Returns where to go on, courses, plan, practice, notebook and the last check. Bounded queries."""
    learner, language = request.learner, get_language()
    shown = {
        "is_guest": learner is None or learner.is_guest,
        "has_begun": learner is not None,
        "learn_url": places.below(f"/{language}/learn/"),
        "work": _work(request),
    }
    if learner is None:
        return shown
    is_quiet = choosing.wants_none(learner)
    due = [] if is_quiet else FollowUp.objects.for_learner(learner).due(timezone.localdate())
    courses = _courses(request, learner, language)
    return shown | {
        "has_certificates": any(course["kind"] == "good" for course in courses),
        "refreshers": [] if is_quiet else reminders.cards(learner, language),
        "resume": resuming.find(request, language),
        "courses": courses,
        "questions": [{"follow_up": one, "form": ReplyForm(auto_id=f"id_{one.pk}_%s")} for one in due],
        "plan": list(PlanStep.objects.for_learner(learner)[:SHOWN_STEPS]),
        "tasks": _tasks(learner, language),
        "check": Sitting.objects.for_learner(learner).finished().first(),
        "note_count": NotebookEntry.objects.for_learner(learner).count(),
    }


def notebook_rows(learner):
    """Returns the entries of a learner's notebook, each with the title of its lesson. Two queries."""
    entries = list(NotebookEntry.objects.for_learner(learner).latest_first())
    keys = {entry.lesson_key for entry in entries if entry.lesson_key}
    titles = LessonPage.objects.titles(keys, get_language())
    return [{"entry": entry, "lesson": titles.get(entry.lesson_key, "")} for entry in entries]


def _work(request):
    """Returns where somebody who works for the organisation does that: the gap report, the authors' desk."""
    if not (request.user.is_authenticated and request.organisation):
        return []
    held = roles.held_by(request.user).get(request.organisation.pk, set())
    places = [
        (_("Where your people are stuck"), "insights:overview", set(READERS)),
        (_("Write and publish lessons"), "wagtailadmin_home", roles.at_the_desk()),
        (_("Lead classes"), "wagtailadmin_home", {roles.Role.LEADER}),
    ]
    return [{"label": label, "url": reverse(name)} for label, name, asked in places if held & asked]


def _courses(request, learner, language):
    enrolled = {row.course_key: row for row in Enrolment.objects.for_learner(learner).latest_first()}
    if not enrolled:
        return []
    pages = CoursePage.objects.live().with_counts().filter(translation_key__in=enrolled)
    by_key = {}
    for page in pages.select_related("locale"):
        if page.translation_key not in by_key or page.locale.language_code == language:
            by_key[page.translation_key] = page
    return [course_row(by_key[key], row, request=request) for key, row in enrolled.items() if key in by_key]


def _tasks(learner, language):
    states = ScenarioRun.objects.for_learner(learner).states_by_name()
    tasks = Scenario.objects.current().seen_by(learner.organisation_id).known_as(states) if states else ()
    by_name = {task.known_as: task for task in tasks}
    return [
        {
            "label": by_name[name].text("title", language),
            "url": reverse("practice:task", args=[name]),
            "is_passed": "passed" in found,
            "is_alone": "alone" in found,
        }
        for name, found in states.items()
        if name in by_name
    ]
