"""What happens in courses: a step is saved, an activity is answered, a practice task was passed.

Each act records its statements once, in its own transaction, whatever is clicked twice.
"""

from django.db import transaction
from django.utils import timezone

from analytics.xapi import recorder
from courses import steps
from courses.pages import CoursePage, LessonPage
from courses.progress import activities as xapi
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from courses.progress.signals import lesson_completed
from courses.reminders import refreshing

LONGEST_RESPONSE = 200  # what a statement takes


class UnknownStep(ValueError):
    """A lesson has five steps, and this is none of them."""


class BadResponse(ValueError):
    """The answer names things that the activity does not have."""


@transaction.atomic
def begin(*, learner, organisation, lesson, language=None):
    """Returns the learner's progress in a lesson, made with the enrolment at their first act."""
    course = CoursePage.objects.of_lesson(lesson)
    enrolment, is_new = Enrolment.objects.get_or_create(
        learner=learner, course_key=course.translation_key, defaults={"organisation": organisation}
    )
    if is_new:
        _record(enrolment, "initialized", xapi.course(course), language=language)
    progress, is_new = LessonProgress.objects.get_or_create(
        learner=learner, lesson_key=lesson.translation_key, defaults={"enrolment": enrolment}
    )
    if is_new:
        _record(
            enrolment,
            "initialized",
            xapi.lesson(lesson),
            skill=lesson.skill,
            within=[xapi.course(course)],
            language=language,
        )
    return progress


@transaction.atomic
def finish_step(*, learner, organisation, lesson, step, language=None):
    """Saves that a step of a lesson is done and returns the progress. Done twice, it changes nothing.

    Raises UnknownStep.
    """
    if step not in steps.SLUGS:
        raise UnknownStep(step)
    progress = begin(learner=learner, organisation=organisation, lesson=lesson, language=language)
    now = timezone.now()
    mine = LessonProgress.objects.for_learner(learner).in_lesson(lesson.translation_key)
    is_new = mine.without(step).update(**{f"{step}_at": now})
    Enrolment.objects.filter(pk=progress.enrolment_id).update(touched_at=now)
    if is_new:
        course = CoursePage.objects.of_lesson(lesson)
        enrolment = Enrolment.objects.select_related("learner", "organisation").get(pk=progress.enrolment_id)
        _record(
            enrolment,
            "progressed",
            xapi.step(lesson, step),
            skill=lesson.skill,
            within=[xapi.lesson(lesson), xapi.course(course)],
            language=language,
        )
        _complete(enrolment, lesson, course, language)
    progress.refresh_from_db()
    return progress


def _complete(enrolment, lesson, course, language):
    """Closes the lesson when its last step is done, and the course with its last lesson."""
    now = timezone.now()
    mine = LessonProgress.objects.for_learner(enrolment.learner)
    is_over = (
        mine.in_lesson(lesson.translation_key)
        .with_all_steps()
        .filter(completed_at__isnull=True)
        .update(completed_at=now)
    )
    if not is_over:
        return
    _record(
        enrolment,
        "completed",
        xapi.lesson(lesson),
        skill=lesson.skill,
        result=recorder.Result(completion=True),
        within=[xapi.course(course)],
        language=language,
    )
    refreshing.plan(enrolment=enrolment, lesson=lesson)
    lesson_completed.send(sender=LessonProgress, learner=enrolment.learner, lesson=lesson)
    wanted = set(LessonPage.objects.live().child_of(course).values_list("translation_key", flat=True))
    done = set(mine.completed().filter(lesson_key__in=wanted).values_list("lesson_key", flat=True))
    is_open = Enrolment.objects.filter(pk=enrolment.pk, completed_at__isnull=True)
    if wanted <= done and is_open.update(completed_at=now):
        _record(
            enrolment,
            "completed",
            xapi.course(course),
            result=recorder.Result(completion=True),
            language=language,
        )


@transaction.atomic
def answer(*, learner, organisation, lesson, activity, response, language=None):
    """Keeps the answer to an activity and returns (ActivityAnswer, Marked); the same again counts once.

    Raises BadResponse for keys that the activity does not have.
    """
    try:
        marked = activity.mark(response)
    except (KeyError, ValueError) as error:
        raise BadResponse(f"{activity.key}: {response}") from error
    progress = begin(learner=learner, organisation=organisation, lesson=lesson, language=language)
    given, is_new = ActivityAnswer.objects.select_for_update().get_or_create(
        learner=learner,
        lesson_key=lesson.translation_key,
        activity_key=activity.key,
        defaults={"response": response, "is_right": marked.is_right},
    )
    if not is_new:
        if given.response == response:
            return given, marked
        given.response, given.is_right = response, marked.is_right
        given.tries += 1
        given.answered_at = timezone.now()
        given.save(update_fields=["response", "is_right", "tries", "answered_at"])
    enrolment = Enrolment.objects.select_related("learner", "organisation").get(pk=progress.enrolment_id)
    _record(
        enrolment,
        "answered",
        xapi.question(lesson, activity),
        skill=activity.skill or lesson.skill,
        result=recorder.Result(
            success=marked.is_right, score=marked.score, response=_short(response), tries=given.tries
        ),
        within=[xapi.lesson(lesson)],
        language=language,
    )
    return given, marked


def _short(response):
    """Returns a response as a statement takes it, or None where it is too long for one."""
    response = response.replace("--", "-in-")
    return response if len(response) <= LONGEST_RESPONSE else None


def task_passed(*, learner, scenario, language=None):
    """Marks the Try step done in every lesson the learner has begun that sends people to this task.

    Returns how many lessons that were. Costs a few queries for each lesson whose Try step is open.
    """
    marked = 0
    waiting = (
        LessonProgress.objects.for_learner(learner).without("try").select_related("enrolment__organisation")
    )
    for progress in waiting:
        lesson = LessonPage.objects.of_key(progress.lesson_key, language or learner.language)
        if lesson is not None and scenario in lesson.scenario_slugs():
            finish_step(
                learner=learner,
                organisation=progress.enrolment.organisation,
                lesson=lesson,
                step="try",
                language=language,
            )
            marked += 1
    return marked


def _record(enrolment, verb, activity, **more):
    recorder.record(
        learner=enrolment.learner,
        organisation=enrolment.organisation,
        verb=verb,
        activity=activity,
        registration=enrolment.registration,
        **more,
    )
