"""Puts home, the list of courses, a course, the glossary and the page for caregivers together."""

from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import steps
from courses.around.start import knowing
from courses.pages import CoursePage, LessonPage
from courses.presenting.rows import course_row, lesson_row
from courses.progress import resuming
from courses.progress.models import Enrolment, LessonProgress
from courses.shelf.glossary import GlossaryTerm
from lms.skills import links


def home(request, page):
    """Returns the home page's context: the doors and where the learner left off."""
    return {"resume": _resume(request)}


def course_index(request, page):
    """Returns every course with what the learner has done of it. Three queries, however many courses."""
    courses = list(CoursePage.objects.live().child_of(page).with_counts().order_by("path"))
    learner = _learner(request)
    enrolled = {row.course_key: row for row in Enrolment.objects.for_learner(learner)} if learner else {}
    return {
        "courses": [
            course_row(course, enrolled.get(course.translation_key), request=request) for course in courses
        ],
        "resume": _resume(request),
        "step_lines": list(zip(steps.TITLES.values(), [block.value for block in page.steps], strict=False)),
    }


def course(request, page):
    """Returns a course's lessons with what the learner has done of each. Three queries, however many."""
    lessons = list(LessonPage.objects.listed().child_of(page))
    learner = _learner(request)
    done = {}
    if learner:
        rows = LessonProgress.objects.for_learner(learner)
        done = {
            row.lesson_key: row
            for row in rows.filter(lesson_key__in=[one.translation_key for one in lessons])
        }
    known = knowing.keys(learner, lessons)
    rows = [
        lesson_row(
            number,
            lesson,
            done.get(lesson.translation_key),
            request=request,
            is_known=lesson.translation_key in known,
        )
        for number, lesson in enumerate(lessons, 1)
    ]
    waiting = [row for row in rows if not row["is_done"]]
    following = next((row for row in waiting if not row["may_skip"]), next(iter(waiting), None))
    return {
        "lessons": rows,
        "following": following,
        "done_count": sum(row["is_done"] for row in rows),
        "minutes": sum(lesson.minutes for lesson in lessons),
        "is_started": bool(done),
        "is_done": bool(rows) and following is None,
    }


def glossary(request, page):
    """Returns the words by first letter. One query."""
    terms = GlossaryTerm.objects.listed(
        organisation=getattr(request, "organisation", None), language=get_language()
    )
    ordered = sorted(terms, key=lambda term: term.word.casefold())
    letters = groupby(ordered, key=lambda term: term.word[:1].upper())
    return {
        "letters": [
            {
                "letter": letter,
                "terms": [
                    {"word": capfirst(term.word), "meaning": term.meaning, "key": term.key} for term in found
                ],
            }
            for letter, found in letters
        ]
    }


def caregivers(request, page):
    """Returns the lessons and practice tasks about proxy access."""
    asked = {
        "skills": ["proxy-access"],
        "organisation": getattr(request, "organisation", None),
        "language": get_language(),
    }
    learner = _learner(request)
    tasks = links.find("practice", **asked)["proxy-access"]
    return {
        "groups": [
            (_("Practice both seats"), [task for task in tasks if task.seats > 1]),
            (_("Practice one seat"), [task for task in tasks if task.seats == 1]),
        ],
        "has_tasks": bool(tasks),
        "lessons": links.find("lesson", **asked)["proxy-access"],
        "is_caregiver": bool(learner and learner.path == "caregiver")
        or request.COOKIES.get("pw_path") == "caregiver",
    }


def _learner(request):
    return None if getattr(request, "is_preview", False) else getattr(request, "learner", None)


def _resume(request):
    return resuming.find(request, get_language()) if _learner(request) else None
