"""Up to when everything stored can be read: X-Experience-API-Consistent-Through (part 3, 2.1.3).

A statement says when it was stored, and is readable when its transaction has committed, which may be later.
So "now" is true only while nobody writes.

PostgreSQL: who stores takes a shared lock that names the second, then asks for the time, and holds the lock
until the end of the transaction. A reader asks for the time first and then for the locks: who holds none by
then will store later. SQLite: one transaction writes at a time. If one does, the newest statement that can be
read is the limit, because whoever writes now stores later than that.
"""

import sqlite3
from datetime import UTC, datetime
from time import monotonic
from types import SimpleNamespace

from django.db import connection
from django.utils import timezone

from analytics.lrs import moments
from analytics.lrs.models import Statement

LOCKS = 0x78415049  # the class of these locks: "xAPI"
# Takes the lock of this second.
HOLD = f"SELECT pg_advisory_xact_lock_shared({LOCKS}, floor(extract(epoch FROM clock_timestamp()))::int)"
_SECONDS = 1


_lately = SimpleNamespace(found=moments.EPOCH, at=-_SECONDS)


def enter() -> datetime:
    """Has readers wait for this transaction; returns the moment from which it stores. On PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT clock_timestamp() FROM ({HOLD} OFFSET 0) AS held")
        return cursor.fetchone()[0]


def through() -> datetime:
    """Returns a moment up to which everything that is or ever will be stored can be read now."""
    found = _through_on_postgres() if connection.vendor == "postgresql" else _through_on_sqlite()
    _lately.found, _lately.at = found, monotonic()
    return found


def lately() -> datetime:
    """Returns what was true within the last second, for answers that read nothing: it stays true."""
    return _lately.found if monotonic() - _lately.at < _SECONDS else through()


# The locks hang on the time, so that they are looked at after it.
_THROUGH = """
WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now)
SELECT clock.now, held.second FROM clock CROSS JOIN LATERAL (
  SELECT min(objid::bigint) AS second FROM pg_locks
  WHERE locktype = 'advisory' AND classid = %s AND pid <> pg_backend_pid() AND clock.now IS NOT NULL
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
) held
"""


def _through_on_postgres():
    with connection.cursor() as cursor:
        cursor.execute(_THROUGH, [LOCKS])
        now, second = cursor.fetchone()
    return now if second is None else min(now, datetime.fromtimestamp(second, UTC))


def _through_on_sqlite():
    now = timezone.now()
    if not _is_anybody_writing():
        return now
    newest = Statement.objects.order_by("-pk").values_list("pk", flat=True).first()
    return moments.EPOCH if newest is None else moments.stored_at(newest)


def _is_anybody_writing():
    """Says whether the database is locked for a writer, by asking to be one for an instant."""
    if connection.in_atomic_block:  # this connection may be the writer itself; it reads what it wrote
        return False
    given = connection.get_connection_params()
    probe = sqlite3.connect(given["database"], timeout=0, isolation_level=None, uri=given.get("uri", False))
    try:
        probe.execute("BEGIN IMMEDIATE")
        probe.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError:
        return True
    finally:
        probe.close()
