"""Deleting what is older than it need be. Figures stay: only what is counted and forwarded already may go."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from analytics.history.models import Entry
from analytics.lrs import moments
from analytics.lrs.documents.models import Document
from analytics.lrs.forwarding.models import OutboxEntry
from analytics.lrs.models import Attachment, InboxEntry, Statement

BATCH = 500


def due(organisation, *, before):
    """Returns the statements stored before a moment that nothing here waits for any more."""
    uncounted = InboxEntry.objects.filter(statement=OuterRef("pk"))
    unsent = OutboxEntry.objects.filter(
        target__organisation=OuterRef("organisation"), statement_id=OuterRef("statement_id")
    )
    found = Statement.objects.for_organisation(organisation).filter(pk__lt=moments.first_key(before))
    unshipped = Entry.objects.filter(
        organisation=OuterRef("organisation"), statement_id=OuterRef("statement_id")
    )
    return found.exclude(Exists(uncounted)).exclude(Exists(unsent)).exclude(Exists(unshipped))


def run(organisation, *, before, tell=lambda count: None) -> int:
    """Deletes the statements that are due, batch by batch, and returns how many. Safe to cut off."""
    deleted = 0
    while keys := list(due(organisation, before=before).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            Statement.objects.filter(pk__in=keys).delete()
            Attachment.objects.filter(organisation=organisation, statements=None).delete()
        deleted += len(keys)
        tell(deleted)
    return deleted


def delete_state(organisation, *, before) -> int:
    """Deletes activity state that nobody has changed since; profiles stay. Returns how many documents."""
    old = Document.objects.filter(
        organisation=organisation, kind=Document.Kind.STATE, updated_at__lt=before
    )  # fmt: skip
    return old.delete()[0]
