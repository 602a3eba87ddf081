"""Celery tasks of the roll-ups; those of forwarding are found through here."""

import logging
from contextlib import contextmanager

from celery import shared_task
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from analytics import all_figures, keeping, leaving, rollups
from analytics.lrs import partitions
from analytics.lrs.forwarding.tasks import forward, forward_what_waits
from lms.health.leases import lease

__all__ = [
    "fold_new_statements",
    "fold_soon",
    "forward",
    "forward_what_waits",
    "keep_counts_of_closed",
    "make_partitions",
    "renew_figures",
]

logger = logging.getLogger(__name__)

SECONDS_A_RUN = 20
_QUEUED = "analytics.fold-queued"
# Statements within this time of one another wake one worker; the beat finds whatever slips through.
_QUIET_SECONDS = 3
# A queue that is down keeps whoever asks it waiting; for this long nobody in this process asks again.
_DOWN_SECONDS = 60
_LONGEST_RENEWAL = 1500  # RabbitMQ takes a task back after half an hour


@shared_task(
    name="analytics.tasks.fold_new_statements",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
)
def fold_new_statements():
    """Counts waiting statements for at most 20 seconds and queues itself again while some are left.

    Safe to run twice and at once: each statement is claimed by one worker. Where the database cannot skip
    rows that another worker holds, one run at a time is enough, so a second one goes away.
    """
    with _turn() as is_ours:
        if not is_ours:
            return
        rollups.fold_for(SECONDS_A_RUN)
        is_work_left = rollups.waiting() > 0
    if is_work_left:
        fold_new_statements.delay()


def fold_soon():
    """Has a worker count new statements once the present transaction is committed.

    A queue that is down never fails the caller: the inbox says what is to do, and the beat asks again.
    """
    transaction.on_commit(_enqueue, robust=True)


def _enqueue():
    if not cache.add(_QUEUED, 1, timeout=_QUIET_SECONDS):
        return
    try:
        fold_new_statements.apply_async(retry=False)
    except Exception as error:  # each transport has errors of its own
        cache.set(_QUEUED, 1, timeout=_DOWN_SECONDS)
        logger.warning(
            "The queue does not answer (%s); statements wait for the scheduler.", type(error).__name__
        )


@shared_task(
    name="analytics.tasks.make_partitions",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
)
def make_partitions():
    """Makes the months ahead on PostgreSQL and drops those that retention has emptied; harmless twice."""
    now = timezone.now()
    partitions.ensure(now=now)
    partitions.drop_empty(before=partitions.first_of_month(now))


@shared_task(name="analytics.tasks.keep_counts_of_closed")
def keep_counts_of_closed():
    """Deletes the statements of organisations closed 30 days ago, which are counted; returns how many."""
    with lease("analytics.closed", seconds=600) as is_ours:
        return leaving.keep_counts_only() if is_ours else 0


@shared_task(
    name="analytics.tasks.renew_figures", soft_time_limit=_LONGEST_RENEWAL - 60, time_limit=_LONGEST_RENEWAL
)
def renew_figures():
    """Counts the kept figures of large organisations anew; returns of how many. One worker at a time.

    The figures of 200,000 people take six to nine minutes on two cores (docs/benchmarks.md).
    """
    with lease("analytics.figures", seconds=_LONGEST_RENEWAL) as is_ours:
        return keeping.renew_due(all_figures.ask) if is_ours else 0


@contextmanager
def _turn():
    """Yields whether this run may count: always where workers can share, else one run at a time."""
    if connection.features.has_select_for_update_skip_locked:
        yield True
        return
    with lease("analytics.fold", seconds=SECONDS_A_RUN * 3) as is_ours:
        yield is_ours
