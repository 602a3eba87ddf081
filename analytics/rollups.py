"""Statements → standings, incrementally, each statement counted exactly once.

A statement's inbox row is written with it. Whoever folds claims rows, adds what the statements say to the
standings and deletes the rows, all in one transaction: a crash anywhere undoes all three, two workers never
hold the same row, and a statement whose transaction commits late is simply found later.
See docs/adr/0011-exactly-once-roll-ups.md.
"""

import json
from dataclasses import asdict
from time import monotonic

from django.db import transaction
from django.utils import timezone

from analytics import recounts
from analytics.history import noting
from analytics.lrs import definitions, references
from analytics.lrs.forwarding import outbox
from analytics.lrs.incoming import Incoming
from analytics.lrs.models import InboxEntry
from analytics.models import ActorAlias, Presence, Standing, Trace
from analytics.tallies import (
    PresenceKey,
    PresenceSum,
    StandingKey,
    StandingSum,
    Tally,
    TraceKey,
    TraceSum,
)

BATCH = 1000


class RowsTakenError(Exception):
    """Another worker deleted claimed rows; everything of this batch was undone."""


def waiting():
    """Returns how many statements are stored but not counted yet."""
    return InboxEntry.objects.count()


def fold(*, limit=BATCH):
    """Counts up to `limit` waiting statements and returns how many it counted; 0 when none is waiting.

    What belongs to an account's month in which somebody else counts at this moment is left for the next time.
    """
    with transaction.atomic():
        entries = list(InboxEntry.objects.claim(limit).select_related("statement__client"))
        if not entries:
            return 0
        statements = [entry.statement for entry in entries]
        references.resolve(statements)
        months = _months(statements)
        targets = recounts.targets(statements)
        statements = _hold(statements, months, targets)
        documents = {one.pk: json.loads(one.raw) for one in statements}
        _learn(statements, documents)
        _count(statements, months, documents)
        outbox.enqueue(statements)
        noting.note(statements)
        deleted, _models = InboxEntry.objects.filter(pk__in=[one.pk for one in statements]).delete()
        if deleted != len(statements):
            raise RowsTakenError
        for month in recounts.take_back(recounts.to_take_back(targets, statements), month_of=month_of):
            noting.owe(month)
    return len(statements)


def _hold(statements, months, targets):
    """Locks the months of these statements, and returns those whose month nobody else holds.

    It waits where all of them are held, or where a statement voids others.
    """
    wanted = {*months.values(), *_months(targets).values()}
    if not targets:
        held = recounts.try_lock(wanted)
        free = [one for one in statements if one.pk not in months or months[one.pk] in held]
        if free:
            return free
    recounts.lock(wanted)
    return statements


def fold_for(seconds):
    """Counts waiting statements until none is left or the time is up; returns how many it counted."""
    move_merged()
    until = monotonic() + seconds
    counted = 0
    while monotonic() < until:
        batch = fold()
        counted += batch
        if not batch:
            break
    return counted


def _learn(statements, documents):
    """Learns what a process that ended too early did not of the activities that statements define."""
    batches = {}
    for statement in statements:
        if statement.client is None or statement.client.may("define"):
            said = Incoming(statement.raw, documents[statement.pk])
            batches.setdefault(statement.organisation_id, []).append(said)
    definitions.learn_unknown(batches)


def _months(statements):
    """Returns {statement's key: the account's month that it counts in}; an anonymous group is no person."""
    if not statements:
        return {}
    aliases = ActorAlias.objects.targets({statement.actor_name for statement in statements})
    return {
        one.pk: recounts.Month(
            one.organisation_id, aliases.get(one.actor_name, one.actor_name), month_of(one.timestamp)
        )
        for one in statements
        if one.actor_name
    }


def _count(statements, months, documents):
    voided = recounts.voided_among(statements)
    tally = Tally()
    for statement in statements:
        if statement.pk in months and statement.pk not in voided:
            recounts.add(tally, statement, months[statement.pk], document=documents[statement.pk])
    tally.write()


def month_of(moment):
    """Returns the first day of a moment's month, in the site's own time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date().replace(day=1)


@transaction.atomic
def merge(*, source, target):
    """Lets everything of one account count for another, what comes late too.

    What is counted already moves with the next run of `fold_for`, so that a sign-in never waits for a worker.
    """
    ActorAlias.objects.filter(target=source).update(target=target)
    ActorAlias.objects.update_or_create(source=source, defaults={"target": target})


@transaction.atomic
def move_merged():
    """Moves standings of merged accounts to the accounts they count for; returns how many rows it moved.

    Each run begins with it: a worker that counted while two accounts were merged may leave such rows behind.
    """
    aliased = ActorAlias.objects.values("source")
    found = {
        row
        for model in (Presence, Standing, Trace)
        for row in model.objects.filter(actor_name__in=aliased).values_list(
            "organisation_id", "actor_name", "month"
        )
    }
    if not found:
        return 0
    aliases = ActorAlias.objects.targets({name for _organisation, name, _month in found})
    # Both names: somebody may be counting the one's months anew who has not seen the merge yet.
    recounts.lock(
        {recounts.Month(owner, one, month) for owner, name, month in found for one in (name, aliases[name])}
    )
    presences = list(Presence.objects.select_for_update().filter(actor_name__in=aliased).order_by("pk"))
    standings = list(Standing.objects.select_for_update().filter(actor_name__in=aliased).order_by("pk"))
    traces = list(Trace.objects.select_for_update().filter(actor_name__in=aliased).order_by("pk"))
    rows = [*presences, *standings, *traces]
    if not rows:
        return 0
    aliases = ActorAlias.objects.targets({row.actor_name for row in rows})
    tally = Tally()
    for row in presences:
        key = PresenceKey(row.organisation_id, aliases[row.actor_name], row.month)
        tally.add_presence(key, _sum_of(row, PresenceSum))
    for row in standings:
        key = StandingKey(row.organisation_id, aliases[row.actor_name], row.skill, row.month)
        tally.add_standing(key, _sum_of(row, StandingSum))
    for row in traces:
        key = TraceKey(row.organisation_id, aliases[row.actor_name], row.activity, row.detail, row.month)
        tally.add_trace(key, _sum_of(row, TraceSum))
    Trace.objects.filter(pk__in=[row.pk for row in traces]).delete()
    Presence.objects.filter(pk__in=[row.pk for row in presences]).delete()
    Standing.objects.filter(pk__in=[row.pk for row in standings]).delete()
    tally.write()
    return len(rows)


def _sum_of(row, sum_class):
    return sum_class(**{name: getattr(row, name) for name in asdict(sum_class())})
