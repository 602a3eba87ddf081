"""All figures counted anew from the history, month by month, beside live traffic, in constant memory.

Of each month accounts come in the order of their names, at most MOST statements at a time: ClickHouse has
them by time, so a month is read and no more. Each account's month is one transaction under its lock, together
with what is stored here: that is newer than what was read. Where both together hold less than was counted,
the figures stay, as in analytics/rebuilding.py.
"""

from datetime import date
from itertools import groupby

from django.utils import timezone

from analytics import recounts, rollups
from analytics.history import shipping
from analytics.models import ActorAlias, Presence
from lms.organisations.models import Organisation

MOST = 20_000
_NAMES = 200


def rebuild(*, after=""):
    """Yields "slug month name" after each account's month; a run that was stopped goes on with the last."""
    rollups.move_merged()
    there = shipping.backend()
    slug, month, name = after.split(" ", 2) if after else ("", "", "")
    for organisation in Organisation.objects.filter(slug__gte=slug).order_by("slug"):
        there.prepare(organisation)
        is_same = organisation.slug == slug
        for first in _months(there, organisation):
            if is_same and first.isoformat() < month:
                continue
            begin = name if is_same and first.isoformat() == month else ""
            for done in _rebuild(there, organisation, first, begin):
                yield f"{organisation.slug} {first} {done}"


def _months(there, organisation):
    """Returns the first days of all months that the history or the figures have."""
    found = set(Presence.objects.for_organisation(organisation).values_list("month", flat=True).distinct())
    span = there.span(organisation)
    if span:
        first, last = map(rollups.month_of, span)
        found |= {date(n // 12, n % 12 + 1, 1) for n in range(_number(first), _number(last) + 1)}
    return sorted(found)


def _number(day):
    return day.year * 12 + day.month - 1


def _rebuild(there, organisation, first, after):
    limit = MOST
    while True:
        read_at = timezone.now()
        batch = there.events(organisation, *shipping.bounds(first), after=after, limit=limit)
        is_last = len(batch) < limit
        accounts = [(name, list(events)) for name, events in groupby(batch, lambda one: one.actor_name)]
        if not is_last and len(accounts) == 1:
            limit *= 2  # one account alone has more than that
            continue
        if not is_last:
            accounts.pop()  # it may go on behind the end of the batch
        limit = MOST
        yield from _count(there, organisation, first, accounts, read_at)
        if is_last:
            break
        after = accounts[-1][0]
    _count_others(there, organisation, first)


def _count(there, organisation, first, accounts, read_at):
    """Counts accounts whose events were read; one that is merged counts with the account it counts for."""
    names = [name for name, _events in accounts]
    aliases = ActorAlias.objects.targets(names)
    targets = set(ActorAlias.objects.filter(target__in=names).values_list("target", flat=True))
    for name, events in accounts:
        month = recounts.Month(organisation.pk, aliases.get(name, name), first)
        is_read = name not in aliases and name not in targets
        try:
            if is_read:
                shipping.count_read(month, events, read_at)
        except recounts.MergedMeanwhileError:
            is_read = False
        if not is_read:
            shipping.count_anew(there, organisation, month)
        yield name


def _count_others(there, organisation, first):
    """Counts the accounts that have figures in the month and nothing in the history: it is on its way."""
    own = Presence.objects.for_organisation(organisation).filter(month=first).order_by("actor_name")
    after = ""
    while names := list(own.filter(actor_name__gt=after).values_list("actor_name", flat=True)[:_NAMES]):
        known = there.known(organisation, *shipping.bounds(first), names)
        for name in names:
            if name not in known:
                shipping.count_anew(there, organisation, recounts.Month(organisation.pk, name, first))
        after = names[-1]
