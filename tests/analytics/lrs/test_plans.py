"""No filter scans the table: how many rows each question reads, of ten thousand, and by which way."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.lrs.desk import finding
from analytics.lrs.models import Statement
from tests.analytics.lrs.conftest import statement
from tests.bench import lrs_filling

pytestmark = pytest.mark.django_db
ALL, A_PAGE = 10_000, 20
# Each statement of a page costs its own row and some more: its links, whether it is voided, the limit's one.
MOST_READ = A_PAGE * 30
REGISTRATION = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
RARE = {
    "actor": {"mbox": "mailto:rare@clinic.example"},
    "verb": {"id": "https://clinic.example/verbs/rare"},
    "object": {"id": "https://clinic.example/rare"},
    "context": {"registration": REGISTRATION, "instructor": {"mbox": "mailto:coach@clinic.example"}},
}
COMMON_VERB = lrs_filling.VERBS[1]
COMMON_ACTOR = json.dumps(lrs_filling.account(7))
COURSE = f"{lrs_filling.BASE}/course-3"
LESSON = f"{lrs_filling.BASE}/lesson-7"
COACH = json.dumps(RARE["context"]["instructor"])
QUESTIONS = [
    {},
    {"ascending": "true"},
    {"agent": COMMON_ACTOR},
    {"agent": json.dumps(RARE["actor"])},
    {"agent": COMMON_ACTOR, "verb": COMMON_VERB},
    {"agent": COMMON_ACTOR, "verb": COMMON_VERB, "ascending": "true"},
    {"agent": COMMON_ACTOR, "verb": RARE["verb"]["id"]},
    {"agent": json.dumps(RARE["actor"]), "verb": COMMON_VERB},
    {"agent": COACH, "related_agents": "true"},
    {"verb": COMMON_VERB},
    {"verb": RARE["verb"]["id"]},
    {"verb": "https://clinic.example/verbs/never"},
    {"activity": LESSON},
    {"activity": COURSE, "related_activities": "true"},
    {"activity": COURSE, "related_activities": "true", "verb": COMMON_VERB},
    {"activity": RARE["object"]["id"]},
    {"registration": REGISTRATION},
    {"registration": REGISTRATION, "verb": COMMON_VERB},
    {"since": "2030-01-01T00:00:00Z"},
    {"until": "2021-01-01T00:00:00Z"},
    {"verb": COMMON_VERB, "since": "2030-01-01T00:00:00Z"},
]
SHOWN = [
    {},
    {"verb": COMMON_VERB},
    {"verb": RARE["verb"]["id"]},
    {"verb": COMMON_VERB, "activity": LESSON},
    {"activity": LESSON},
    {"actor": "person-7"},
    {"actor": "nobody"},
    {"actor": "person-7", "verb": COMMON_VERB},
    {"actor": "nobody", "verb": COMMON_VERB},
    {"since": date(2040, 1, 1)},
    {"until": date(2021, 1, 1)},
    {"verb": COMMON_VERB, "until": date(2021, 1, 1)},
    {"before": 1},
]


def test_no_question_reads_more_than_its_page(clinic, asker):
    ask = asker(clinic)
    for name in range(3):
        ask.store(statement(**RARE, result={"response": str(name)}))
    lrs_filling.fill(clinic, ask.record, 0, ALL)

    faults = []
    for asked in QUESTIONS:
        with CaptureQueriesContext(connection) as queries:
            ask.find(limit=A_PAGE, **asked)
        faults += _faults(asked, queries)
    for asked in SHOWN:
        with CaptureQueriesContext(connection) as queries:
            finding.newest(clinic, A_PAGE + 1, **asked)
        faults += _faults(asked, queries)

    assert faults == []
    assert Statement.objects.count() > ALL


def _faults(asked, queries):
    selects = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    if connection.vendor == "postgresql":
        read = sum(_read_by(plan) for plan in map(_plan, selects))
        return [f"{asked} reads {read} rows"] if read > MOST_READ else []
    # Who refers to what is found is looked for among all references, which are few.
    scans = ("SCAN analytics_statement", "SCAN analytics_link", "SCAN U", "SCAN V")
    return [f"{asked}: {way}" for sql in selects for way in _ways(sql) if way.startswith(scans)]


def _plan(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        found = cursor.fetchone()[0]
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def _read_by(plan):
    """Returns how many rows a plan reads from tables and indexes, thrown away or not."""
    own = 0
    if plan["Node Type"].endswith("Scan") and "Relation Name" in plan:
        thrown = sum(value for name, value in plan.items() if name.startswith("Rows Removed by"))
        own = (plan["Actual Rows"] + thrown) * plan["Actual Loops"]
    return own + sum(_read_by(inner) for inner in plan.get("Plans", ()))


def _ways(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]
