"""Celery tasks that tidy up once a day. Each is safe to run twice and at once."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from lms.health.leases import lease
from lms.people import actions, sent

BATCH = 500
MOST_BATCHES = 40
LEASE_SECONDS = 600


def _in_batches(name, work):
    """Calls `work`, which says how much it did, until it has done less than a batch; returns the sum.

    At most MOST_BATCHES a run: what is left is done the next day. Another run at the same time does nothing.
    """
    total = 0
    with lease(name, seconds=LEASE_SECONDS) as is_ours:
        for _number in range(MOST_BATCHES if is_ours else 0):
            done = work()
            total += done
            if done < BATCH:
                break
    return total


@shared_task(name="lms.people.tasks.delete_idle_guests")
def delete_idle_guests():
    """Erases guests who were not here for GUEST_DAYS days, with everything of theirs; returns how many."""
    before = timezone.now() - timedelta(days=settings.GUEST_DAYS)
    return _in_batches("people.idle_guests", lambda: actions.erase_idle_guests(before=before, most=BATCH))


@shared_task(name="lms.people.tasks.clear_expired_sessions")
def clear_expired_sessions():
    """Deletes sign-ins that have run out; returns how many."""
    return _in_batches("people.sessions", lambda: actions.clear_sessions(most=BATCH))


@shared_task(name="lms.people.tasks.forget_sent_acts")
def forget_sent_acts():
    """Deletes the keys of acts that were sent long ago; returns how many."""
    return _in_batches("people.sent_acts", lambda: sent.forget_old(most=BATCH))
