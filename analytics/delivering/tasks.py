"""Celery tasks of the monthly report. Safe to run twice and at once."""

from time import monotonic

from celery import shared_task

from analytics.delivering import sending, writing
from lms.health.leases import lease

LEASE_SECONDS = 600
RESERVE_SECONDS = 120  # no e-mail is begun in the last so many seconds of the lease


@shared_task(name="analytics.delivering.tasks.send_reports")
def send_reports():
    """Writes the reports that are due and sends those that wait; returns how many left."""
    with lease("analytics.delivering", seconds=LEASE_SECONDS) as is_ours:
        if not is_ours:
            return 0
        began = monotonic()
        try:
            writing.write_due()
        finally:
            sent = sending.send_waiting(seconds=LEASE_SECONDS - RESERVE_SECONDS - (monotonic() - began))
        return sent
