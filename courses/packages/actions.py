"""What a learner does with a package: opens it, gets on in it, finishes it; all recorded."""

from django.db import transaction
from django.utils import timezone

from analytics.xapi import recorder
from courses.packages import values as data
from courses.packages.models import Attempt
from courses.pages import LessonPage
from courses.progress import actions as progress
from courses.progress import activities as xapi
from courses.progress.models import LessonProgress


@transaction.atomic
def begin(*, learner, organisation, lesson, package, language=None):
    """Returns the learner's Attempt at a package of a lesson, made at their first opening."""
    begun = progress.begin(learner=learner, organisation=organisation, lesson=lesson, language=language)
    attempt, is_new = Attempt.objects.get_or_create(
        learner=learner, package=package, lesson_key=lesson.translation_key
    )
    if is_new:
        _record(attempt, begun.enrolment, lesson, "initialized", language=language)
    return attempt


@transaction.atomic
def keep(*, attempt, said, language=None):
    """Keeps what a package set; returns (Attempt, [element] not taken). The same again changes nothing.

    What it finishes is recorded once, and each change between passed and failed.
    """
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("package", "learner")
    attempt = rows.get(pk=attempt.pk)
    package = attempt.package
    good, refused = data.taken(package.kind, said)
    attempt.values = attempt.values | good
    return _judged(attempt, data.outcome(package.kind, attempt.values, package.facts), language), refused


def _judged(attempt, outcome, language):
    is_done, is_passed, score = outcome
    was_done, was_passed = attempt.is_done, attempt.is_passed
    attempt.is_done = was_done or is_done  # finished once is finished: opening it again takes nothing away
    attempt.is_passed = was_passed if is_passed is None else is_passed
    attempt.score = attempt.score if score is None else score
    attempt.touched_at = timezone.now()
    attempt.save()
    lesson = LessonPage.objects.of_key(attempt.lesson_key, language or attempt.learner.language)
    begun = LessonProgress.objects.for_learner(attempt.learner).in_lesson(attempt.lesson_key)
    begun = begun.select_related("enrolment__organisation").first()
    if lesson is None or begun is None:
        return attempt
    enrolment = begun.enrolment
    more = {"language": language, "success": attempt.is_passed, "score": attempt.score}
    if attempt.is_done and not was_done:
        _record(attempt, enrolment, lesson, "completed", completion=True, **more)
    if attempt.is_passed is not None and attempt.is_passed != was_passed:
        _record(attempt, enrolment, lesson, "passed" if attempt.is_passed else "failed", **more)
    return attempt


def _record(attempt, enrolment, lesson, verb, *, language=None, **result):
    package = attempt.package
    recorder.record(
        learner=attempt.learner,
        organisation=enrolment.organisation,
        verb=verb,
        activity=recorder.Activity(
            "package",
            f"{lesson.key}/{package.key}",
            {lesson.locale.language_code: package.title},
        ),
        skill=lesson.skill,
        result=recorder.Result(**result) if result else None,
        within=[xapi.lesson(lesson)],
        registration=enrolment.registration,
        language=language,
    )


@transaction.atomic
def merge(*, source, target):
    """Gives a guest's attempts to the account; where both have one, the one further on stays."""
    theirs = {(row.package_id, row.lesson_key): row for row in Attempt.objects.for_learner(target)}
    for row in Attempt.objects.for_learner(source):
        kept = theirs.get((row.package_id, row.lesson_key))
        if kept is None:
            row.learner = target
            row.save(update_fields=["learner"])
        elif _rank(row) > _rank(kept):
            kept.values, kept.touched_at = row.values, row.touched_at
            kept.is_done, kept.is_passed, kept.score = row.is_done, row.is_passed, row.score
            kept.save()


def _rank(row):
    return (row.is_done, bool(row.is_passed), row.score or 0, row.touched_at)
