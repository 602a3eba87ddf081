"""The record store with very many statements beside few: the same questions, in turns, in one run.

LRS_SCALE says how many (1,000,000; 30,000 with SMALL=1). Two databases, each asked by a process of its own,
one question here and the next one there, so that whatever else the machine does weighs on both. Times are
medians of calls of the resource itself, without HTTP, so that nothing else hides how they grow. Every page
that is asked for is full in both.
"""

import json
import os
import shutil
import tempfile
import time
import uuid

from tests import migrated
from tests.bench import two_databases
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
        place = (
            two_databases.Postgres() if "postgres" in os.environ.get("DATABASE_URL", "") else _Sqlite(folder)
        )
        try:
            say("lrs_scale", _compare(place))
        finally:
            place.drop()


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
    with two_databases.asked(place.few, _answers) as few:
        few("fill", 0, FEW)
    place.copy()
    with two_databases.asked(place.many, _answers) as many:
        begun = time.perf_counter()
        many("fill", FEW, MANY)
        print(f"{MANY:,} statements after {time.perf_counter() - begun:.0f} s", flush=True)
        with two_databases.asked(place.few, _answers) as few:
            times = {
                what: two_databases.in_turns(few, many, turns=TURNS, ask=("ask", what)) for what in LIMITS
            }
    return [
        {
            "engine": place.engine, "what": what, f"ms with {FEW:,}": few, f"ms with {MANY:,}": many,
            "times": many / few, "at most": LIMITS[what],
        }
        for what, (few, many) in times.items()
    ]  # fmt: skip


def _answers():
    """Returns the function that fills and answers, in the process of one database."""
    questions = {}

    def answer(what, *rest):
        if what == "fill":
            return _fill(*rest)
        if not questions:
            questions.update(_questions())
        return two_databases.seconds(questions[rest[0]])

    return answer


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


def _questions():
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
