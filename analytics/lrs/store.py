"""The store: statements go in once and never change."""

import json
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics.lrs import equivalence
from analytics.lrs.models import InboxEntry, Statement
from analytics.xapi import tincan_guard
from analytics.xapi.vocabulary import EXTENSIONS


class ConflictError(Exception):
    """Another statement of the same id is stored already."""


@transaction.atomic
def save(document, *, organisation):
    """Stores a statement with its id and returns it; the same statement again returns the stored one.

    `document` is JSON-able data of xAPI 1.0.3. Raises ConflictError when the id is taken by a statement that
    says something else or belongs to another organisation, and BadStatementError when it breaks a rule.
    """
    tincan_guard.check(document)
    try:
        with transaction.atomic():
            return append(document, organisation=organisation)
    except IntegrityError:
        stored = Statement.objects.filter(statement_id=document["id"]).first()
        if stored is None:
            raise
    same_owner = stored.organisation_id == organisation.pk
    if not same_owner or not equivalence.is_same(json.loads(stored.raw), document):
        raise ConflictError(f"Another statement has the id {document['id']}.")
    return stored


@transaction.atomic(savepoint=False)
def append(document, *, organisation):
    """Stores a statement whose id was just made, and its inbox row; costs two INSERTs."""
    context = document.get("context", {})
    statement = Statement.objects.create(
        statement_id=uuid.UUID(document["id"]),
        organisation=organisation,
        actor_name=document["actor"]["account"]["name"],
        verb=document["verb"]["id"],
        activity=document["object"]["id"],
        skill=context.get("extensions", {}).get(EXTENSIONS["skill"].iri, ""),
        registration=context.get("registration"),
        timestamp=tincan_guard.parse_time(document["timestamp"]),
        stored=timezone.now(),
        raw=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    )
    InboxEntry.objects.create(statement=statement)
    return statement
