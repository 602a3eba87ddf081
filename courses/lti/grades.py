"""Grades: how much of a link's content a learner has finished, kept until the platform has it."""

from django.db import transaction
from django.utils import timezone

from courses.lti import content, tasks
from courses.lti.models import Grade, Identity
from courses.pages import CoursePage
from courses.progress.models import LessonProgress

Kind = Grade.Kind


def settle(*, learner, lesson=None):
    """Brings the grades of a learner up to what they have finished: all, or those that a lesson counts for.

    One query for who came from nowhere.
    """
    rows = list(Grade.objects.for_learner(learner))
    if rows and lesson is not None:
        course = CoursePage.objects.of_lesson(lesson)
        keys = {(Kind.LESSON, lesson.translation_key), (Kind.COURSE, course.translation_key)}
        rows = [row for row in rows if (row.kind, row.key) in keys]
    for grade in rows:
        refresh(grade)


@transaction.atomic
def refresh(grade):
    """Counts a grade anew; where it has changed, it waits to be sent. Before the first lesson none is sent.

    The worker is told at the end of the transaction, so that it never sends what is undone again.
    """
    grade = Grade.objects.select_for_update(of=("self",)).filter(pk=grade.pk).first()
    if grade is None:
        return
    whose = Identity.objects.select_related("registration__organisation", "learner")
    identity = whose.get(pk=grade.identity_id)
    organisation, learner = identity.registration.organisation, identity.learner
    keys = content.counted(organisation, grade.kind, grade.key, learner.language)
    if not keys:
        return
    mine = LessonProgress.objects.for_learner(learner).completed().filter(lesson_key__in=keys)
    counts = (mine.count(), len(keys))
    is_new = counts != (grade.finished, grade.total)
    is_owed = bool(grade.line_item) and (counts[0] > 0 or grade.sent_at is not None)
    if is_owed and (is_new or not grade.waits and grade.sent_at is None):
        grade.changed_at = grade.next_try_at = timezone.now()
        grade.waits, grade.failures, grade.last_error = True, 0, ""
        transaction.on_commit(lambda: tasks.send_grades.delay(identity.registration_id), robust=True)
    grade.finished, grade.total = counts
    grade.save()


def move(*, source, target):
    """Gives a guest's place at platforms to the account that they signed in to."""
    Identity.objects.for_learner(source).update(learner=target)
    transaction.on_commit(lambda: settle(learner=target), robust=True)


@transaction.atomic
def end(*, learner, identity_id):
    """Forgets who a learner is at a platform: no grade goes there any more. Their learning stays theirs."""
    Identity.objects.for_learner(learner).filter(pk=identity_id).delete()
