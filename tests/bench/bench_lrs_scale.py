"""The record store with very many statements beside few: the same questions, on the same machine, in one run.

LRS_SCALE says how many (1,000,000; 30,000 with SMALL=1). Times are medians of calls of the resource itself,
without HTTP, so that nothing else hides how they grow.
"""

import json
import os
import statistics
import tempfile
import time
import uuid

import django

from tests.bench.report import say, small

MANY = int(os.environ.get("LRS_SCALE", small(30_000, 1_000_000)))
FEW = MANY // small(10, 100)
TURNS = small(20, 100)
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
        os.environ["PW_TEST_DB"] = f"{folder}/bench.sqlite3"
        os.environ["LRS_REQUESTS_A_MINUTE"] = "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.lrs_settings"
        django.setup()
        from django.db import connection

        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            say("lrs_scale", _compare(connection))
        finally:
            connection.close()
            connection.creation.destroy_test_db(name, verbosity=0)


def _compare(connection):
    from tests.bench import bench_lrs, lrs_filling

    client, _secret = bench_lrs._client()
    times = {}
    for begin, end in ((0, FEW), (FEW, MANY)):
        begun = time.perf_counter()
        lrs_filling.fill(client.organisation, client, begin, end)
        print(f"{end:,} statements after {time.perf_counter() - begun:.0f} s", flush=True)
        for what, ask in _questions(client, connection).items():
            times.setdefault(what, []).append(_median(ask))
    return [
        {
            "engine": connection.vendor, "what": what, f"ms with {FEW:,}": few, f"ms with {MANY:,}": many,
            "times": many / few, "at most": LIMITS[what],
        }
        for what, (few, many) in times.items()
    ]  # fmt: skip


def _questions(client, connection):
    """Returns {what: a function that asks it once}."""
    from analytics.lrs.models import Statement
    from analytics.lrs.statements import questions
    from tests.bench import bench_lrs, lrs_filling

    agent = json.dumps(lrs_filling.account(7))
    ids = list(Statement.objects.order_by("pk").values_list("statement_id", flat=True)[100 : 100 + TURNS * 2])
    deep = Statement.objects.order_by("-pk").values_list("pk", flat=True)[small(200, 1000)]
    return {
        "POST": lambda: bench_lrs._post(client, json.dumps(bench_lrs.statement(3)).encode()),
        "GET by id": lambda: _get(client, statementId=str(ids[uuid.uuid4().int % len(ids)])),
        "actor and verb, 50": lambda: _get(client, agent=agent, verb=lrs_filling.VERBS[1], limit="50"),
        "activity, related": lambda: _get(
            client, activity=f"{lrs_filling.BASE}/course-3", related_activities="true", limit="50"
        ),
        "more, 1000 deep": lambda: _get(client, limit="50", cursor=questions.cursor(deep)),
    }


def _get(client, **given):
    from analytics.lrs.documents.resources import Question
    from analytics.lrs.statements import resource

    assert resource.statements(Question("GET", "1.0.3", client, given)).status == 200


def _median(ask):
    for _turn in range(5):
        ask()
    found = []
    for _turn in range(TURNS):
        begun = time.perf_counter()
        ask()
        found.append(time.perf_counter() - begun)
    return statistics.median(found) * 1000


if __name__ == "__main__":
    main()
