"""Statements recorded and counted a second, beside the barest thing that could be done instead.

"record" is one statement in a transaction of its own: built, checked, stored with its inbox row. "bare
insert" is one row of the same bytes in a transaction of its own, in a table with the same unique key and no
more. Both run in turns in one process on the same database: read the ratio. Uses a database of its own, made
and dropped here, on the engine that DATABASE_URL names (SQLite in a file when it names none).
"""

import os
import tempfile
import time
import uuid

import django

from tests.bench.report import say, small

ROUNDS = 5


def main():
    """Prints recordings, bare inserts and counted statements a second, with their ratios."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["PW_TEST_DB"] = f"{folder}/bench.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
        django.setup()
        from django.db import connection

        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            say("recording", _rows(connection))
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _rows(connection):
    people = _people(small(20, 200))
    statements = small(300, 3000)
    raw = _record(people[0], 0).raw
    _make_bare_table(connection)
    seconds = {"record": 0.0, "bare insert": 0.0}
    for _round in range(ROUNDS):
        for name, work in _works(people, raw, connection).items():
            seconds[name] += _seconds(work, statements // ROUNDS)
    done = statements // ROUNDS * ROUNDS
    counted, counting = _count_all()
    bare = done / seconds["bare insert"]
    engine = connection.vendor
    return [
        {"engine": engine, "what": "bare insert", "a second": bare, "of bare insert": 1.0},
        {
            "engine": engine,
            "what": "record",
            "a second": done / seconds["record"],
            "of bare insert": seconds["bare insert"] / seconds["record"],
        },
        {
            "engine": engine,
            "what": "count (one worker)",
            "a second": counted / counting,
            "of bare insert": counted / counting / bare,
        },
    ]


def _people(number):
    from lms.organisations.models import Organisation
    from lms.people.models import Learner

    clinic = Organisation.objects.create(name="Bench Clinic", slug="bench", kind="clinic")
    return Learner.objects.bulk_create([Learner(organisation=clinic) for _number in range(number)])


def _record(person, number):
    """Records what a practice task leaves: a passed task in a lesson in a course."""
    from analytics.xapi import recorder

    return recorder.record(
        learner=person,
        organisation=person.organisation,
        verb=("attempted", "asked-for-help", "passed")[number % 3],
        activity=recorder.Activity(
            "scenario", f"refill-{number % 7}", {"en": "Ask in time", "es": "Pedir a tiempo"}
        ),
        skill="medicines-refills",
        result=recorder.Result(hints=number % 2, tries=1),
        mode="guided",
        within=[recorder.Activity("lesson", "refills/in-time"), recorder.Activity("course", "refills")],
        registration=uuid.uuid4(),
    )


def _make_bare_table(connection):
    kind = "bigserial" if connection.vendor == "postgresql" else "integer"
    key = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bench_bare (id {kind} PRIMARY KEY, key {key} UNIQUE NOT NULL, raw text NOT NULL)"
        )


def _works(people, raw, connection):
    from django.db import transaction

    def record(number):
        with transaction.atomic():
            _record(people[number % len(people)], number)

    def insert(number):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_bare (key, raw) VALUES (%s, %s)", [uuid.uuid4().hex, raw])

    return {"record": record, "bare insert": insert}


def _seconds(work, times):
    begun = time.perf_counter()
    for number in range(times):
        work(number)
    return time.perf_counter() - begun


def _count_all():
    from analytics import rollups

    begun = time.perf_counter()
    counted = 0
    while batch := rollups.fold():
        counted += batch
    return counted, time.perf_counter() - begun


if __name__ == "__main__":
    main()
