"""Statements on their way out, found again until the other store has them.

Each statement is written with an inbox row in one transaction (docs/adr/0011). Whoever counts it turns that
row into a row here for each target, in the transaction that deletes it: so no statement is missed, and
storing one costs nothing more. See docs/adr/0044-forwarding.md.
"""

from django.db import transaction

from analytics.lrs.forwarding.models import DeadLetter, OutboxEntry, Target

_AT_ONCE = 1000


def enqueue(statements) -> int:
    """Notes that each active target of their organisation needs these Statements; returns how many notes.

    Costs one query, and one more where there are targets.
    """
    targets = {}
    wanted = {statement.organisation_id for statement in statements}
    for target in Target.objects.active().filter(organisation_id__in=wanted).order_by("pk"):
        targets.setdefault(target.organisation_id, []).append(target)
    entries = [
        OutboxEntry(target=target, statement_id=statement.statement_id)
        for statement in statements
        for target in targets.get(statement.organisation_id, ())
    ]
    OutboxEntry.objects.bulk_create(entries, ignore_conflicts=True, batch_size=_AT_ONCE)
    return len(entries)


@transaction.atomic
def bury(target, statement_id, *, status, reason):
    """Puts a statement that the target refused for good on the list of the refused."""
    OutboxEntry.objects.filter(target=target, statement_id=statement_id).delete()
    DeadLetter.objects.update_or_create(
        target=target, statement_id=statement_id, defaults={"status": status, "reason": reason[:1000]}
    )


@transaction.atomic
def retry(letters) -> int:
    """Sends refused statements once more (a QuerySet of DeadLetter); returns how many."""
    letters = list(letters.select_for_update(of=("self",)))
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(target_id=letter.target_id, statement_id=letter.statement_id) for letter in letters],
        ignore_conflicts=True,
        batch_size=_AT_ONCE,
    )
    DeadLetter.objects.filter(pk__in=[letter.pk for letter in letters]).delete()
    return len(letters)


def forget(statement_ids):
    """Takes statements that are erased here off every list; what another store has is for it to erase."""
    OutboxEntry.objects.filter(statement_id__in=statement_ids).delete()
    DeadLetter.objects.filter(statement_id__in=statement_ids).delete()
