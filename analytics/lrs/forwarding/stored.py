"""What forwarding reads from the store: the text of statements, and their order."""

from analytics.lrs import attachments
from analytics.lrs.models import Statement


def texts(organisation_id, statement_ids) -> dict:
    """Returns {statement id: its text} of those that are still stored for the organisation. One query."""
    found = Statement.objects.with_ids(organisation_id, statement_ids)
    return dict(found.values_list("statement_id", "raw"))


def files(organisation_id, statement_id) -> list:
    """Returns [(hash, content type, bytes)] of what a statement has attached."""
    found = Statement.objects.with_ids(organisation_id, [statement_id])
    return attachments.of_statements(list(found.values_list("pk", flat=True)))


def newest_key(organisation_id) -> int:
    """Returns the key of the organisation's newest statement, 0 where there is none."""
    found = Statement.objects.filter(organisation_id=organisation_id).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


def count(organisation_id, *, until) -> int:
    """Returns how many statements there are up to a key."""
    return Statement.objects.filter(organisation_id=organisation_id, pk__lte=until).count()


def ids_after(organisation_id, after, *, until, limit) -> list:
    """Returns [(key, statement id)] of the next statements after a key, in the order of the keys."""
    found = Statement.objects.filter(organisation_id=organisation_id, pk__gt=after, pk__lte=until)
    return list(found.order_by("pk").values_list("pk", "statement_id")[:limit])
