"""What "download my data" holds of the lessons that somebody knew already."""

from courses.around.start.models import KnownLesson
from courses.pages import LessonPage


def part(learner):
    """Returns the lessons a learner showed they know, as JSON-able data."""
    rows = list(KnownLesson.objects.for_learner(learner).order_by("known_at"))
    titles = LessonPage.objects.titles([row.lesson_key for row in rows], learner.language)
    return [{"lesson": titles.get(row.lesson_key, ""), "on": row.known_at.isoformat()} for row in rows]
