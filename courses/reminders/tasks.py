"""Celery tasks of the reminders. Safe to run twice and at once."""

from time import monotonic

from celery import shared_task

from courses.reminders import letters
from lms.health.leases import lease

LEASE_SECONDS = 300
RESERVE_SECONDS = 60  # no e-mail is begun in the last so many seconds of the lease


@shared_task(name="courses.reminders.tasks.send_reminders")
def send_reminders():
    """Writes the letters that are due and sends those that wait; returns how many left."""
    with lease("courses.reminders", seconds=LEASE_SECONDS) as is_ours:
        if not is_ours:
            return 0
        began = monotonic()
        letters.write_due()
        return letters.send_waiting(seconds=LEASE_SECONDS - RESERVE_SECONDS - (monotonic() - began))
