"""Celery tasks around the lessons."""

from celery import shared_task

from courses.around.asking import actions


@shared_task(name="courses.around.tasks.forget_old_questions")
def forget_old_questions():
    """Deletes visitors' questions that are 180 days old; returns how many."""
    return actions.forget_old()
