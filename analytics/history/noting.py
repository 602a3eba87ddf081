"""What the history has to get, to forget and to put right: noted in the transaction in which it comes up."""

from django.conf import settings

from analytics.history.models import Entry, Forgotten, Owed
from analytics.lrs.models import InboxEntry, Statement
from lms.organisations.models import Organisation

_AT_ONCE = 1000


def is_on() -> bool:
    """Says whether the history lives elsewhere."""
    return settings.LRS_HISTORY == "clickhouse"


def note(statements) -> None:
    """Notes counted statements for the history. One query; none where it is not on."""
    if is_on():
        _note([(one.organisation_id, one.statement_id) for one in statements])


def note_stored(organisation, *, after=0) -> tuple[int, int]:
    """Notes the next counted statements that are stored; returns (how many, the key to go on after)."""
    found = Statement.objects.for_organisation(organisation).filter(pk__gt=after).order_by("pk")
    rows = list(found.values_list("pk", "statement_id")[:_AT_ONCE])
    keys = [pk for pk, _statement_id in rows]
    waiting = set(InboxEntry.objects.filter(statement__in=keys).values_list("pk", flat=True))
    _note([(organisation.pk, statement_id) for pk, statement_id in rows if pk not in waiting])
    return len(rows), keys[-1] if keys else after


def _note(pairs):
    entries = [Entry(organisation_id=owner, statement_id=statement_id) for owner, statement_id in pairs]
    Entry.objects.bulk_create(entries, ignore_conflicts=True, batch_size=_AT_ONCE)


def note_changed(statements) -> None:
    """Notes counted statements whose text was changed, as somebody who is erased stood in it."""
    if not is_on():
        return
    keys = [one.pk for one in statements]
    waiting = set(InboxEntry.objects.filter(statement__in=keys).values_list("pk", flat=True))
    Entry.objects.bulk_create(
        [
            Entry(organisation_id=one.organisation_id, statement_id=one.statement_id, is_changed=True)
            for one in statements
            if one.pk not in waiting
        ],
        update_conflicts=True,
        unique_fields=["organisation", "statement_id"],
        update_fields=["is_changed"],
    )


def forget(names, organisations=None) -> None:
    """Has the history delete all statements of these accounts, in every organisation unless told."""
    if is_on():
        Forgotten.objects.bulk_create(
            Forgotten(organisation=organisation, actor_name=name)
            for organisation in organisations or Organisation.objects.order_by("pk")
            for name in names
        )


def owe(month) -> None:
    """Has an account's month counted anew from the history soon; `month` is a recounts.Month."""
    if is_on():
        Owed.objects.get_or_create(
            organisation_id=month.organisation_id, actor_name=month.actor_name, month=month.month
        )
