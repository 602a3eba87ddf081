"""Which statements the reading pages show: each filter goes by an index, and pages by key."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from analytics.lrs import keys, moments
from analytics.lrs.each import EachExists
from analytics.lrs.models import Link, Statement


def newest(organisation, count, *, verb="", activity="", actor="", since=None, until=None, before=None):
    """Returns up to `count` of an organisation's Statements, the newest first, voided ones too.

    `actor` is the name that the roll-ups count by; `since` and `until` are days in the reader's time zone,
    both included; `before` is the key of the last statement of the page before. Costs one query, or two.
    """
    within = _between(since, until, before)
    own = Statement.objects.for_organisation(organisation)
    links = [keys.activity_key(organisation.pk, activity)] if activity else []
    links += [keys.verb_key(organisation.pk, verb)] if verb else []
    if not links:
        own = own.filter(actor_name=actor) if actor else own
        return list(own.filter(**within("pk")).order_by("-pk")[:count])
    if actor:
        own = own.filter(actor_name=actor, **within("pk"))
        for key in links:
            own = own.filter(Exists(_links(key).filter(statement=OuterRef("pk"))))
        return list(own.order_by("-pk")[:count])
    rows = _links(links[0]).filter(**within("statement"))
    for key in links[1:]:
        rows = rows.filter(EachExists(_links(key).filter(statement=OuterRef("statement"))))
    rows = rows.filter(EachExists(own.filter(pk=OuterRef("statement")))).order_by("-statement")
    wanted = list(rows.values_list("statement", flat=True)[:count])
    found = own.in_bulk(wanted)
    return [found[key] for key in wanted]


def _links(key):
    return Link.objects.filter(key=key, is_direct=True)


def _between(since, until, before):
    """Returns a function from a column's name to what it must be: keys say when."""
    limits = {}
    if since:
        limits["gte"] = moments.first_key(_begin(since))
    if until:
        limits["lt"] = moments.first_key(_begin(until + timedelta(days=1)))
    if before:
        limits["lt"] = min(before, limits.get("lt", before))
    return lambda column: {f"{column}__{name}": value for name, value in limits.items()}


def _begin(day):
    return timezone.make_aware(datetime.combine(day, time.min))
