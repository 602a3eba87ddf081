"""Courses, lessons, steps and questions as xAPI activities."""

from analytics.xapi.recorder import Activity


def _name(page):
    return {page.locale.language_code: page.title}


def course(page):
    """Returns a course."""
    return Activity("course", page.key, _name(page))


def lesson(page):
    """Returns a lesson."""
    return Activity("lesson", page.key, _name(page))


def step(page, slug):
    """Returns one of a lesson's five steps."""
    return Activity("lesson-step", f"{page.key}/{slug}")


def question(page, activity):
    """Returns a question inside a lesson."""
    return Activity("question", f"{page.key}/{activity.key}", {page.locale.language_code: activity.prompt})
