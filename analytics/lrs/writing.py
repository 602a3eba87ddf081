"""All rows of a batch, into all tables, in one round trip on PostgreSQL; as few calls as can be on SQLite.

No model instances are made: a statement has five links, and a batch up to 5,000 statements.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from django.db import connection
from django.utils import timezone

from analytics.lrs import moments, settled


@dataclass(slots=True)
class Row:
    """One row of the table of statements, in the order of COLUMNS; ids are texts of hexadecimal digits."""

    id: int
    statement_id: str
    organisation_id: int
    client_id: int | None
    actor_name: str
    verb: str
    activity: str
    skill: str
    registration: str | None
    refers_to: str | None
    is_voiding: bool
    timestamp: datetime
    stored: datetime
    raw: str


COLUMNS = tuple(Row.__dataclass_fields__)
values_of = attrgetter(*COLUMNS)
_KINDS = {
    "id": "bigint", "statement_id": "uuid", "organisation_id": "bigint", "client_id": "bigint",
    "registration": "uuid", "refers_to": "uuid", "is_voiding": "boolean", "timestamp": "timestamptz",
    "stored": "timestamptz",
}  # fmt: skip


class IdsTaken(Exception):
    """Another statement has one of the ids: nothing may stay of what was written."""


def begin() -> datetime:
    """Returns the moment from which the statements of this transaction are stored.

    Until it ends, no reader is told that it knows everything stored by then (analytics.lrs.settled).
    """
    return settled.enter() if connection.vendor == "postgresql" else timezone.now()


def keys_from(moment, count):
    """Returns [(key, stored)] for a batch that `begin` gave a moment."""
    return moments.new_keys(count, at=moment)


def write(rows, links) -> bool:
    """Writes Rows with their links [(key, statement's key, is_direct)] and inbox rows.

    Returns whether a statement that is here already refers to one of them. Raises IdsTaken; the transaction
    must not be committed then.
    """
    way = _write_to_postgres if connection.vendor == "postgresql" else _write_to_sqlite
    return way(rows, links)


_INSERTS = f"""
WITH taken AS (
  INSERT INTO analytics_takenid (organisation_id, statement_id, key)
  SELECT %s, one.* FROM unnest(%s::uuid[], %s::bigint[]) one ON CONFLICT DO NOTHING RETURNING 1
), statements AS (
  INSERT INTO analytics_statement ({", ".join(COLUMNS)})
  SELECT * FROM unnest({", ".join(f"%s::{_KINDS.get(name, 'text')}[]" for name in COLUMNS)})
), links AS (
  INSERT INTO analytics_link (key, statement_id, is_direct)
  SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::boolean[])
), inbox AS (
  INSERT INTO analytics_inboxentry (statement_id, organisation_id)
  SELECT one.*, %s FROM unnest(%s::bigint[]) one
), mentions AS (
  INSERT INTO analytics_mention (organisation_id, refers_to, statement_id, is_voiding)
  SELECT %s, one.* FROM unnest(%s::uuid[], %s::bigint[], %s::boolean[]) one
)
SELECT (SELECT count(*) FROM taken),
  EXISTS (SELECT 1 FROM analytics_mention WHERE organisation_id = %s AND refers_to = ANY (%s::uuid[]))
"""


def _write_to_postgres(rows, links):
    organisation_id = rows[0].organisation_id
    columns = list(zip(*map(values_of, rows), strict=True))
    keys = array_text(columns[0])
    # In the order of the ids, so that two writers of the same ids wait for one another and do not deadlock.
    by_id = sorted((row.statement_id, row.id) for row in rows)
    mentions = [row for row in rows if row.refers_to]
    ids = array_text([pair[0] for pair in by_id])
    link_keys, link_statements, directs = zip(*links, strict=True)
    params = [
        organisation_id, ids, array_text([pair[1] for pair in by_id]),
        *(
            array_text(column) if name in _KINDS else array_of_texts(column)
            for name, column in zip(COLUMNS, columns, strict=True)
        ),
        array_text(link_keys), array_text(link_statements), array_text(directs),
        organisation_id, keys,
        organisation_id, array_text([row.refers_to for row in mentions]),
        array_text([row.id for row in mentions]),
        array_text([row.is_voiding for row in mentions]),
        organisation_id, ids,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERTS, params)
        taken, is_mentioned = cursor.fetchone()
    if taken != len(rows):
        raise IdsTaken
    return is_mentioned


def array_text(values):
    """Returns PostgreSQL's text of an array of numbers, ids, truth values or times."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def array_of_texts(values):
    """Returns PostgreSQL's text of an array of texts. Some times as quick as adapting a list."""
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(quoted) + '"}'


def _sql(table, columns, begin="INSERT INTO"):
    return f"{begin} {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"


_LITE = {
    "taken": _sql("analytics_takenid", ("organisation_id", "statement_id", "key"), "INSERT OR IGNORE INTO"),
    "statements": _sql("analytics_statement", COLUMNS),
    "links": _sql("analytics_link", ("key", "statement_id", "is_direct")),
    "inbox": _sql("analytics_inboxentry", ("statement_id", "organisation_id")),
    "mentions": _sql("analytics_mention", ("organisation_id", "refers_to", "statement_id", "is_voiding")),
}
_MENTIONED = (
    "SELECT EXISTS (SELECT 1 FROM analytics_mention WHERE organisation_id = %s"
    " AND refers_to IN (SELECT value FROM json_each(%s)))"
)


def _write_to_sqlite(rows, links):
    organisation_id = rows[0].organisation_id
    with connection.cursor() as cursor:
        ids = ",".join(f'"{row.statement_id}"' for row in rows)
        cursor.execute(_MENTIONED, [organisation_id, f"[{ids}]"])
        is_mentioned = bool(cursor.fetchone()[0])
        cursor.executemany(_LITE["taken"], [(organisation_id, row.statement_id, row.id) for row in rows])
        if cursor.rowcount != len(rows):
            raise IdsTaken
        cursor.executemany(_LITE["statements"], map(_lite_values, rows))
        cursor.executemany(_LITE["links"], links)
        cursor.executemany(_LITE["inbox"], [(row.id, organisation_id) for row in rows])
        mentions = [(organisation_id, row.refers_to, row.id, row.is_voiding) for row in rows if row.refers_to]
        if mentions:
            cursor.executemany(_LITE["mentions"], mentions)
    return is_mentioned


def _lite_values(row):
    """Returns the values of a Row with its times as Django writes them into SQLite."""
    *values, timestamp, stored, raw = values_of(row)
    return *values, _lite_time(timestamp), _lite_time(stored), raw


def _lite_time(moment):
    return str(moment.astimezone(UTC).replace(tzinfo=None))
