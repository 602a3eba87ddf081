"""Refreshers: made when a lesson is finished, answered a question at a time, recorded once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from analytics.xapi import recorder
from courses.pages import LessonPage
from courses.progress import activities as xapi
from courses.reminders import questions
from courses.reminders.models import REFRESHER_DAYS, Refresher
from lms.people.models import Learner


class BadResponse(ValueError):
    """The answer names things that the activity does not have."""


def plan(*, enrolment, lesson):
    """Makes the refreshers of a lesson that was finished just now; none where it has no quick question."""
    if not questions.all_of(lesson):
        return
    today = timezone.localdate()
    Refresher.objects.bulk_create(
        [
            Refresher(
                learner=enrolment.learner,
                enrolment=enrolment,
                lesson_key=lesson.translation_key,
                days=days,
                due_on=today + timedelta(days=days),
            )
            for days in REFRESHER_DAYS
        ],
        ignore_conflicts=True,
    )


def due(learner, today):
    """Returns the refreshers to show a learner, the latest of each lesson. One query."""
    latest = {one.lesson_key: one for one in Refresher.objects.for_learner(learner).due(today)}
    return list(latest.values())


def titles(refreshers, language):
    """Returns [(refresher, title of its lesson)], without those whose lesson is gone. One query."""
    found = LessonPage.objects.titles({one.lesson_key for one in refreshers}, language) if refreshers else {}
    return [(one, found[one.lesson_key]) for one in refreshers if one.lesson_key in found]


@transaction.atomic
def answer(*, refresher, lesson, activity, response, language):
    """Keeps the answer to one question and returns the refresher; only first answers count.

    The last question ends the refresher: `completed` is recorded once, with the share that was right at once
    as score, from which the measure *kept* is read (docs/adr/0012). Earlier refreshers of this lesson that
    were missed are dropped. Raises BadResponse.
    """
    try:
        marked = activity.mark(response)
    except (KeyError, ValueError) as error:
        raise BadResponse(f"{activity.key}: {response}") from error
    list(Learner.objects.select_for_update(of=("self",), no_key=True).filter(pk=refresher.learner_id))
    refresher = Refresher.objects.select_related("enrolment__learner", "enrolment__organisation").get(
        pk=refresher.pk
    )
    known = refresher.responses.get(activity.key)
    was_right = known["was_right"] if known else bool(marked.is_right)
    refresher.responses[activity.key] = {"response": response, "was_right": was_right}
    asked = [one.key for one in questions.of(lesson, refresher.days)]
    is_over = not refresher.finished_at and all(key in refresher.responses for key in asked)
    if is_over:
        refresher.finished_at = timezone.now()
    refresher.save(update_fields=["responses", "finished_at"])
    if is_over:
        _finish(refresher, lesson, len(asked), language)
    return refresher


def _finish(refresher, lesson, count, language):
    mine = Refresher.objects.filter(learner=refresher.learner_id).of_lesson(refresher.lesson_key).open()
    mine.filter(days__lt=refresher.days).delete()
    _record(
        refresher,
        lesson,
        "completed",
        recorder.Activity("refresher", f"{lesson.key}/after-{refresher.days}"),
        skill=lesson.skill,
        result=recorder.Result(success=refresher.right == count, score=refresher.right / count),
        language=language,
    )


def _record(refresher, lesson, verb, activity, **more):
    enrolment = refresher.enrolment
    recorder.record(
        learner=enrolment.learner,
        organisation=enrolment.organisation,
        verb=verb,
        activity=activity,
        within=[xapi.lesson(lesson)],
        registration=enrolment.registration,
        **more,
    )


def merge(*, source, target):
    """Gives a guest's refreshers to an account; where both have the same one, the account's stays."""
    theirs = set(Refresher.objects.for_learner(target).values_list("lesson_key", "days"))
    for row in Refresher.objects.for_learner(source):
        if (row.lesson_key, row.days) not in theirs:
            row.learner = target
            row.save(update_fields=["learner"])
