"""All rows of a batch into SQLite: a single statement by one call, a batch by as few as can be.

SQLite has one writer at a time, and who waits for it sleeps. So what counts is how long the database is held,
and in a process of several threads each call gives way to another thread in the middle of it. A statement
that comes alone is inserted into a view of this connection, whose trigger writes into all tables: one call,
whole or not at all, in which Python is asked for the time once, when the database is held already.
"""

import json
import sqlite3
import threading
from datetime import UTC
from operator import attrgetter

from django.db import connection

from analytics.lrs import moments
from analytics.lrs.rows import COLUMNS, IdsTaken, values_of


def store(rows, links) -> bool:
    """Stores Rows now, as `writing.store` says; a single one that refers to nothing by one call."""
    if len(rows) == 1 and not rows[0].refers_to:
        return _store_one(rows[0], links)
    for row, place in zip(rows, moments.new_keys(len(rows)), strict=True):
        row.place(*place)
    keys = [row.id for row in rows]
    return write(rows, [(key, keys[place], is_direct) for key, place, is_direct in links])


def _sql(table, columns, begin="INSERT INTO"):
    return f"{begin} {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"


_TABLES = {
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


def write(rows, links) -> bool:
    """Writes Rows that have their keys, with their links [(key, statement's key, is_direct)]."""
    organisation_id = rows[0].organisation_id
    with connection.cursor() as cursor:
        ids = ",".join(f'"{row.statement_id}"' for row in rows)
        cursor.execute(_MENTIONED, [organisation_id, f"[{ids}]"])
        is_mentioned = bool(cursor.fetchone()[0])
        cursor.executemany(_TABLES["taken"], [(organisation_id, row.statement_id, row.id) for row in rows])
        if cursor.rowcount != len(rows):
            raise IdsTaken
        cursor.executemany(_TABLES["statements"], map(_values, rows))
        cursor.executemany(_TABLES["links"], links)
        cursor.executemany(_TABLES["inbox"], [(row.id, organisation_id) for row in rows])
        mentions = [(organisation_id, row.refers_to, row.id, row.is_voiding) for row in rows if row.refers_to]
        if mentions:
            cursor.executemany(_TABLES["mentions"], mentions)
    return is_mentioned


def _values(row):
    """Returns the values of a Row with its times as Django writes them into SQLite."""
    *values, timestamp, stored, raw = values_of(row)
    return *values, _time(timestamp), _time(stored), raw


def _time(moment):
    return moment and str(moment.astimezone(UTC).replace(tzinfo=None))


_OTHERS = [name for name in COLUMNS if name not in ("id", "timestamp", "stored", "raw")]
_others_of = attrgetter(*_OTHERS)
_names = ", ".join(_OTHERS)
_IS_THERE = "SELECT 1 FROM sqlite_temp_master WHERE name = 'analytics_store'"
_PREPARED = (
    f"CREATE TEMP VIEW analytics_storing ({', '.join(COLUMNS)}, links) AS SELECT {'1, ' * len(COLUMNS)}1",
    f"""
CREATE TEMP TRIGGER analytics_store INSTEAD OF INSERT ON analytics_storing BEGIN
  INSERT INTO analytics_takenid (organisation_id, statement_id, key)
  VALUES (new.organisation_id, new.statement_id, new.id);
  INSERT INTO analytics_statement (id, timestamp, stored, raw, {_names})
  VALUES (new.id, new.timestamp, new.stored, new.raw, {", ".join(f"new.{name}" for name in _OTHERS)});
  INSERT INTO analytics_link (key, statement_id, is_direct)
  SELECT json_extract(value, '$[0]'), new.id, json_extract(value, '$[1]') FROM json_each(new.links);
  INSERT INTO analytics_inboxentry (statement_id, organisation_id) VALUES (new.id, new.organisation_id);
  SELECT analytics_is_mentioned() FROM analytics_mention
  WHERE organisation_id = new.organisation_id AND refers_to = new.statement_id LIMIT 1;
END""",
)
_STORE = f"""
WITH given (key) AS MATERIALIZED (SELECT analytics_key()),
said (key, second, fraction) AS (
  SELECT key, datetime((key >> {moments.BITS}) / 1000000 + {int(moments.EPOCH.timestamp())}, 'unixepoch'),
    printf('.%06d', (key >> {moments.BITS}) % 1000000) FROM given
),
stored (key, at, said) AS (
  SELECT key, second || replace(fraction, '.000000', ''), replace(second, ' ', 'T') || fraction || 'Z'
  FROM said
)
INSERT INTO analytics_storing (id, timestamp, stored, raw, links, {_names})
SELECT key, coalesce(?, at), at, replace(?, char(1), said), ?, {", ".join("?" * len(_OTHERS))} FROM stored
"""


class _Connection(threading.local):
    """What this thread's connection was given for storing: the view, its trigger, and a clock."""

    plain = placed = None
    is_mentioned = False

    def prepare(self, plain):
        """Returns the connection, given what `_STORE` needs. A transaction that is undone takes it back."""
        if self.plain is not plain:
            plain.create_function("analytics_key", 0, self._key)
            plain.create_function("analytics_is_mentioned", 0, self._mentioned)
            self.plain = plain
        if plain.execute(_IS_THERE).fetchone() is None:
            for sql in _PREPARED:
                plain.execute(sql)
        return plain

    def _key(self):
        (self.placed,) = moments.new_keys(1)
        self.is_mentioned = False
        return self.placed[0]

    def _mentioned(self):
        self.is_mentioned = True


_mine = _Connection()


def _store_one(row, links):
    """Stores a Row that refers to nothing; returns whether a statement refers to it. Raises IdsTaken."""
    said_links = json.dumps([(key, is_direct) for key, _place, is_direct in links])
    connection.ensure_connection()
    with connection.wrap_database_errors:
        plain = _mine.prepare(connection.connection)
        try:
            plain.execute(_STORE, (_time(row.timestamp), row.raw, said_links, *_others_of(row)))
        except sqlite3.IntegrityError as error:  # the statement's id, or a key of the same microsecond
            raise IdsTaken from error
        row.place(*_mine.placed)
        return _mine.is_mentioned
