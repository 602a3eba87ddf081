"""Counts accounts' months anew from their statements, some accounts at a time, beside live traffic.

Some accounts with about MOST statements are one transaction that holds the locks of their months, as
everybody does who counts in them. What waits in the inbox is left to the workers. Where retention has deleted
some of a month, its figures stay.
"""

from django.db import transaction

from analytics import recounts, rollups
from analytics.lrs.models import Statement
from analytics.models import ActorAlias

MOST = 2000


def rebuild(*, after=""):
    """Yields the names of the accounts that were counted anew, in their order, from the first after `after`.

    A run that was stopped goes on with the last name it yielded. Memory holds MOST statements, or those of
    one account that has more. Some accounts cost about fifteen queries together.
    """
    rollups.move_merged()
    while names := _next(after):
        _rebuild(names)
        after = names[-1]
        yield from names


def _next(after):
    """Returns the names of the next accounts with statements, in their order: of about MOST statements."""
    found = Statement.objects.filter(actor_name__gt=after).order_by("actor_name")
    found = list(found.values_list("actor_name", flat=True)[:MOST])
    names = list(dict.fromkeys(found))
    return names[:-1] if len(found) == MOST and len(names) > 1 else names  # the last one may have more


@transaction.atomic
def _rebuild(names):
    counts_for = ActorAlias.objects.targets(names)
    said = Statement.objects.filter(actor_name__in=names).values_list(
        "organisation", "actor_name", "timestamp"
    )
    months = {
        recounts.Month(organisation, counts_for.get(name, name), rollups.month_of(moment))
        for organisation, name, moment in said.iterator()
    }
    recounts.lock(months)
    recounts.count_anew(months, month_of=rollups.month_of)
