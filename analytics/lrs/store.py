"""The store: statements go in once and never change.

All rows of a batch are written at once (analytics.lrs.writing). Ids are taken in their own order, so that two
writers of the same ids wait for one another and do not deadlock. What statements teach about activities is
learned in a transaction of its own after they are stored: nobody waits for a definition that another has not
committed. Should a process end in between, whoever counts the statements learns it.
"""

import hashlib
import json
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction

from analytics.lrs import attachments, definitions, equivalence, references, writing
from analytics.lrs.documents.places import identifier
from analytics.lrs.errors import Conflict
from analytics.lrs.incoming import Incoming
from analytics.lrs.keys import is_identified
from analytics.lrs.models import Statement
from analytics.lrs.rows import COLUMNS, WHEN, IdsTaken, Row
from analytics.lrs.validation import formats
from analytics.lrs.validation.strict import dumps, without_members
from analytics.xapi import tincan_guard
from analytics.xapi.vocabulary import EXTENSIONS

ConflictError = Conflict
_TRIES = 3
# The column `timestamp` serves the months of the roll-ups; the text keeps every time stamp as it came.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def insert(batch, *, organisation, client=None, version="1.0.3"):
    """Stores all of a batch (a list of Incoming) or nothing.

    One that is here already and says the same stays as it is. Raises Conflict when one says something else
    than what has its id. Costs a handful of queries, whatever the size of the batch.
    """
    new = batch
    for turn in range(_TRIES):
        try:
            _store(new, organisation, client, version)
            break
        except IdsTaken:  # here already, or another writer was quicker: it shows now
            if turn == _TRIES - 1:
                raise
            new = _not_here_yet(batch, organisation)
            if not new:
                return
    if client is None or client.may("define"):
        definitions.learn(new, organisation.pk)


def save(document, *, organisation):
    """Stores one statement with its id and returns it; the same statement again returns the stored one.

    `document` is JSON-able data of xAPI 1.0.3. Raises Conflict when the id is taken by a statement that says
    something else, and BadStatementError when it breaks a rule.
    """
    tincan_guard.check(document)
    incoming = _incoming(document)
    insert([incoming], organisation=organisation)
    return Statement.objects.with_ids(organisation.pk, [incoming.statement_id]).get()


@transaction.atomic(savepoint=False)
def append(document, *, organisation):
    """Stores a statement of the product's own whose id was just made, with all that goes with it."""
    incoming = _incoming(document)
    (row,) = _write([incoming], organisation, None, "1.0.3")
    values = {name: getattr(row, name) for name in COLUMNS}
    values |= {name: getattr(incoming, name) for name in ("statement_id", "registration", "refers_to")}
    transaction.on_commit(lambda: definitions.learn([incoming], organisation.pk), robust=True)
    return Statement(**values)


def _incoming(document):
    return Incoming(dumps(document), document)


def _not_here_yet(batch, organisation):
    """Returns those of a batch that are not stored; raises Conflict where one is, and says something else."""
    ids = [incoming.statement_id for incoming in batch]
    found = dict(Statement.objects.with_ids(organisation.pk, ids).values_list("statement_id", "raw"))
    for incoming in batch:
        here = found.get(incoming.statement_id)
        if here and not equivalence.is_same(json.loads(here), incoming.document):
            raise Conflict(f"Another statement has the id {incoming.statement_id} (part 2, 2.3.1).")
    return [incoming for incoming in batch if incoming.statement_id not in found]


def _store(batch, organisation, client, version):
    """Stores a batch whole or not at all. One statement that nothing hangs on is one statement of SQL."""
    is_alone = not (connection.in_atomic_block or batch[0].files or batch[0].refers_to)
    if is_alone and len(batch) == 1:
        _write(batch, organisation, client, version)
        return
    with transaction.atomic():
        _write(batch, organisation, client, version)


def _write(batch, organisation, client, version):
    authority = client.authority() if client else own_authority()
    said = Batch(organisation.pk, client.pk if client else None, authority, version)
    rows = [said.row(incoming) for incoming in batch]
    links = [
        (key, place, is_direct)
        for place, incoming in enumerate(batch)
        for key, is_direct in incoming.links(organisation.pk, authority).items()
    ]
    is_mentioned = writing.store(rows, links)
    if is_mentioned or any(row.refers_to for row in rows):
        references.resolve(Statement.objects.filter(pk__in=[row.id for row in rows]))
    attachments.keep(rows, batch, organisation.pk)
    return rows


def own_authority():
    """Returns the Agent that stands as `authority` in what the product records itself."""
    return {"objectType": "Agent", "account": {"homePage": settings.SITE_URL, "name": "portalwise"}}


class Batch:
    """What all statements of a batch have in common, and how one becomes a row."""

    def __init__(self, organisation_id, client_id, authority, version):
        self.organisation_id, self.client_id, self.authority = organisation_id, client_id, authority
        self.version = "1.0.0" if version == "1.0.3" else version
        self.is_in_utc = version != "1.0.3"  # 2.0, 4.2.7: time stamps are brought to UTC
        self.end = f',"authority":{dumps(authority)}'

    def row(self, incoming):
        """Returns the Row of a statement that is not stored yet."""
        document = incoming.document
        target = document["object"]
        timestamp = document.get("timestamp")
        at = None if timestamp is None else min(max(formats.moment(timestamp), _EARLIEST), _LATEST)
        return Row(
            id=None,
            statement_id=incoming.statement_id.hex,
            organisation_id=self.organisation_id,
            client_id=self.client_id,
            actor_name=actor_name(document["actor"]),
            verb=document["verb"]["id"],
            activity=target["id"] if target.get("objectType", "Activity") == "Activity" else "",
            skill=_skill(document),
            registration=incoming.registration and incoming.registration.hex,
            refers_to=incoming.refers_to and incoming.refers_to.hex,
            is_voiding=incoming.is_voiding,
            timestamp=at,
            stored=None,
            raw=self._text(incoming),
        )

    def _text(self, incoming):
        document, text = incoming.document, incoming.text
        values = {"id": str(incoming.statement_id), "timestamp": WHEN, "version": self.version}
        timestamp = document.get("timestamp")
        own = [name for name in ("stored", "authority") if name in document]
        if self.is_in_utc and timestamp and (in_utc := formats.in_utc(timestamp)) != timestamp:
            own.append("timestamp")
            values["timestamp"] = in_utc
        missing = [
            f'"{name}":"{value}"' for name, value in values.items() if name not in document or name in own
        ]
        if own:
            text = without_members(text, own)
        begin = text.index("{") + 1
        set_here = ",".join([f'{{"stored":"{WHEN}"{self.end}', *missing])
        return f"{set_here},{text[begin:].lstrip()}"


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
    return _hashed(*identifier(actor))


@lru_cache(10_000)
def _hashed(*parts):
    return "x-" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _skill(document):
    said = document.get("context", {}).get("extensions", {}).get(EXTENSIONS["skill"].iri, "")
    return said if isinstance(said, str) and len(said) <= 32 and "\x00" not in said else ""
