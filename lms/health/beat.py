"""Celery's scheduler, with a heartbeat."""

import logging
import time

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections

from lms.health.models import BEAT_EVERY, Heartbeat

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):
    """Sends what is due, and says every few seconds that it is alive."""

    _last_beat = 0.0

    def tick(self, *args, **kwargs):
        """Does one round and returns the seconds until the next, at most the heartbeat's."""
        wait = super().tick(*args, **kwargs)
        if time.monotonic() - self._last_beat >= BEAT_EVERY.total_seconds():
            self._last_beat = time.monotonic()
            try:
                close_old_connections()
                Heartbeat.objects.beat("beat")
            except DatabaseError as error:
                logger.warning("The scheduler could not write its heartbeat: %s", error)
        return min(wait, BEAT_EVERY.total_seconds())
