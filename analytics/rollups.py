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

from analytics.lrs import references
from analytics.lrs.forwarding import outbox
from analytics.lrs.models import InboxEntry
from analytics.models import ActorAlias, Presence, Standing
from analytics.reading import read
from analytics.tallies import PresenceKey, PresenceSum, StandingKey, StandingSum, Tally

BATCH = 500


class RowsTakenError(Exception):
    """Another worker deleted claimed rows; everything of this batch was undone."""


def waiting():
    """Returns how many statements are stored but not counted yet."""
    return InboxEntry.objects.count()


def fold(*, limit=BATCH):
    """Counts up to `limit` waiting statements and returns how many it counted; 0 when none is waiting."""
    with transaction.atomic():
        entries = list(InboxEntry.objects.claim(limit))
        if not entries:
            return 0
        statements = [entry.statement for entry in entries]
        references.resolve(statements)
        _count(statements)
        outbox.enqueue(statements)
        deleted, _models = InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        if deleted != len(entries):
            raise RowsTakenError
    return len(entries)


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


def _count(statements):
    aliases = ActorAlias.objects.targets({statement.actor_name for statement in statements})
    tally = Tally()
    for statement in statements:
        if not statement.actor_name:  # an anonymous group is no person
            continue
        actor_name = aliases.get(statement.actor_name, statement.actor_name)
        month = month_of(statement.timestamp)
        said = read(json.loads(statement.raw), at=statement.timestamp)
        owner = (statement.organisation_id, actor_name)
        tally.add_presence(PresenceKey(*owner, month), said.presence)
        if said.skill:
            tally.add_standing(StandingKey(*owner, said.skill, month), said.standing)
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
    presences = list(Presence.objects.select_for_update().filter(actor_name__in=aliased).order_by("pk"))
    standings = list(Standing.objects.select_for_update().filter(actor_name__in=aliased).order_by("pk"))
    rows = [*presences, *standings]
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
    Presence.objects.filter(pk__in=[row.pk for row in presences]).delete()
    Standing.objects.filter(pk__in=[row.pk for row in standings]).delete()
    tally.write()
    return len(rows)


def _sum_of(row, sum_class):
    return sum_class(**{name: getattr(row, name) for name in asdict(sum_class())})
