"""Everything stored before a target was there: added to its outbox bit by bit, in the order it was stored."""

from django.db import transaction

from analytics.lrs.forwarding import stored
from analytics.lrs.forwarding.models import OutboxEntry, Target

BATCH = 1000
# With so many waiting nothing is added, so that the outbox stays small whatever is stored.
_FULL = 5000


@transaction.atomic
def start(target):
    """Begins to send all that is stored now; a second time begins anew. Returns how many statements."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    until = stored.newest_key(target.organisation_id)
    target.backfill_total = stored.count(target.organisation_id, until=until)
    target.backfill_after, target.backfill_done = 0, 0
    target.backfill_until = until if target.backfill_total else None
    target.save(
        update_fields=["backfill_after", "backfill_until", "backfill_done", "backfill_total"]
    )  # fmt: skip
    return target.backfill_total


@transaction.atomic
def add_some(target) -> int:
    """Adds the next statements to the outbox and returns how many; 0 when it is full or nothing is left."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    if target.backfill_until is None or OutboxEntry.objects.filter(target=target).count() >= _FULL:
        return 0
    found = stored.ids_after(
        target.organisation_id, target.backfill_after, until=target.backfill_until, limit=BATCH
    )
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(target=target, statement_id=statement_id) for _key, statement_id in found],
        ignore_conflicts=True,
    )
    target.backfill_done += len(found)
    if len(found) < BATCH:
        target.backfill_until, target.backfill_done = None, target.backfill_total
    else:
        target.backfill_after = found[-1][0]
    target.save(update_fields=["backfill_after", "backfill_until", "backfill_done"])
    return len(found)
