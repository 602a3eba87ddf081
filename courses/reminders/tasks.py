"""Celery tasks of the reminders. Safe to run twice and at once."""

from celery import shared_task

from courses.reminders import letters
from lms.health.leases import lease

LEASE_SECONDS = 300


@shared_task(name="courses.reminders.tasks.send_reminders")
def send_reminders():
    """Writes the letters that are due and sends those that wait; returns how many left."""
    with lease("courses.reminders", seconds=LEASE_SECONDS) as is_ours:
        if not is_ours:
            return 0
        letters.write_due()
        return letters.send_waiting()
