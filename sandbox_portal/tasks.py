"""Celery tasks of the practice portal. Each is safe to run twice and at once."""

import logging

from celery import shared_task

from lms.health.leases import lease
from sandbox_portal import actions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 500
LEASE_SECONDS = 300


@shared_task(name="sandbox_portal.tasks.deliver_due_replies")
def deliver_due_replies():
    """Delivers what no page view did, as after a crash between a skip and its replies; returns how many.

    One practice that cannot be served is logged by its number and does not hold up the others.
    """
    delivered = 0
    with lease("sandbox_portal.deliver", seconds=LEASE_SECONDS) as is_ours:
        for practice in Practice.objects.with_due_replies()[:MOST_AT_ONCE] if is_ours else ():
            try:
                delivered += replies.deliver_due(practice=practice)
            except Exception:
                logger.exception("Replies of practice %s could not be delivered.", practice.pk)
    return delivered


@shared_task(name="sandbox_portal.tasks.delete_idle_practices")
def delete_idle_practices():
    """Deletes practices that nobody came back to, with everything typed in them; returns how many."""
    with lease("sandbox_portal.delete", seconds=LEASE_SECONDS) as is_ours:
        return actions.delete_idle(most=MOST_AT_ONCE) if is_ours else 0
