"""Counts accounts' months anew from their statements, some accounts at a time, beside live traffic.

Some accounts with about MOST statements are one transaction that holds the locks of their months, as
everybody does who counts in them. What waits in the inbox is left to the workers. Where retention has deleted
some of a month, its figures stay.
"""

from django.db import transaction
from django.db.models import Count

from analytics import recounts, rollups
from analytics.lrs.models import Statement
from analytics.models import ActorAlias

MOST = 2000
MOST_ACCOUNTS = 300  # each locks its months, and PostgreSQL has room for some thousand locks
_TRIES = 5


def rebuild(*, after=""):
    """Yields the names of the accounts that were counted anew, in their order, from the first after `after`.

    A run that was stopped goes on with the last name it yielded. Memory holds MOST statements, or those of
    accounts that have more together with the guests that count for them. Some accounts cost about fifteen
    queries together.
    """
    rollups.move_merged()
    while names := _next(after):
        own = _without_those_counted_elsewhere(names)
        _rebuild(own)
        after = names[-1]
        yield from own


def how_many(*, after="") -> int:
    """Returns how many accounts with statements come after this name, for progress. One query."""
    return Statement.objects.filter(actor_name__gt=after).aggregate(n=Count("actor_name", distinct=True))["n"]


def _next(after):
    """Returns the names of the next accounts with statements, in their order: of about MOST statements."""
    found = Statement.objects.filter(actor_name__gt=after).order_by("actor_name")
    found = list(found.values_list("actor_name", flat=True)[:MOST])
    names = list(dict.fromkeys(found))
    if len(found) == MOST and len(names) > 1:
        names.pop()  # it may have more
    return names[:MOST_ACCOUNTS]


def _without_those_counted_elsewhere(names):
    """Leaves out the guests that count for an account with statements: they are counted with it."""
    counts_for = ActorAlias.objects.targets(names)
    targets = Statement.objects.filter(actor_name__in=set(counts_for.values()))
    has_its_turn = set(targets.values_list("actor_name", flat=True).distinct())
    return [name for name in names if counts_for.get(name) not in has_its_turn]


def _rebuild(names):
    for _try in range(_TRIES):
        try:
            return _rebuild_once(names)
        except recounts.MergedMeanwhileError:
            continue
    raise recounts.MergedMeanwhileError


@transaction.atomic
def _rebuild_once(names):
    found = ActorAlias.objects.targets(names)
    counts_for = ActorAlias.objects.counting_for({found.get(name, name) for name in names})
    said = Statement.objects.filter(actor_name__in=list(counts_for))
    months = {
        recounts.Month(organisation, counts_for[name], rollups.month_of(moment))
        for organisation, name, moment in said.values_list(
            "organisation", "actor_name", "timestamp"
        ).iterator()
    }
    recounts.lock(months)
    recounts.count_anew(months, month_of=rollups.month_of)
