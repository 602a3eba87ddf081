"""Leaving a step with something to keep: words for the notebook, a step for the plan."""

from django.db import transaction

from courses.notebook import actions as notebook
from courses.progress import actions as progress
from self_check import plan


@transaction.atomic
def keep_words(*, learner, organisation, lesson, step, prompt, text, language=None):
    """Keeps the learner's words in their notebook, marks the step done and returns the progress."""
    notebook.keep(learner=learner, lesson_key=lesson.translation_key, place=step, prompt=prompt, text=text)
    return progress.finish_step(
        learner=learner, organisation=organisation, lesson=lesson, step=step, language=language
    )


@transaction.atomic
def keep_plan(*, learner, organisation, lesson, when_text, will_text, form_key, language=None):
    """Adds a step to the learner's plan, marks the Plan step done and returns the progress."""
    plan.add_step(
        learner=learner,
        organisation=organisation,
        when_text=when_text,
        will_text=will_text,
        skill=lesson.skill,
        source="lesson",
        source_key=lesson.key,
        form_key=form_key,
    )
    return progress.finish_step(
        learner=learner, organisation=organisation, lesson=lesson, step="plan", language=language
    )


@transaction.atomic
def reflect_in_activity(*, learner, organisation, lesson, activity, text, language=None):
    """Keeps what was written for a reflection inside a step, and returns the progress."""
    notebook.keep(
        learner=learner,
        lesson_key=lesson.translation_key,
        place=activity.key,
        prompt=activity.prompt,
        text=text,
    )
    return progress.begin(learner=learner, organisation=organisation, lesson=lesson, language=language)
