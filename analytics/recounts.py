"""What a voided statement had added to the figures is taken back (docs/adr/0048-taking-back.md).

Flags and latest answers cannot be subtracted, so the account's month is counted anew from the statements that
are left. Where some of them were deleted by age, only the sums are taken back.

Everybody who adds to an account's month holds the lock of that month first, and looks afterwards whether a
statement is voided: so either the voiding sees it counted, or the counting sees it voided.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef

from analytics.lrs.models import InboxEntry, Mention, Statement, TakenId
from analytics.models import ActorAlias, Presence, Standing, Trace
from analytics.reading import read
from analytics.tallies import TRACE_COUNTS, PresenceKey, StandingKey, Tally, TraceKey


class MergedMeanwhileError(Exception):
    """An account was merged while its months were counted anew: what was counted must not be committed."""


@dataclass(frozen=True, order=True)
class Month:
    """An account's month in an organisation, under the name that the account counts by."""

    organisation_id: int
    actor_name: str
    month: date


def lock(months) -> None:
    """Has all others who count in these months wait for this transaction. SQLite has one writer."""
    if connection.vendor != "postgresql" or not months:
        return
    numbers = sorted({_number(month) for month in months})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(one) FROM unnest(%s::bigint[]) one", [numbers])


def try_lock(months) -> set:
    """Locks those of the months that nobody else holds, and returns them. SQLite has one writer."""
    if connection.vendor != "postgresql" or not months:
        return set(months)
    numbers = {_number(month): month for month in months}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one FROM unnest(%s::bigint[]) one WHERE pg_try_advisory_xact_lock(one)", [list(numbers)]
        )
        return {numbers[number] for (number,) in cursor.fetchall()}


def months_of(names) -> set:
    """Returns the Months in which these accounts have figures, in every organisation."""
    counts_for = ActorAlias.objects.targets(names)
    rows = Presence.objects.of_actors(names).values_list("organisation", "actor_name", "month")
    return {Month(owner, counts_for.get(name, name), month) for owner, name, month in rows}


def voided_among(statements) -> set:
    """Returns the keys of those statements that another voids."""
    return set(
        Statement.objects.voided().filter(pk__in=[one.pk for one in statements]).values_list("pk", flat=True)
    )


def targets(statements) -> list:
    """Returns people's Statements that these statements void, counted or not. No query where none voids."""
    voiding = [one for one in statements if one.is_voiding]
    found = []
    for organisation_id in {one.organisation_id for one in voiding}:
        ids = {one.refers_to for one in voiding if one.organisation_id == organisation_id}
        voided = Statement.objects.with_ids(organisation_id, ids).filter(is_voiding=False)
        found += voided.exclude(actor_name="")
    return found


