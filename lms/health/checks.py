"""Asks each part of the product how it is."""

from django.db import DatabaseError
from django.utils import timezone

from lms.health.models import LATE_AFTER, Heartbeat


def states():
    """Returns {"web", "database", "worker", "beat"} with "ok" or "down" for each. One query."""
    found = {"web": "ok", "database": "ok", "worker": "down", "beat": "down"}
    try:
        last = Heartbeat.objects.last_by_name()
    except DatabaseError:
        return found | {"database": "down"}
    now = timezone.now()
    for name in ("worker", "beat"):
        if name in last:
            found[name] = "ok" if now - last[name] < LATE_AFTER else "down"
    return found
