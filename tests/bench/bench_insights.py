"""Every insights page with many people beside few, by turns, on PostgreSQL.

INSIGHTS_FEW and INSIGHTS_MANY say how many people (60 and 600 with SMALL=1, else 170 and 5,000; each has
about 58 statements). From so many on that are many, the worker keeps the figures (docs/adr/0237), as it does
at 2,000 people. Two databases, each asked by a process of its own. Times are of the whole view, without HTTP.

INSIGHTS_COPIES says how often the many stand there in the end (once): what was counted of each is copied for
people of other names, without their statements, which no page reads (asserted for each). So 200,000 people
are 5,000 and 40 copies; their figures are counted for all of them.
"""

import os
import tempfile
import time

from tests.bench import insights_filling as filling
from tests.bench import two_databases
from tests.bench.report import say, small

FEW = int(os.environ.get("INSIGHTS_FEW", small(60, 170)))
MANY = int(os.environ.get("INSIGHTS_MANY", small(600, 5000)))
COPIES = int(os.environ.get("INSIGHTS_COPIES", 1))
TURNS = small(4, 20)
SKILL = "medicines-refills"
PAGES = (
    "", "?path=caregiver", "?months=3", "people/", "people/?tongue=es", "courses/", "courses/?path=patient",
    "tasks/", "tasks/?months=12", "check/", f"skills/{SKILL}/", f"skills/{SKILL}/?path=patient", "time/",
    "compare/", "compare/?measure=says", "caregivers/", "classes/", "slips/", "act/", f"act/{SKILL}/",
    "people/file.csv",
)  # fmt: skip


def main():
    """Prints milliseconds and queries of each page, and the ratios; needs PostgreSQL."""
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        print("Set DATABASE_URL to a PostgreSQL server; this benchmark makes two databases beside it.")
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.insights_settings"
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        place = two_databases.Postgres()
        try:
            say("insights", _compare(place))
        finally:
            place.drop()


def _compare(place):
    place.make()
    with two_databases.asked(place.few, _answers) as few:
        few_statements, _seconds = few("fill", 0, FEW)
    place.copy()
    with two_databases.asked(place.many, _answers) as many:
        more, seconds = many("fill", FEW, MANY - FEW)
        if COPIES > 1:
            many("copy", COPIES)
        kept = many("keep")
        statements = (few_statements + more) * COPIES
        print(
            f"{few_statements:,} statements of {FEW:,} people, {statements:,} of {MANY * COPIES:,}; "
            f"{more / seconds:,.0f} counted a second; all figures of the many counted in {kept:.1f} s",
            flush=True,
        )
        with two_databases.asked(place.few, _answers) as few:
            return [_row(few, many, page, few_statements, statements) for page in PAGES]


def _row(few, many, page, few_statements, statements):
    queries = max(few("queries", page), many("queries", page))
    one, two = two_databases.in_turns(few, many, turns=TURNS, ask=("ask", page))
    return {
        "page": page or "overview", f"ms with {few_statements:,}": one, f"ms with {statements:,}": two,
        "times": two / one, "at most": 1.3, "queries": queries, "at most ": 15,
    }  # fmt: skip


def _answers():
    """Returns the function that fills and answers, in the process of one database."""
    asked = {}

    def answer(what, *rest):
        if what == "fill":
            return _fill(*rest)
        if what == "keep":
            return _keep()
        if what == "copy":
            return filling.copy(*rest)
        if not asked:
            asked["client"] = _client()
        if what == "queries":
            return _queries(asked["client"], *rest)
        return two_databases.seconds(lambda: _get(asked["client"], *rest))

    return answer


def _fill(first, people):
    written = filling.simulate(first, people)
    _counted, seconds = filling.count_all(2)
    filling.vacuum()
    return written, seconds


def _keep():
    from analytics import all_figures, keeping

    keeping.LIVE_UP_TO = min(keeping.LIVE_UP_TO, MANY - 1)
    begun = time.perf_counter()
    keeping.renew_due(all_figures.ask)
    return time.perf_counter() - begun


def _client():
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(SERVER_NAME=f"{filling.SLUG}.localhost", SERVER_PORT="8000")
    client.force_login(
        get_user_model().objects.get(email="amir@example.org"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def _get(client, page):
    answer = client.get(f"/en/insights/{page}")
    assert answer.status_code == 200, (page, answer.status_code)


def _queries(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _get(client, page)
    with CaptureQueriesContext(connection) as queries:
        _get(client, page)
    read = [one["sql"] for one in queries.captured_queries if '"analytics_statement"' in one["sql"]]
    assert not read, f"{page} reads the statements"
    return len(queries)


if __name__ == "__main__":
    main()
