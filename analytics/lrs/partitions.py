"""The monthly partitions of statements and their links on PostgreSQL; SQLite has one table of each.

A month is a range of keys. What lies in no month (the scheduler stood still for long) goes to a default
partition, from where it moves when its month is made. See docs/adr/0047-keys-and-partitions.md.
"""

from datetime import UTC, datetime

from django.db import connection, transaction

from analytics.lrs import moments

# {table: the column that its partitions are cut by}
TABLES = {"analytics_statement": "id", "analytics_link": "statement_id"}
MONTHS_AHEAD = 3


def ensure(*, now, months=MONTHS_AHEAD, using=connection) -> list[str]:
    """Makes the partitions of this month and of those to come; returns the names of the new ones."""
    if using.vendor != "postgresql":
        return []
    made = []
    month = first_of_month(now)
    for _number in range(months + 1):
        made += add_month(month, using=using)
        month = next_month(month)
    return made


def add_month(month, *, using=connection) -> list[str]:
    """Makes the partitions of the month that begins then, unless they are there; moves in what waits."""
    made = []
    for table in TABLES:
        name = f"{table}_{month:%Y_%m}"
        with transaction.atomic(using=using.alias), using.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
            cursor.execute("SELECT to_regclass(%s)", [name])
            if cursor.fetchone()[0] is None:
                _make(cursor, table, name, month)
                made.append(name)
    return made


def drop_empty(*, before, using=connection) -> list[str]:
    """Drops the months that end before a moment and hold nothing any more; returns their names."""
    if using.vendor != "postgresql":
        return []
    dropped = []
    for table in TABLES:
        for name in _months_of(table, using):
            month = datetime.strptime(name[-7:], "%Y_%m").replace(tzinfo=UTC)
            with transaction.atomic(using=using.alias), using.cursor() as cursor:
                if next_month(month) > before or _holds_anything(cursor, name):
                    continue
                cursor.execute(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE")
                if not _holds_anything(cursor, name):  # nobody wrote before we had the lock
                    cursor.execute(f"DROP TABLE {name}")
                    dropped.append(name)
    return dropped


def make_default(cursor) -> None:
    """Makes the partitions for what lies in no month."""
    for table in TABLES:
        cursor.execute(f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT")


def first_of_month(moment):
    """Returns when the month of a moment began, in UTC."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def next_month(month):
    """Returns when the next month begins."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _make(cursor, table, name, month):
    column = TABLES[table]
    begin, end = moments.first_key(month), moments.first_key(next_month(month))
    where = f"{column} >= {begin} AND {column} < {end}"
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table}_other WHERE {where})")
    if not cursor.fetchone()[0]:
        cursor.execute(f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM ({begin}) TO ({end})")
        return
    cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    cursor.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)")
    cursor.execute(
        f"WITH moved AS (DELETE FROM {table}_other WHERE {where} RETURNING *)"
        f" INSERT INTO {name} SELECT * FROM moved"
    )
    cursor.execute(f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ({begin}) TO ({end})")


def _months_of(table, using):
    with using.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1",
            [table],
        )
        return [name for (name,) in cursor.fetchall() if not name.endswith("_other")]


def _holds_anything(cursor, name):
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")
    return cursor.fetchone()[0]
