"""The Celery task that keeps the history up to date."""

import logging

from celery import shared_task

from analytics.history import clickhouse, noting, shipping
from lms.health.leases import lease
from lms.health.models import Heartbeat

logger = logging.getLogger(__name__)
HEARTBEAT = "history"
_SECONDS = 20
_LEASE_SECONDS = 600  # longer than any run: its time, and one request that is late at each step


@shared_task(name="analytics.history.tasks.ship_history")
def ship_history():
    """Sends counted statements to the history where one is configured; returns how many. One run at a time.

    /healthz says that the history is down where no run has ended well for half a minute.
    """
    if not noting.is_on():
        return 0
    with lease("analytics.history", seconds=_LEASE_SECONDS) as is_ours:
        if not is_ours:
            return 0
        try:
            sent = shipping.ship(seconds=_SECONDS)
            shipping.backend().ping()
        except clickhouse.Away as error:
            logger.warning("%s Statements wait here and go there later.", error)
            return 0
        Heartbeat.objects.beat(HEARTBEAT)
        return sent
