"""Figures of large organisations, counted by the worker and kept, so that pages cost the same at any size.

Up to LIVE_UP_TO people a page counts what it shows. Above it the worker counts every figure of every
page at one moment, and pages read those: docs/adr/0237. What is not kept (a class of this minute, the first
page of a new month) is counted as in a small organisation.
"""

import json
import logging
from datetime import UTC, date, datetime, timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from analytics.metrics.kept import of
from analytics.models import KeptFigure, KeptRun, Presence
from lms.organisations.models import Organisation

logger = logging.getLogger(__name__)
LIVE_UP_TO = 2000
RENEW_AFTER = timedelta(minutes=10)
_AT_ONCE = 200
_NEVER = datetime.min.replace(tzinfo=UTC)
_KNOWN, _SECONDS = "insights.run.%s", 60


class _Book:
    """The figures of one run, as `kept.figure` reads them. Each is one query."""

    def __init__(self, run):
        self.run, self.made_at = run, run.made_at

    def figure(self, key, count):
        """Returns the kept figure, or what is counted now where none is."""
        row = KeptFigure.objects.filter(run=self.run.pk, key=key).values_list("value", flat=True).first()
        return count() if row is None else json.loads(row)


class _Once:
    """Counts each figure once: for the one page that is being made."""

    made_at = None

    def __init__(self):
        self.found = {}

    def figure(self, key, count):
        """Returns what was counted before under this key, or counts it."""
        if key not in self.found:
            self.found[key] = count()
        return self.found[key]


class _Counting:
    """Counts each figure once and notes it."""

    made_at = None

    def __init__(self):
        self.found = {}

    def figure(self, key, count):
        """Returns a figure as a reader will get it: through JSON."""
        if key not in self.found:
            self.found[key] = json.dumps(count())
        return json.loads(self.found[key])


def open_for(organisation) -> None:
    """Has the figures of this organisation (this very object) be read from its last run, or counted once.

    Call it where a page begins: what was counted for the page before is counted anew. One query, at most once
    a minute: which run is the last one is known that long.
    """
    if of(organisation) is None or isinstance(of(organisation), _Once):
        key, default = _KNOWN % organisation.pk, "unknown"
        run = cache.get(key, default)
        if run == default:
            run = KeptRun.objects.filter(organisation=organisation).order_by("-pk").first()
            cache.set(key, run, _SECONDS)
        organisation.kept_figures = _Book(run) if run else _Once()


def made_at(organisation):
    """Returns when the figures that were read were counted, or None where they are of this moment."""
    book = of(organisation)
    return book.made_at if book else None


def large() -> list:
    """Returns the organisations whose figures are kept. One query of the presences."""
    found = Presence.objects.values("organisation").annotate(people=Count("actor_name", distinct=True))
    keys = found.filter(people__gt=LIVE_UP_TO).values_list("organisation", flat=True)
    return list(Organisation.objects.filter(pk__in=list(keys)).order_by("pk"))


def renew(organisation, ask, *, today: date) -> int:
    """Counts and keeps everything that `ask(organisation, today)` asks for; returns how many figures.

    On PostgreSQL all are of one moment. The run before stays for pages that are being made.
    """
    book = organisation.kept_figures = _Counting()
    now = timezone.now()
    with transaction.atomic():
        if connection.vendor == "postgresql" and not _is_within_another():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        ask(organisation, today)
    organisation.kept_figures = None
    with transaction.atomic():
        old = list(KeptRun.objects.filter(organisation=organisation).order_by("-pk")[1:])
        run = KeptRun.objects.create(organisation=organisation, made_at=now)
        rows = [KeptFigure(run=run, key=key, value=value) for key, value in book.found.items()]
        KeptFigure.objects.bulk_create(rows, batch_size=_AT_ONCE)
        KeptRun.objects.filter(pk__in=[one.pk for one in old]).delete()
    cache.delete(_KNOWN % organisation.pk)
    return len(rows)


def _is_within_another():
    """Says whether this is no transaction of its own, as in tests: its level cannot be set any more."""
    return len(connection.savepoint_ids) > 0


def renew_due(ask, *, now=None) -> int:
    """Renews the figures of each large organisation whose last run is old; returns how many that were.

    The one that has waited longest comes first, and one whose figures cannot be counted holds up no other.
    An organisation that is not large any more counts at once again: its runs are deleted.
    """
    now = now or timezone.now()
    mine = large()
    KeptRun.objects.exclude(organisation__in=[one.pk for one in mine]).delete()
    last = dict(KeptRun.objects.order_by("made_at").values_list("organisation", "made_at"))
    due = [one for one in mine if one.pk not in last or last[one.pk] <= now - RENEW_AFTER]
    due.sort(key=lambda one: last.get(one.pk, _NEVER))
    renewed = 0
    for organisation in due:
        try:
            renew(organisation, ask, today=timezone.localdate(now))
            renewed += 1
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("The figures of organisation %s could not be counted.", organisation.pk)
    return renewed
