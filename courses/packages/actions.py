"""What a learner does with a package: opens it, gets on in it, finishes it; all recorded."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from analytics.xapi import recorder
from courses.packages import values as data
from courses.packages.models import Attempt, Package
from courses.pages import LessonPage
from courses.progress import actions as progress
from courses.progress import activities as xapi
from courses.progress.models import Enrolment, LessonProgress


@transaction.atomic
def begin(*, learner, organisation, lesson, package, language=None):
    """Returns the learner's Attempt at a package of a lesson, made at their first opening."""
    begun = progress.begin(learner=learner, organisation=organisation, lesson=lesson, language=language)
    attempt, is_new = Attempt.objects.get_or_create(
        learner=learner, package=package, lesson_key=lesson.translation_key
    )
    if is_new and package.kind != Package.Kind.CMI5:  # that one says itself when it begins
        record(attempt, Place(lesson, begun.enrolment), "initialized", language=language)
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
    here = place_of(attempt, language)
    if here is None or attempt.package.kind == Package.Kind.CMI5:  # whose words are recorded as they come
        return attempt
    more = {"language": language, "success": attempt.is_passed, "score": attempt.score}
    if attempt.is_done and not was_done:
        record(attempt, here, "completed", completion=True, **more)
    if attempt.is_passed is not None and attempt.is_passed != was_passed:
        record(attempt, here, "passed" if attempt.is_passed else "failed", **more)
    return attempt


@dataclass(frozen=True)
class Place:
    """The lesson in which a package is played, and the learner's enrolment in its course."""

    lesson: LessonPage
    enrolment: Enrolment


def place_of(attempt, language=None):
    """Returns the Place of an attempt; None where the lesson is gone. Two queries."""
    lesson = LessonPage.objects.of_key(attempt.lesson_key, language or attempt.learner.language)
    begun = LessonProgress.objects.for_learner(attempt.learner).in_lesson(attempt.lesson_key)
    begun = begun.select_related("enrolment__organisation").first()
    return Place(lesson, begun.enrolment) if lesson and begun else None


def record(attempt, here, verb, *, activity=None, language=None, **result):
    """Records what the learner did with a package, or with the `activity` that is given in its place."""
    package, lesson = attempt.package, here.lesson
    title = {lesson.locale.language_code: package.title}
    recorder.record(
        learner=attempt.learner,
        organisation=here.enrolment.organisation,
        verb=verb,
        activity=activity or recorder.Activity("package", f"{lesson.key}/{package.key}", title),
        skill=lesson.skill,
        result=recorder.Result(**result) if result else None,
        within=[xapi.lesson(lesson)],
        registration=here.enrolment.registration,
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
