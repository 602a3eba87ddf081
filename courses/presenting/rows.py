"""Courses and lessons as rows of a list: words and addresses, ready to be shown."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import steps


def minutes_text(minutes):
    """Returns how long something takes, in words."""
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}


def course_row(course, enrolment, *, request):
    """Returns a course as a row; `course` carries `lesson_count`."""
    count = course.lesson_count or 0
    state, kind = "", ""
    if enrolment is not None:
        state, kind = (_("Done"), "good") if enrolment.completed_at else (_("Started"), "sun")
    return {
        "title": course.title,
        "url": course.get_url(request),
        "summary": course.summary,
        "drawing": course.drawing,
        "count_text": ngettext("%(number)d lesson", "%(number)d lessons", count) % {"number": count},
        "state": state,
        "kind": kind,
    }


def lesson_row(number, lesson, progress, *, request, is_known=False):
    """Returns a lesson as a row of its course."""
    done = len(progress.done) if progress else 0
    is_done = bool(progress and progress.completed_at)
    state, kind = "", ""
    if is_done:
        state, kind = _("Done"), "good"
    elif done:
        state = _("%(done)d of %(of)d steps") % {"done": done, "of": len(steps.SLUGS)}
        kind = "sun"
    elif is_known:
        state, kind = _("You know this"), "plain"
    return {
        "label": f"{number}. {lesson.title}",
        "title": lesson.title,
        "number": number,
        "url": lesson.get_url(request),
        "hint": minutes_text(lesson.minutes),
        "state": state,
        "kind": kind,
        "is_done": is_done,
        "is_started": done > 0,
        "may_skip": is_done or is_known,
    }
