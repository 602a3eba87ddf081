"""Asks each part of the product how it is."""

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from lms.health.models import LATE_AFTER, Heartbeat


def states():
    """Returns {"web", "database", "worker", "beat"} with "ok" or "down" for each. One query.

    And "history" where statements are kept in a column store: what sends them has a heartbeat of its own.
    """
    beating = ("worker", "beat") if settings.LRS_HISTORY == "database" else ("worker", "beat", "history")
    found = {"web": "ok", "database": "ok"} | dict.fromkeys(beating, "down")
    try:
        last = Heartbeat.objects.last_by_name()
    except DatabaseError:
        return found | {"database": "down"}
    now = timezone.now()
    for name in beating:
        if name in last:
            found[name] = "ok" if now - last[name] < LATE_AFTER else "down"
    return found
