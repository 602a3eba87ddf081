"""Taking a statement back as xAPI does it: by another that voids it (1.0.3, part 2, 2.3.2)."""

import uuid

from django.db import transaction
from wagtail.log_actions import log

from analytics import tasks
from analytics.lrs import store
from analytics.lrs.models import Mention
from analytics.lrs.validation import rules
from analytics.lrs.validation.schema import VOIDED


class CannotVoid(Exception):
    """A statement that voids another cannot be voided."""


@transaction.atomic
def void(*, statement, by):
    """Voids a statement of an organisation; one that is voided stays so. Returns the statement that voids it.

    Whoever counts it takes what was counted back (analytics.recounts). Its actor is the desk, not the person:
    the log knows who it was.
    """
    if statement.is_voiding:
        raise CannotVoid
    organisation = statement.organisation
    earlier = Mention.objects.filter(
        organisation=organisation, refers_to=statement.statement_id, is_voiding=True
    ).first()
    if earlier is not None:
        return earlier.statement
    document = {
        "id": str(uuid.uuid4()),
        "actor": store.own_authority(),
        "verb": {"id": VOIDED, "display": {"en": "voided"}},
        "object": {"objectType": "StatementRef", "id": str(statement.statement_id)},
    }
    rules.check(document, "1.0.3")
    voiding = store.append(document, organisation=organisation)
    tasks.fold_soon()
    log(
        instance=organisation,
        action="analytics.statement_voided",
        user=by,
        data={"statement": str(statement.statement_id)},
    )
    return voiding
