"""The worker's heartbeat: a small thread for as long as the worker lives."""

import logging
import threading

from celery.signals import worker_ready, worker_shutting_down
from django.db import DatabaseError, close_old_connections, connection

from lms.health.models import BEAT_EVERY, Heartbeat

logger = logging.getLogger(__name__)
_stop = threading.Event()


def _beat_until_stopped():
    while not _stop.is_set():
        try:
            close_old_connections()
            Heartbeat.objects.beat("worker")
        except DatabaseError as error:
            logger.warning("The worker could not write its heartbeat: %s", error)
        _stop.wait(BEAT_EVERY.total_seconds())
    connection.close()


@worker_ready.connect
def start(**kwargs):
    """Starts the heartbeat once the worker takes tasks."""
    _stop.clear()
    threading.Thread(target=_beat_until_stopped, name="heartbeat", daemon=True).start()


@worker_shutting_down.connect
def stop(**kwargs):
    """Stops the heartbeat, so that a worker that ends is not called alive."""
    _stop.set()
