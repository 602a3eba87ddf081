"""The record store with very many statements beside few: the same questions, in turns, in one run.

LRS_SCALE says how many (1,000,000; 30,000 with SMALL=1). Two databases, each asked by a process of its own,
one question here and the next one there, so that whatever else the machine does weighs on both. Times are
medians of calls of the resource itself, without HTTP, so that nothing else hides how they grow. Every page
that is asked for is full in both.
"""

import json
import multiprocessing
import os
import shutil
import statistics
import tempfile
import time
import uuid
from contextlib import contextmanager, suppress

import django
import psycopg

from tests import migrated
from tests.bench.report import say, small

MANY = int(os.environ.get("LRS_SCALE", small(30_000, 1_000_000)))
FEW = MANY // small(3, 100)
TURNS = small(40, 200)
LIMITS = {
    "POST": 1.15,
    "GET by id": 1.1,
    "actor and verb, 50": 1.3,
    "activity, related": 1.3,
    "more, 1000 deep": 1.3,
}


def main():
    """Prints milliseconds with few and with many statements, and the ratios."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["LRS_REQUESTS_A_MINUTE"] = "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.lrs_settings"
        place = _Postgres() if "postgres" in os.environ.get("DATABASE_URL", "") else _Sqlite(folder)
        try:
            say("lrs_scale", _compare(place))
        finally:
            place.drop()


class _Postgres:
    engine = "postgresql"

    def __init__(self):
        self.server = os.environ["DATABASE_URL"]
        name = self.server.rpartition("/")[2]
        self.few, self.many = f"{name}_few", f"{name}_many"

    def make(self):
        """Makes the database with few, migrated and empty."""
        migrated.to_database(self.few)

    def copy(self):
        """Makes the one with many, as the other is now."""
        self._run(
            f'DROP DATABASE IF EXISTS "{self.many}"', f'CREATE DATABASE "{self.many}" TEMPLATE "{self.few}"'
        )

    def drop(self):
        """Drops both."""
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in (self.few, self.many)))

    def _run(self, *texts):
        with psycopg.connect(self.server, autocommit=True) as connection:
            for text in texts:
                connection.execute(text)


class _Sqlite:
    engine = "sqlite"

    def __init__(self, folder):
        self.few, self.many = f"{folder}/few.sqlite3", f"{folder}/many.sqlite3"

    def make(self):
        migrated.to_file(self.few)

    def copy(self):
        shutil.copyfile(self.few, self.many)

    def drop(self):
        """Nothing: the files lie in the benchmark's own folder."""


def _compare(place):
    place.make()
    with _asked(place.few) as few:
        few(("fill", 0, FEW))
    place.copy()
    with _asked(place.many) as many:
        begun = time.perf_counter()
        many(("fill", FEW, MANY))
        print(f"{MANY:,} statements after {time.perf_counter() - begun:.0f} s", flush=True)
        with _asked(place.few) as few:
            times = {what: _in_turns(what, few, many) for what in LIMITS}
    return [
        {
            "engine": place.engine, "what": what, f"ms with {FEW:,}": few, f"ms with {MANY:,}": many,
            "times": many / few, "at most": LIMITS[what],
        }
        for what, (few, many) in times.items()
    ]  # fmt: skip


def _in_turns(what, few, many):
    """Returns the medians (milliseconds) of a question asked here and there by turns."""
    for ask in (few, many) * 10:
        ask(("ask", what))
    found = {few: [], many: []}
    for turn in range(TURNS):
        for ask in (few, many) if turn % 2 else (many, few):
            found[ask].append(ask(("ask", what)))
    return [statistics.median(found[ask]) * 1000 for ask in (few, many)]


@contextmanager
def _asked(name):
    """Yields a function that asks a process of its own, which works on the database of that name."""
    os.environ["BENCH_DB"] = name
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs,))
    process.start()
    theirs.close()

    def ask(what):
        ours.send(what)
        return ours.recv()

    try:
        yield ask
    finally:
        with suppress(OSError):
            ours.send(None)
        process.join(30)


def _serve(pipe):
    """Fills and answers, in the process of one database."""
    django.setup()
    from django.db import connection

    questions = None
    while (wanted := pipe.recv()) is not None:
        what, *rest = wanted
        if what == "fill":
            _fill(*rest)
            pipe.send(None)
            continue
        questions = questions or _questions(connection)
        begun = time.perf_counter()
        questions[rest[0]]()
        pipe.send(time.perf_counter() - begun)
    connection.close()


def _fill(begin, end):
    from django.db import connection

    from analytics.lrs.clients.models import Client
    from tests.bench import bench_lrs, lrs_filling

    client = Client.objects.filter(name="bench").first() or bench_lrs._client()[0]
    lrs_filling.fill(client.organisation, client, begin, end)
    with connection.cursor() as cursor:  # as it is a while later, when nobody tidies up meanwhile
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")


def _questions(connection):
    """Returns {what: a function that asks it once}."""
    from analytics.lrs.clients.models import Client
    from analytics.lrs.models import Statement
    from analytics.lrs.statements import questions
    from tests.bench import bench_lrs, lrs_filling

    client = Client.objects.select_related("organisation").get(name="bench")
    agent = json.dumps(lrs_filling.account(7))
    ids = list(Statement.objects.order_by("pk").values_list("statement_id", flat=True)[100:500])
    deep = Statement.objects.order_by("-pk").values_list("pk", flat=True)[1000]
    return {
        "POST": lambda: bench_lrs._post(client, json.dumps(bench_lrs.statement(3)).encode()),
        "GET by id": lambda: _get(client, 1, statementId=str(ids[uuid.uuid4().int % len(ids)])),
        "actor and verb, 50": lambda: _get(client, 50, agent=agent, verb=lrs_filling.VERBS[1], limit="50"),
        "activity, related": lambda: _get(
            client, 50, activity=f"{lrs_filling.BASE}/course-3", related_activities="true", limit="50"
        ),
        "more, 1000 deep": lambda: _get(client, 50, limit="50", cursor=questions.cursor(deep)),
    }


def _get(client, count, **given):
    from analytics.lrs.documents.resources import Question
    from analytics.lrs.statements import resource

    answer = resource.statements(Question("GET", "1.0.3", client, given))
    assert answer.status == 200
    assert answer.content.count(b'"stored":') == count


if __name__ == "__main__":
    main()
