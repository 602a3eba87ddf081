"""Gives a guest's courses to an account that has learned before: nothing of either is lost."""

from django.db import transaction

from courses import steps
from courses.notebook.models import NotebookEntry
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress

MOMENTS = [f"{step}_at" for step in steps.SLUGS]


@transaction.atomic
def merge(*, source, target):
    """Moves every row from one learner to the other; where both have one, the two become one."""
    _enrolments(source, target)
    _lessons(source, target)
    _answers(source, target)
    _notebook(source, target)


def _earlier(one, other):
    return min((moment for moment in (one, other) if moment), default=None)


def _enrolments(source, target):
    theirs = {row.course_key: row for row in Enrolment.objects.for_learner(target)}
    for row in Enrolment.objects.for_learner(source):
        kept = theirs.get(row.course_key)
        if kept is None:
            row.learner = target
            row.save(update_fields=["learner"])
            continue
        kept.started_at = _earlier(kept.started_at, row.started_at)
        kept.completed_at = _earlier(kept.completed_at, row.completed_at)
        kept.touched_at = max(kept.touched_at, row.touched_at)
        kept.save(update_fields=["started_at", "completed_at", "touched_at"])
        row.lessons.update(enrolment=kept)
        row.refreshers.update(enrolment=kept)
        row.delete()


def _lessons(source, target):
    theirs = {row.lesson_key: row for row in LessonProgress.objects.for_learner(target)}
    for row in LessonProgress.objects.for_learner(source):
        kept = theirs.get(row.lesson_key)
        if kept is None:
            row.learner = target
            row.save(update_fields=["learner"])
            continue
        for moment in ["started_at", *MOMENTS, "completed_at"]:
            setattr(kept, moment, _earlier(getattr(kept, moment), getattr(row, moment)))
        if kept.next_step is None and kept.completed_at is None:
            kept.completed_at = max(getattr(kept, moment) for moment in MOMENTS)
        kept.save()
        row.delete()


def _answers(source, target):
    theirs = {(row.lesson_key, row.activity_key) for row in ActivityAnswer.objects.for_learner(target)}
    for row in ActivityAnswer.objects.for_learner(source):
        if (row.lesson_key, row.activity_key) not in theirs:
            row.learner = target
            row.save(update_fields=["learner"])


def _notebook(source, target):
    theirs = {
        (row.lesson_key, row.place): row for row in NotebookEntry.objects.for_learner(target) if row.place
    }
    for row in NotebookEntry.objects.for_learner(source):
        kept = theirs.get((row.lesson_key, row.place))
        if kept is None:
            row.learner = target
            row.save(update_fields=["learner"])
        elif row.text not in kept.text:
            kept.text = f"{kept.text}\n\n{row.text}"
            kept.save(update_fields=["text"])
