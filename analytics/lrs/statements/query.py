"""Which statements a question finds: by key, never by counting off what lies before.

A statement is found by what it says itself, or by what the statement says that it refers to. Both are asked
for in their own order with the same limit and merged, so that neither reads more than a page.
"""

from heapq import merge
from itertools import groupby, islice

from django.db.models import Exists, OuterRef

from analytics.lrs import keys, moments
from analytics.lrs.each import EachExists
from analytics.lrs.models import Link, Reference, Statement

# Up to so many links of a filter are counted, to begin with the rarest.
_FEW = 200


def one(asked, *, organisation_id, client_id=None):
    """Returns the statement of an id, or None; `client_id` where only that client's own are allowed."""
    found = _visible(organisation_id, client_id).with_ids(organisation_id, [asked.statement_id])
    return (found.voided() if asked.is_voided else found.not_voided()).first()


def page(asked, *, organisation_id, client_id=None):
    """Returns (statements in order, whether there are more).

    Costs two queries, three with a filter, and one more for each agent, activity and verb of several.
    """
    filters = _filters(asked, organisation_id)
    visible = _visible(organisation_id, client_id).not_voided()
    branches = [_keys(asked, *_own(asked, filters, visible))]
    if filters.links or filters.columns:
        branches.append(_keys(asked, *_referring(asked, filters, visible)))
    ordered = merge(*branches, reverse=not asked.is_ascending)
    wanted = [key for key, _same in islice(groupby(ordered), asked.limit + 1)]
    found = Statement.objects.in_bulk(wanted[: asked.limit])
    return [found[pk] for pk in wanted[: asked.limit]], len(wanted) > asked.limit


class _Filters:
    """Keys to find links by, [(key, with related)], and columns of the statement."""

    def __init__(self):
        self.links, self.columns = [], {}


def _filters(asked, organisation_id):
    filters = _Filters()
    agent = asked.agent and keys.agent_key(organisation_id, asked.agent)
    verb = asked.verb and keys.verb_key(organisation_id, asked.verb)
    if agent and verb and not asked.with_related_agents:
        filters.links.append((keys.pair_key(agent.hex, verb.hex), False))
        agent = verb = None
    if agent:
        filters.links.append((agent, asked.with_related_agents))
    if asked.activity:
        filters.links.append(
            (keys.activity_key(organisation_id, asked.activity), asked.with_related_activities)
        )
    if verb:
        filters.links.append((verb, False))
    if asked.registration:
        filters.columns["registration"] = asked.registration
    return filters


def _visible(organisation_id, client_id):
    found = Statement.objects.filter(organisation=organisation_id)
    return found.filter(client=client_id) if client_id else found


def _own(asked, filters, visible):
    """Returns (rows to order, name of the statement's key) of statements that say it themselves."""
    if not filters.links:
        return visible.filter(**filters.columns), "pk"
    (key, is_related), *others = _rarest_first(filters.links)
    rows = Link.objects.filter(key=key, **_direct(is_related))
    columns = {f"statement__{name}": value for name, value in filters.columns.items()}
    rows = rows.filter(EachExists(visible.filter(pk=OuterRef("statement"))), **columns)
    for key, is_related in others:
        rows = rows.filter(EachExists(_link("statement", key, is_related)))
    return rows, "statement"


def _rarest_first(links):
    """Returns [(key, with related)] with that in front which leads to few statements, if one does."""
    if len(links) < 2:
        return links
    counts = {
        pair: Link.objects.filter(key=pair[0], **_direct(pair[1]))[:_FEW].count() for pair in links
    }  # fmt: skip
    return sorted(links, key=counts.get)


def _referring(asked, filters, visible):
    """Returns the same of statements that refer to one that says it; the target may be voided."""
    columns = {f"target__{name}": value for name, value in filters.columns.items()}
    rows = Reference.objects.filter(EachExists(visible.filter(pk=OuterRef("statement"))), **columns)
    for key, is_related in filters.links:
        rows = rows.filter(Exists(_link("target", key, is_related)))
    return rows, "statement"


def _link(name, key, is_related):
    return Link.objects.filter(statement=OuterRef(name), key=key, **_direct(is_related))


def _direct(is_related):
    return {} if is_related else {"is_direct": True}


def _keys(asked, rows, name):
    """Returns the statements' keys in order, one more than the page holds; keys say when (moments)."""
    least = moments.key_after(asked.since) if asked.since else 0
    end = moments.key_after(asked.until) if asked.until else None
    if asked.after is not None and asked.is_ascending:
        least = max(least, asked.after + 1)
    elif asked.after is not None:
        end = asked.after if end is None else min(end, asked.after)
    if least:
        rows = rows.filter(**{f"{name}__gte": least})
    if end is not None:
        rows = rows.filter(**{f"{name}__lt": end})
    rows = rows.order_by(name if asked.is_ascending else f"-{name}")
    return list(rows.values_list(name, flat=True)[: asked.limit + 1])
