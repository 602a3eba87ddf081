"""Celery tasks of slips."""

from celery import shared_task

from courses.slips import actions


@shared_task(name="courses.slips.tasks.forget_openings")
def forget_openings():
    """Forgets who opened a slip 90 days ago and keeps the count; returns how many. Safe to run twice."""
    return actions.forget_old()
