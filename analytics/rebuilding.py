"""Counts accounts' months anew from their statements, account by account, beside live traffic.

Each account is one transaction that holds the locks of its months, as everybody does who counts in them. What
waits in the inbox is left to the workers. Where retention has deleted some of a month, its figures stay.
"""

from django.db import transaction

from analytics import recounts, rollups
from analytics.lrs.models import Statement
from analytics.models import ActorAlias, Presence


def rebuild(*, after="", most=None):
    """Yields the names of the accounts that were counted anew, in their order, from the first after `after`.

    A run that was stopped goes on with the last name it yielded. An account costs about eight queries and two
    more a month; memory holds one account's month.
    """
    rollups.move_merged()
    done = 0
    while most is None or done < most:
        name = _next(after)
        if name is None:
            return
        _rebuild(name)
        after, done = name, done + 1
        yield name


def _next(after):
    """Returns the first account name after this one that has statements or figures; None after the last."""
    found = [
        model.objects.filter(actor_name__gt=after)
        .order_by("actor_name")
        .values_list("actor_name", flat=True)
        .first()
        for model in (Statement, Presence)
    ]
    return min(filter(None, found), default=None)


@transaction.atomic
def _rebuild(name):
    target = ActorAlias.objects.targets({name}).get(name, name)
    own = Statement.objects.filter(actor_name=name)
    months = {
        recounts.Month(organisation, target, rollups.month_of(moment))
        for organisation, moment in own.values_list("organisation", "timestamp").iterator()
    }
    months |= {
        recounts.Month(organisation, target, month)
        for organisation, month in Presence.objects.filter(actor_name=name).values_list(
            "organisation", "month"
        )
    }
    recounts.lock(months)
    for month in sorted(months):
        recounts.count_anew(month, month_of=rollups.month_of)
