"""The record store beside the barest thing that could be done instead, in one run on one database.

"one a POST": 8 connections each send single statements to the product; beside it a view, in the same
product with the same settings, that inserts one row of the same text. "batch": statements of 50 and of 500
through the resource (JSON, rules and all, without HTTP), beside multi-row INSERTs of the same rows into the
same tables by one plain connection. Read the ratios. Uses a database of its own, made and dropped here, on
the engine of DATABASE_URL.
"""

import base64
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import uuid

import django

from tests.bench.report import say, small
from tests.journeys.product import free_port, wait_until_answers

CONNECTIONS = 8
ROUNDS = 3


def main():
    """Prints statements a second and the ratios."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["PW_TEST_DB"] = f"{folder}/bench.sqlite3"
        os.environ["LRS_REQUESTS_A_MINUTE"] = "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.lrs_settings"
        django.setup()
        from django.db import connection

        from lms import loaded

        loaded.keep()  # as a web server's process does

        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        os.environ["BENCH_DB"] = str(connection.settings_dict["NAME"])
        try:
            client, secret = _client()
            _make_bare_table(connection)
            say("lrs", [*_posts(client, secret, connection.vendor), *_batches(client, connection)])
        finally:
            connection.close()
            connection.creation.destroy_test_db(name, verbosity=0)


def statement(number):
    """Returns a statement of about 830 bytes, as a lesson leaves it."""
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://clinic.example", "name": f"person-{number % 500}"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": "completed"}},
        "object": {
            "id": f"https://clinic.example/activities/lesson-{number % 10}",
            "definition": {"name": {"en": "What is a portal?", "es": "¿Qué es un portal?"}},
        },
        "result": {"completion": True, "score": {"scaled": 0.5}, "duration": "PT4M30S"},
        "context": {
            "registration": str(uuid.uuid4()),
            "contextActivities": {"parent": [{"id": "https://clinic.example/activities/course-1"}]},
            "extensions": {"https://clinic.example/note": "x" * 200},
        },
        "timestamp": "2026-03-01T10:00:00.000Z",
    }


def _client():
    from analytics.lrs.clients import actions
    from lms.organisations.models import Organisation

    clinic = Organisation.objects.create(name="Bench Clinic", slug="bench", kind="clinic")
    return actions.create(organisation=clinic, name="bench", scopes_granted=["all"])


def _make_bare_table(connection):
    kind = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_bare (id {kind} PRIMARY KEY, raw text NOT NULL)")


def _posts(client, secret, engine):
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-access-log"),
            *("--log-level", "error", "lms.wsgi:application"),
        ]
    )
    authorization = "Basic " + base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    done = {"/bare": 0, "/xapi/statements": 0}
    seconds = small(2, 6)
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/xapi/about")
        with multiprocessing.Pool(CONNECTIONS) as pool:
            for turn in range(ROUNDS + 1):
                for path in done:
                    work = [(port, path, authorization, seconds)] * CONNECTIONS
                    counted = sum(pool.starmap(_keep_sending, work))
                    done[path] += counted if turn else 0  # the first round warms up
    finally:
        server.terminate()
        server.wait(timeout=15)
    rates = {path: number / seconds / ROUNDS for path, number in done.items()}
    bare = rates["/bare"]
    return [
        {"engine": engine, "what": f"{what}, {CONNECTIONS} connections", "a second": rates[path],
         "of the bare one": rates[path] / bare}
        for what, path in (("bare view, one row", "/bare"), ("one statement a POST", "/xapi/statements"))
    ]  # fmt: skip


def _keep_sending(port, path, authorization, seconds):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Authorization": authorization,
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }
    end, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        connection.request("POST", path, json.dumps(statement(number)), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        number += 1
    connection.close()
    return number


def _batches(client, connection):
    rows = []
    for size in (50, 500):
        ours = plain = 0.0
        turns = small(4, 20) if size == 500 else small(20, 100)
        for turn in range(turns + 1):
            body = json.dumps([statement(number) for number in range(size)]).encode()
            ours += _seconds(lambda body=body: _post(client, body)) if turn else 0 * _post(client, body)
            copies = _copies(connection, size)
            plain += _seconds(lambda copies=copies: _insert(connection, copies)) if turn else 0
        what = {"engine": connection.vendor, "a second": size * turns / plain, "of the bare one": 1.0}
        rows.append({"engine": what["engine"], "what": f"plain multi-row INSERT of {size}", **what})
        rate = size * turns / ours
        rows.append(
            {**rows[-1], "what": f"batch of {size}", "a second": rate, "of the bare one": plain / ours}
        )
    return rows


def _post(client, body):
    from analytics.lrs.documents.resources import Question
    from analytics.lrs.statements import resource

    question = Question("POST", "1.0.3", client, {}, {"Content-Type": "application/json"}, body)
    assert resource.statements(question).status == 200
    return 0


TABLES = ("analytics_link", "analytics_inboxentry")


def _copies(connection, size):
    """Returns {table: (columns, rows)} of the last `size` statements and what hangs on them, newly keyed."""
    from analytics.lrs import moments

    with connection.cursor() as cursor:
        rows = _rows(cursor, f"SELECT * FROM analytics_statement ORDER BY id DESC LIMIT {size}")
        first, keys = min(row["id"] for row in rows), moments.new_keys(size)
        new = {row["id"]: key for row, (key, _stored) in zip(reversed(rows), keys, strict=True)}
        for row in rows:
            row["id"] = new[row["id"]]
            row["statement_id"] = uuid.uuid4() if connection.vendor == "postgresql" else uuid.uuid4().hex
        found = {"analytics_statement": rows}
        found["analytics_takenid"] = [
            {"organisation_id": row["organisation_id"], "statement_id": row["statement_id"], "key": row["id"]}
            for row in rows
        ]
        for table in TABLES:
            found[table] = _rows(cursor, f"SELECT * FROM {table} WHERE statement_id >= {first}")
            for row in found[table]:
                row["statement_id"] = new[row["statement_id"]]
    return {table: (list(rows[0]), [tuple(row.values()) for row in rows]) for table, rows in found.items()}


def _rows(cursor, sql):
    cursor.execute(sql)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _insert(connection, copies):
    """Inserts the rows in one transaction, with the fewest multi-row INSERTs that the engine allows."""
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        raw = cursor.cursor if hasattr(cursor, "cursor") else cursor
        mark = "%s" if connection.vendor == "postgresql" else "?"
        for table, (columns, rows) in copies.items():
            most = 60_000 // len(columns) if connection.vendor == "postgresql" else 30_000 // len(columns)
            for begin in range(0, len(rows), most):
                part = rows[begin : begin + most]
                one = "(" + ",".join([mark] * len(columns)) + ")"
                sql = f"INSERT INTO {table} ({','.join(columns)}) VALUES {','.join([one] * len(part))}"
                values = [value for row in part for value in row]
                if connection.vendor == "postgresql":
                    raw.execute(sql, values)
                else:
                    connection.connection.execute(sql, values)


def _seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
