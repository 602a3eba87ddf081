"""The statement history in ClickHouse (chdb, its embedded build) beside the same statements in PostgreSQL.

HISTORY_PEOPLE says how many people (200 with SMALL=1, else 2,000; each has about 58 statements). Needs
PostgreSQL, and chdb, which `make test-history` installs. What is told of ClickHouse is told of its embedded
build behind a small HTTP server of the tests, in one process: a real server does better.
"""

import importlib.util
import os
import resource
import tempfile
import time

import django

from tests import migrated
from tests.bench import insights_filling as filling
from tests.bench.report import say, small

PEOPLE = int(os.environ.get("HISTORY_PEOPLE", small(200, 2000)))


def main():
    """Prints room, rates and whether the figures are the same."""
    server = os.environ.get("DATABASE_URL", "")
    if "postgres" not in server or importlib.util.find_spec("chdb") is None:
        print("Needs DATABASE_URL with a PostgreSQL server, and chdb: make test-history installs it.")
        return
    name = f"{server.rpartition('/')[2]}_history"
    os.environ["BENCH_DB"] = name
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.insights_settings"
    from tests import clickhouse as embedded

    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        with embedded.serving() as address, migrated.postgres_copy(name):
            os.environ["LRS_HISTORY"], os.environ["LRS_HISTORY_URL"] = "clickhouse", address
            django.setup()
            from django.db import connection

            try:
                say("history", _rows())
            finally:
                connection.close()


def _rows():
    from analytics.history import noting, rebuilding, shipping
    from analytics.models import Presence, Standing, Trace

    organisation, there = filling.organisation(), shipping.backend()
    count = filling.simulate(0, PEOPLE)
    filling.count_all(2)
    after, noted = 0, 1
    while noted:
        noted, after = noting.note_stored(organisation, after=after)
    sending = _seconds(_ship_all)
    before, here = filling.figures(), _room_here()
    elsewhere = _room_there(there, organisation)
    for model in (Presence, Standing, Trace):
        model.objects.all().delete()
    rebuilt = _seconds(lambda: sum(1 for _place in rebuilding.rebuild()))
    same = "the same" if filling.figures() == before else "OTHER FIGURES"
    return [
        {"what": "statements", "measured": count},
        {"what": "bytes a statement in PostgreSQL, indexes and links too", "measured": here / count},
        {"what": "bytes a statement in ClickHouse", "measured": elsewhere / count},
        {"what": "sent, statements a second", "measured": count / sending},
        {"what": "rebuilt from it, statements a second", "measured": count / rebuilt},
        {"what": "figures after the rebuild", "measured": same},
        {"what": "MB of this process, the embedded ClickHouse in it",
         "measured": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024},
    ]  # fmt: skip


def _ship_all():
    from analytics.history import shipping

    while shipping.ship(seconds=600):
        pass


def _seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _room_here():
    """Returns the bytes of statements and of all that is kept to find them, in every month."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
            " AND relname ~ '^analytics_(statement|link|takenid)'"
        )
        return int(cursor.fetchone()[0])


def _room_there(there, organisation):
    there._ask(f"OPTIMIZE TABLE {there.table(organisation)} FINAL")
    base, _dot, table = there.table(organisation).partition(".")
    sql = f"SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = '{base}'"
    ((room,),) = there._ask(f"{sql} AND table = '{table}' FORMAT JSONCompactEachRow")
    return int(room)


if __name__ == "__main__":
    main()
