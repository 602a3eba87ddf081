"""Celery tasks of classes. Each is safe to run twice and at once."""

from celery import shared_task

from lms.classes import actions
from lms.health.leases import lease

LEASE_SECONDS = 600


@shared_task(name="lms.classes.tasks.end_classes")
def end_classes():
    """Ends the classes whose last day has passed, so that their names go; returns how many."""
    with lease("classes.end", seconds=LEASE_SECONDS) as is_ours:
        return actions.end_what_is_over() if is_ours else 0
