"""Locks for periodic tasks: a row with an end, so that a crash locks nobody out for long."""

from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from lms.health.models import Lease


@contextmanager
def lease(name, *, seconds):
    """Yields True to one holder at a time, False to all others; it ends by itself after `seconds`.

    Works across processes and machines: the database decides, by compare-and-set.
    """
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    Lease.objects.get_or_create(name=name)
    is_free = Q(until__isnull=True) | Q(until__lte=now)
    got = Lease.objects.filter(is_free, name=name).update(until=until) == 1
    try:
        yield got
    finally:
        if got:
            Lease.objects.filter(name=name, until=until).update(until=None)
