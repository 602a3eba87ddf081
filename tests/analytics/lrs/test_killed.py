"""A web server killed (kill -9) amid posts, on PostgreSQL: what it acknowledged is there, nothing is torn.

tests/bench/bench_lrs_soak.py does so for longer, and kills the worker and the database too.
"""

import base64
import json
import random
import threading
import time

import pytest
from django.db import connection

from analytics.lrs.clients import actions
from lms.organisations.models import Organisation
from tests.bench import bench_lrs_soak as soak
from tests.journeys.product import free_port, wait_until_answers
from tests.together import NEEDS_POSTGRES

pytestmark = NEEDS_POSTGRES
WRITERS, ACKNOWLEDGED = 4, 30


@pytest.fixture
def address(db, monkeypatch, tmp_path, settings):
    """Has processes work on this test's database; returns (port, Authorization) of a client there."""
    clinic = Organisation.objects.create(name="Lakeside Clinic", slug="lakeside-killed", kind="clinic")
    client, secret = actions.create(organisation=clinic, name="tablet", scopes_granted=["all"])
    for name, value in {
        "BENCH_DB": connection.settings_dict["NAME"],
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.bench.lrs_settings",
        "LRS_REQUESTS_A_MINUTE": "0",
        "LRS_SERVER_KEY": settings.LRS_SERVER_KEY,
    }.items():
        monkeypatch.setenv(name, value)
    return free_port(), "Basic " + base64.b64encode(f"{client.key}:{secret}".encode()).decode()


def test_what_was_acknowledged_is_there_and_the_rest_whole_or_absent(address):
    port, authorization = address
    told, is_dead = [], threading.Event()
    web = soak.web(port, workers=1)
    writers = [
        threading.Thread(target=write, args=(soak.Asker(port, authorization), number, told, is_dead))
        for number in range(WRITERS)
    ]
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/xapi/about")
        for writer in writers:
            writer.start()
        until = time.monotonic() + 60
        while sum(one[2] == 200 for one in told) < ACKNOWLEDGED and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        soak.stop(web)
        is_dead.set()
    for writer in writers:
        writer.join(30)
    wait_until_nobody_else_is_connected()

    counts = soak.judge(told, is_quiet=False)

    assert counts["faults"] == 0
    assert counts["5xx"] == 0
    assert sum(one[2] == 200 for one in told) >= ACKNOWLEDGED
    assert counts["no answer"] > 0


def write(ask, number, told, is_dead):
    """Posts one batch after the other until the server is dead, the last one into its death."""
    while not is_dead.is_set():
        batch = [soak.statement(number) for _one in range(random.choice([1, 5, 20]))]
        told.append(
            ("sent", [one["id"] for one in batch], ask("POST", "statements", json.dumps(batch)))
        )  # fmt: skip


def wait_until_nobody_else_is_connected():
    """Returns once the database has ended what it was doing for the killed; fails after 20 s."""
    for _turn in range(400):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the database still works for somebody")
