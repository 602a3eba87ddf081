"""Where a learner left off."""

from dataclasses import dataclass
from math import ceil

from courses import steps
from courses.pages import LessonPage
from courses.progress.models import LessonProgress


@dataclass(frozen=True)
class Resume:
    """The lesson to go on with: its title, the address of its next step, and how much is left."""

    title: str
    url: str
    done: int
    of: int
    minutes_left: int


def find(request, language):
    """Returns the lesson last worked on that is not finished, or None. Two queries."""
    mine = LessonProgress.objects.for_learner(getattr(request, "learner", None))
    last = mine.filter(completed_at__isnull=True).order_by("-enrolment__touched_at", "-pk").first()
    lesson = last and LessonPage.objects.of_key(last.lesson_key, language)
    if not lesson:
        return None
    done = len(last.done)
    return Resume(
        title=lesson.title,
        url=f"{lesson.get_url(request)}{last.next_step or ''}{'/' if last.next_step else ''}",
        done=done,
        of=len(steps.SLUGS),
        minutes_left=max(1, ceil(lesson.minutes * (len(steps.SLUGS) - done) / len(steps.SLUGS))),
    )
