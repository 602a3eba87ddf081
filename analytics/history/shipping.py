"""Statements on their way to the history, as those that are forwarded (docs/adr/0044): an outbox.

Whoever counts a statement notes it here in the same transaction, so none is missed. One worker at a time
sends what is noted; cut off anywhere, it repeats at most one batch, and ids make repeats harmless.
"""

from dataclasses import replace
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from analytics import recounts, rollups
from analytics.history import clickhouse, noting
from analytics.history.models import Entry, Forgotten, Owed
from analytics.lrs.models import Statement, TakenId
from analytics.models import ActorAlias
from lms.organisations.models import Organisation

BATCH = 2000
_TRIES = 5


def backend():
    """Returns the history; call it where `noting.is_on`."""
    return clickhouse.ClickHouse(clickhouse.parse(settings.LRS_HISTORY_URL))


def ship(*, seconds) -> int:
    """Brings the history up to date until nothing waits or the time is up; returns how many statements went.

    Deleting comes first: what somebody learns who said no before and yes again comes after it. Raises
    clickhouse.Away; then all that is left waits.
    """
    until, sent, there = monotonic() + seconds, 0, backend()
    for organisation in _in_need():
        there.prepare(organisation)
        _forget(there, organisation)
        while monotonic() < until:
            batch = _ship_some(there, organisation)
            if not batch:
                break
            sent += batch
    for owed in Owed.objects.select_related("organisation").order_by("pk")[:100]:
        if monotonic() > until:
            break
        put_right(there, owed)
    Forgotten.objects.old().delete()
    return sent


def _in_need():
    keys = {
        *Entry.objects.values_list("organisation", flat=True).distinct(),
        *Forgotten.objects.waiting().values_list("organisation", flat=True).distinct(),
        *Owed.objects.values_list("organisation", flat=True).distinct(),
    }
    return Organisation.objects.filter(pk__in=keys).order_by("pk")


def _forget(there, organisation):
    waiting = Forgotten.objects.waiting().filter(organisation=organisation)
    while rows := list(waiting.order_by("pk").values_list("pk", "actor_name")[:200]):
        there.forget(organisation, [name for _pk, name in rows])
        Forgotten.objects.filter(pk__in=[pk for pk, _name in rows]).update(done_at=timezone.now())


def _ship_some(there, organisation):
    """Sends a batch and returns how many entries are done; those erased here meanwhile are dropped."""
    entries = list(Entry.objects.next_of(organisation.pk, BATCH))
    ids = [entry.statement_id for entry in entries]
    found = list(Statement.objects.with_ids(organisation.pk, ids).exclude(actor_name=""))
    events = [
        clickhouse.Event(one.actor_name, f"{one.statement_id}", one.timestamp, one.raw) for one in found
    ]
    changed = [f"{entry.statement_id}" for entry in entries if entry.is_changed]
    if changed:
        there.drop(organisation, changed)
    if events:
        there.write(organisation, events)
    _owe_voided(there, organisation, [one.refers_to for one in found if one.is_voiding])
    for is_changed in (False, True):  # one that was changed since we read it stays
        done = [entry.pk for entry in entries if entry.is_changed == is_changed]
        Entry.objects.filter(pk__in=done, is_changed=is_changed).delete()
    return len(entries)


def _owe_voided(there, organisation, ids):
    """Has the months of statements counted anew that were voided when only the history had them any more."""
    if ids:
        here = TakenId.objects.filter(organisation=organisation, statement_id__in=ids)
        gone = {f"{one}" for one in ids} - {f"{one}" for one in here.values_list("statement_id", flat=True)}
        for event in there.find(organisation, sorted(gone)):
            name = ActorAlias.objects.targets({event.actor_name}).get(event.actor_name, event.actor_name)
            month = rollups.month_of(event.timestamp)
            noting.owe(recounts.Month(organisation.pk, name, month))


def put_right(there, owed) -> None:
    """Counts an account's month anew from the history and from what is stored here."""
    month = recounts.Month(owed.organisation_id, owed.actor_name, owed.month)
    count_anew(there, owed.organisation, month)
    Owed.objects.filter(pk=owed.pk).delete()


def count_anew(there, organisation, month) -> None:
    """Makes the figures of one account's month anew, or those of the account that it counts for by now."""
    for _try in range(_TRIES):
        name = ActorAlias.objects.targets({month.actor_name}).get(month.actor_name, month.actor_name)
        month = replace(month, actor_name=name)
        read_at = timezone.now()
        events = there.events_of(organisation, *bounds(month.month), recounts.names_of(month))
        try:
            return count_read(month, events, read_at)
        except recounts.MergedMeanwhileError:
            continue
    raise recounts.MergedMeanwhileError


@transaction.atomic
def count_read(month, events, read_at) -> None:
    """Does the same from events that were read from `read_at` on. What was forgotten since counts no more.

    Raises MergedMeanwhileError.
    """
    recounts.lock({month})
    names = recounts.names_of(month)
    forgotten = set(
        Forgotten.objects.since(read_at)
        .filter(organisation=month.organisation_id, actor_name__in=names)
        .values_list("actor_name", flat=True)
    )
    left = [event for event in events if event.actor_name not in forgotten]
    recounts.count_anew({month}, month_of=rollups.month_of, elsewhere={month: left})


def bounds(month):
    """Returns the moments at which a month begins and ends, in the site's own time zone."""
    zone = timezone.get_default_timezone()
    after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return tuple(datetime(day.year, day.month, 1, tzinfo=zone) for day in (month, after))
