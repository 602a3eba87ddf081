"""The store: statements go in once and never change.

All rows of a batch are written with a handful of multi-row INSERTs. Rows that two writers may both want
(definitions, attachments) are locked in the order of their keys, so that writers wait and do not deadlock.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics.lrs import attachments, definitions, equivalence, references
from analytics.lrs.documents.places import identifier
from analytics.lrs.errors import Conflict
from analytics.lrs.incoming import Incoming
from analytics.lrs.keys import is_identified
from analytics.lrs.models import InboxEntry, Link, Statement
from analytics.lrs.validation import formats
from analytics.lrs.validation.strict import with_members
from analytics.xapi import tincan_guard
from analytics.xapi.vocabulary import EXTENSIONS

ConflictError = Conflict
_TRIES = 3
# The column `timestamp` serves the months of the roll-ups; the text keeps every time stamp as it came.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def insert(batch, *, organisation, client=None, version="1.0.3"):
    """Stores all of a batch (a list of Incoming) or nothing, and returns its Statements in order.

    One that is here already and says the same is returned as it is. Raises Conflict when one says something
    else than what has its id. Costs six queries, whatever the size of the batch.
    """
    for turn in range(_TRIES):
        try:
            with transaction.atomic():
                return _insert(batch, organisation, client, version)
        except IntegrityError:  # another writer was quicker with one of the ids: its statement shows now
            if turn == _TRIES - 1:
                raise
    raise AssertionError("never reached")


def save(document, *, organisation):
    """Stores one statement with its id and returns it; the same statement again returns the stored one.

    `document` is JSON-able data of xAPI 1.0.3. Raises Conflict when the id is taken by a statement that says
    something else, and BadStatementError when it breaks a rule.
    """
    tincan_guard.check(document)
    return insert([_incoming(document)], organisation=organisation)[0]


@transaction.atomic(savepoint=False)
def append(document, *, organisation):
    """Stores a statement of the product's own whose id was just made, with all that goes with it."""
    return _write([_incoming(document)], organisation, None, "1.0.3", has_new_ids=True)[0]


def _incoming(document):
    return Incoming(json.dumps(document, ensure_ascii=False, separators=(",", ":")), document)


def _insert(batch, organisation, client, version):
    found = {
        statement.statement_id: statement
        for statement in Statement.objects.for_organisation(organisation).filter(
            statement_id__in=[incoming.statement_id for incoming in batch]
        )
    }
    for incoming in batch:
        here = found.get(incoming.statement_id)
        if here and not equivalence.is_same(json.loads(here.raw), incoming.document):
            raise Conflict(f"Another statement has the id {incoming.statement_id} (part 2, 2.3.1).")
    new = [incoming for incoming in batch if incoming.statement_id not in found]
    if new:
        found |= {row.statement_id: row for row in _write(new, organisation, client, version)}
    return [found[incoming.statement_id] for incoming in batch]


def _write(batch, organisation, client, version, *, has_new_ids=False):
    now = timezone.now()
    authority = client.authority() if client else own_authority()
    rows = [
        _row(incoming, organisation, client, authority, version, now + timedelta(microseconds=place))
        for place, incoming in enumerate(batch)
    ]
    Statement.objects.bulk_create(rows)
    links = [
        Link(key=key, is_direct=is_direct, stored=row.stored, statement_id=row.pk)
        for row, incoming in zip(rows, batch, strict=True)
        for key, is_direct in incoming.links(organisation.pk, authority).items()
    ]
    Link.objects.bulk_create(links)
    InboxEntry.objects.bulk_create([InboxEntry(statement=row) for row in rows])
    if not has_new_ids:
        references.resolve(rows)
    if client is None or client.may("define"):
        definitions.learn(batch, organisation.pk)
    attachments.keep(rows, batch, organisation.pk)
    return rows


def own_authority():
    """Returns the Agent that stands as `authority` in what the product records itself."""
    return {"objectType": "Agent", "account": {"homePage": settings.SITE_URL, "name": "portalwise"}}


def _row(incoming, organisation, client, authority, version, now):
    document = incoming.document
    stored = now.isoformat(timespec="microseconds").replace("+00:00", "Z")
    values = {"id": str(incoming.statement_id), "stored": stored, "authority": authority}
    values |= {"timestamp": document.get("timestamp", stored), "version": _version(document, version)}
    values = {
        name: value for name, value in values.items() if name not in document or document[name] != value
    }
    activity = document["object"]
    return Statement(
        statement_id=incoming.statement_id,
        organisation=organisation,
        client=client,
        actor_name=actor_name(document["actor"]),
        verb=document["verb"]["id"],
        activity=activity["id"] if activity.get("objectType", "Activity") == "Activity" else "",
        skill=_skill(document),
        registration=incoming.registration,
        refers_to=incoming.refers_to,
        is_voiding=incoming.is_voiding,
        timestamp=min(max(formats.moment(document.get("timestamp", stored)), _EARLIEST), _LATEST),
        stored=now,
        raw=with_members(incoming.text, document, values),
    )


def _version(document, version):
    return document.get("version", "1.0.0" if version == "1.0.3" else version)


def actor_name(actor: dict) -> str:
    """Returns the name by which the roll-ups count a person: a learner's own, or a hash of the identifier.

    Nobody ("") for an anonymous group, which is no person.
    """
    if not is_identified(actor):
        return ""
    account = actor.get("account", {})
    name = account.get("name", "")
    is_ours = account.get("homePage") == settings.XAPI_ACTOR_HOME_PAGE
    if is_ours and 0 < len(name) <= 100 and name.isprintable():
        return name
    return "x-" + hashlib.sha256(json.dumps(identifier(actor)).encode()).hexdigest()


def _skill(document):
    said = document.get("context", {}).get("extensions", {}).get(EXTENSIONS["skill"].iri, "")
    return said if isinstance(said, str) and len(said) <= 32 and "\x00" not in said else ""