def to_take_back(targets, statements) -> list:
    """Returns those of the targets that are counted, and that no statement counted before these voided.

    Call it with the months of the targets locked, when the inbox rows of `statements` are deleted.
    """
    own = {one.pk for one in statements}
    found = [one for one in targets if one.pk not in own]
    if not found:
        return []
    waiting = set(
        InboxEntry.objects.filter(statement__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    earlier = Mention.objects.filter(
        organisation__in={one.organisation_id for one in found},
        refers_to__in={one.statement_id for one in found},
        is_voiding=True,
    )
    earlier = earlier.exclude(statement__in=own)
    counted = earlier.exclude(Exists(InboxEntry.objects.filter(statement=OuterRef("statement"))))
    done = set(counted.values_list("organisation_id", "refers_to"))
    return [
        one for one in found if one.pk not in waiting and (one.organisation_id, one.statement_id) not in done
    ]


def take_back(voided, *, month_of) -> list:
    """Takes what these counted statements added out of the figures; call it with their months locked.

    Returns the Months of which only the sums could be taken back, as some statements are not here any more.
    """
    aliases = ActorAlias.objects.targets({one.actor_name for one in voided})
    by_month = {}
    for one in voided:
        name = aliases.get(one.actor_name, one.actor_name)
        month = Month(one.organisation_id, name, month_of(one.timestamp))
        by_month.setdefault(month, []).append(one)
    counts_for = ActorAlias.objects.counting_for({month.actor_name for month in by_month})
    return _recount(by_month, counts_for, month_of)


def count_anew(months, *, month_of, elsewhere=None) -> None:
    """Makes the figures of these months anew; call it with them locked, in a transaction of its own.

    Twelve queries for each organisation. Raises MergedMeanwhileError: find out the months anew then.

    `elsewhere` has of a month the statements that are kept in another place, with `statement_id`,
    `timestamp`, `raw` and `is_voided`: those that are not here count, too, unless they are voided.
    """
    names = {month.actor_name for month in months}
    counts_for = ActorAlias.objects.counting_for(names)
    _recount(dict.fromkeys(months, ()), counts_for, month_of, elsewhere)
    # Asked last: what the inbox gave up for the account of a merge before this was not read yet.
    if ActorAlias.objects.targets(names) or ActorAlias.objects.counting_for(names) != counts_for:
        raise MergedMeanwhileError


def names_of(month) -> list:
    """Returns the names of the accounts that count in a Month."""
    return [month.actor_name, *ActorAlias.objects.sources(month.actor_name)]


def _recount(voided, counts_for, month_of, elsewhere=None):
    """Counts Months anew, of which these statements are taken back: {Month: statements}.

    Returns those of which not all that was counted was found.
    """
    owners = {}
    for month in sorted(voided):
        owners.setdefault(month.organisation_id, []).append(month)
    short = []
    for organisation_id, months in owners.items():
        own = {
            "organisation": organisation_id,
            "actor_name__in": list(counts_for),
            "month__in": {month.month for month in months},
        }
        counted = _counted(own, counts_for)
        left = _statements_of(organisation_id, counts_for, month_of)
        whole, tally = set(), Tally()
        for month in months:
            more, gone = _not_here(month, elsewhere[month]) if elsewhere else ([], [])
            found = [*left.get(month, ()), *more]
            if counted.get(month, 0) > len(found) + len(voided[month]) + len(gone):
                short.append(month)
                continue
            whole.add(month)
            for one in found:
                add(tally, one, month)
        _delete(own, counts_for, whole)
        tally.write()
    for month in short:
        names = [name for name, target in counts_for.items() if target == month.actor_name]
        _subtract(month, names, voided[month])
    return short


def _counted(own, counts_for):
    """Returns {Month: how many statements are counted in it}."""
    found = {}
    for name, month, number in Presence.objects.filter(**own).values_list(
        "actor_name", "month", "statements"
    ):
        key = Month(own["organisation"], counts_for[name], month)
        found[key] = found.get(key, 0) + number
    return found


def _delete(own, counts_for, months):
    for model in (Presence, Standing, Trace):
        rows = model.objects.filter(**own).values_list("pk", "actor_name", "month")
        gone = [
            pk for pk, name, month in rows if Month(own["organisation"], counts_for[name], month) in months
        ]
        if gone:
            model.objects.filter(pk__in=gone).delete()


def _not_here(month, elsewhere):
    """Returns those of the statements that are not stored here: (that hold, that are voided)."""
    ids = {str(one.statement_id) for one in elsewhere}
    here = TakenId.objects.filter(organisation=month.organisation_id, statement_id__in=ids)
    here = {str(one) for one in here.values_list("statement_id", flat=True)}
    own = Mention.objects.filter(organisation=month.organisation_id, refers_to__in=ids, is_voiding=True)
    voided = {str(one) for one in own.values_list("refers_to", flat=True)}
    hold, gone = [], []
    for one in elsewhere:
        if str(one.statement_id) not in here:
            (gone if one.is_voided or str(one.statement_id) in voided else hold).append(one)
    return hold, gone


def add(tally, statement, month, *, document=None) -> None:
    """Adds what a statement says to the sums of an account's month; `document` is its text, where parsed."""
    said = read(document or json.loads(statement.raw), at=statement.timestamp)
    owner = (month.organisation_id, month.actor_name)
    tally.add_presence(PresenceKey(*owner, month.month), said.presence)
    if said.skill:
        tally.add_standing(StandingKey(*owner, said.skill, month.month), said.standing)
    for activity, detail, more in said.traces:
        tally.add_trace(TraceKey(*owner, activity, detail, month.month), more)


def _statements_of(organisation_id, counts_for, month_of):
    """Returns {Month: what is counted in it and not voided}, locked so that an erasing waits."""
    waiting = InboxEntry.objects.filter(statement=OuterRef("pk"))
    stored = Statement.objects.filter(organisation=organisation_id, actor_name__in=list(counts_for))
    stored = stored.not_voided().exclude(Exists(waiting)).order_by("pk").select_for_update(of=("self",))
    found = {}
    for one in stored.only("actor_name", "timestamp", "raw"):
        month = Month(organisation_id, counts_for[one.actor_name], month_of(one.timestamp))
        found.setdefault(month, []).append(one)
    return found


def _subtract(month, names, voided):
    own = {"organisation": month.organisation_id, "month": month.month, "actor_name__in": names}
    for one in voided:
        said = read(json.loads(one.raw), at=one.timestamp)
        Presence.objects.filter(**own, statements__gt=0).update(statements=F("statements") - 1)
        standing = Standing.objects.filter(**own, skill=said.skill)
        for name in ("hints", "tries", "kept_of", "kept_right"):
            less = getattr(said.standing, name)
            standing.filter(**{f"{name}__gte": less}).update(**{name: F(name) - less})
        for activity, detail, more in said.traces:
            trace = Trace.objects.filter(**own, activity=activity, detail=detail)
            for name in TRACE_COUNTS:
                less = getattr(more, name)
                trace.filter(**{f"{name}__gte": less}).update(**{name: F(name) - less})


def _number(month):
    text = f"{month.organisation_id} {month.actor_name} {month.month}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
