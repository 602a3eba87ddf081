"""All rows of a batch into all tables: one statement of SQL, but a batch on SQLite (analytics.lrs.sqlite).

On PostgreSQL that statement also takes the lock of `settled`, asks for the time and makes the keys of it, so
that a single statement of xAPI is one round trip and one commit (docs/adr/0256). No model instances are made:
a statement has six links, and a batch up to 5,000 statements.
"""

import secrets
from datetime import datetime, timedelta
from operator import attrgetter

import psycopg
from django.db import IntegrityError, connection
from django.utils import timezone

from analytics.lrs import moments, settled, sqlite
from analytics.lrs.rows import COLUMNS, IdsTaken


def begin() -> datetime:
    """Returns the moment from which the statements of this transaction are stored.

    Until it ends, no reader is told that it knows everything stored by then (analytics.lrs.settled).
    """
    return settled.enter() if connection.vendor == "postgresql" else timezone.now()


def keys_from(moment, count):
    """Returns [(key, stored)] for a batch that `begin` gave a moment."""
    return moments.new_keys(count, at=moment)


def store(rows, links) -> bool:
    """Stores Rows now, with their links [(key, the row's place in the list, is_direct)] and inbox rows.

    Returns whether a statement that is here already refers to one of them. Raises IdsTaken; the transaction
    must not be committed then. Afterwards the rows say when they were stored.
    """
    return _store_in_postgres(rows, links) if connection.vendor == "postgresql" else sqlite.store(rows, links)


# Who stores holds the lock before it asks for the time (settled); all else hangs on `clock`. The ids are
# taken in their own order, so that two writers of the same ids wait for one another and do not deadlock.
# Where one of them is taken already, nothing else is written.
_STORE = f"""
WITH clock AS MATERIALIZED (
  SELECT clock_timestamp() AS now FROM ({settled.HOLD} OFFSET 0) AS held
), first AS MATERIALIZED (
  SELECT now, (extract(epoch FROM now) * 1000000)::bigint - {moments.EPOCH_MICROSECONDS} AS number FROM clock
), taken AS (
  INSERT INTO analytics_takenid (organisation_id, statement_id, key)
  SELECT %s::bigint, id, (((SELECT number FROM first) + place) << {moments.BITS}) | %s::bigint
  FROM unnest(%s::uuid[], %s::bigint[]) one (id, place) ON CONFLICT DO NOTHING RETURNING key
), free AS MATERIALIZED (
  SELECT 1 WHERE (SELECT count(*) FROM taken) = %s::bigint
), rows AS MATERIALIZED (
  SELECT one.*, (((SELECT number FROM first) + place - 1) << {moments.BITS}) | %s::bigint AS id,
    (SELECT now FROM first) + (place - 1) * interval '1 microsecond' AS stored
  FROM unnest({{arrays}}) WITH ORDINALITY one ({{names}}, place) WHERE EXISTS (SELECT 1 FROM free)
), statements AS (
  INSERT INTO analytics_statement (
    id, stored, organisation_id, client_id, timestamp, raw, {{plain}}
  )
  SELECT id, stored, %s::bigint, %s::bigint, coalesce(timestamp, stored),
    replace(raw, chr(1), to_char(stored AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), {{plain}}
  FROM rows
), links AS (
  INSERT INTO analytics_link (key, statement_id, is_direct)
  SELECT key, (((SELECT number FROM first) + place) << {moments.BITS}) | %s::bigint, is_direct
  FROM unnest(%s::uuid[], %s::bigint[], %s::boolean[]) one (key, place, is_direct)
  WHERE EXISTS (SELECT 1 FROM free)
), inbox AS (
  INSERT INTO analytics_inboxentry (statement_id, organisation_id) SELECT id, %s::bigint FROM rows
), mentions AS (
  INSERT INTO analytics_mention (organisation_id, refers_to, statement_id, is_voiding)
  SELECT %s::bigint, refers_to, id, is_voiding FROM rows WHERE refers_to IS NOT NULL
)
SELECT (SELECT now FROM first), (SELECT count(*) FROM taken),
  EXISTS (SELECT 1 FROM analytics_mention WHERE organisation_id = %s::bigint AND refers_to = ANY (%s::uuid[]))
"""
_KINDS = {
    "id": "bigint", "statement_id": "uuid", "organisation_id": "bigint", "client_id": "bigint",
    "registration": "uuid", "refers_to": "uuid", "is_voiding": "boolean", "timestamp": "timestamptz",
    "stored": "timestamptz",
}  # fmt: skip
_SET_IN_STORING = {"id", "stored", "organisation_id", "client_id"}
_GIVEN = tuple(name for name in COLUMNS if name not in _SET_IN_STORING)
_given_of = attrgetter(*_GIVEN)
_STORE = _STORE.format(
    arrays=", ".join(f"%s::{_KINDS.get(name, 'text')}[]" for name in _GIVEN),
    names=", ".join(_GIVEN),
    plain=", ".join(name for name in _GIVEN if name not in ("timestamp", "raw")),
)


def _store_in_postgres(rows, links):
    organisation_id, client_id = str(rows[0].organisation_id), rows[0].client_id
    lane = secrets.randbits(moments.BITS)
    by_id = sorted((row.statement_id, place) for place, row in enumerate(rows))
    ids = array_text([pair[0] for pair in by_id])
    columns = [
        array_text(column) if name in _KINDS else array_of_texts(column)
        for name, column in zip(_GIVEN, zip(*map(_given_of, rows), strict=True), strict=True)
    ]
    link_columns = [array_text(column) for column in zip(*links, strict=True)]
    params = [
        organisation_id, str(lane), ids, array_text([pair[1] for pair in by_id]),
        str(len(rows)), str(lane), *columns,
        organisation_id, None if client_id is None else str(client_id), str(lane), *link_columns,
        organisation_id, organisation_id, organisation_id, ids,
    ]  # fmt: skip
    try:
        now, taken, is_mentioned = _asked(_STORE, params)
    except IntegrityError as error:  # another writer's key, of the same microsecond and lane
        raise IdsTaken from error
    if taken != len(rows):
        raise IdsTaken
    first = moments.microseconds(now)
    for place, row in enumerate(rows):
        row.place(moments.key(first + place, lane), now + timedelta(microseconds=place))
    return is_mentioned


def _asked(sql, params):
    """Returns the one row that answers, by a statement that the database reads and plans once a connection.

    Django's own cursors write the values into the statement, which costs the database more than the rest.
    Not where DISABLE_SERVER_SIDE_CURSORS says that a pooler hands out another session each time.
    """
    connection.ensure_connection()
    plain = connection.connection
    if not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS") and plain.prepare_threshold is None:
        plain.prepare_threshold = 5
    with connection.wrap_database_errors, psycopg.Cursor(plain) as cursor:
        return cursor.execute(sql, params).fetchone()


def array_text(values):
    """Returns PostgreSQL's text of an array of numbers, ids, truth values or times."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def array_of_texts(values):
    """Returns PostgreSQL's text of an array of texts. Some times as quick as adapting a list."""
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(quoted) + '"}'
