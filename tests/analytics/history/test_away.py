"""The statement history when ClickHouse is not there, is slow, or refuses. Needs no ClickHouse."""

import logging
import socket
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from analytics.history import checking, clickhouse, tasks
from analytics.history.models import Entry
from analytics.models import Presence
from lms.health.models import Heartbeat
from tests.analytics.conftest import fold_everything, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def refusing():
    """A port that answers everything with 403 and a reason."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            while True:
                try:
                    taken, _from = server.accept()
                except OSError:
                    return
                with taken:
                    taken.recv(65536)
                    taken.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 12\r\n\r\nwrong secret")

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]
        server.close()


def where(port):
    """Returns the address of a port here."""
    return clickhouse.parse(f"http://ann:secret%21@127.0.0.1:{port}/xapi")


def test_one_that_is_silent_is_not_waited_for(silent):
    there = clickhouse.ClickHouse(where(silent), answer_seconds=0.2)

    with pytest.raises(clickhouse.Away, match="does not answer") as fault:
        there.ping()
    assert "secret" not in str(fault.value)


def test_a_refusal_is_told_with_its_reason(refusing):
    with pytest.raises(clickhouse.Away, match="says 403: wrong secret"):
        clickhouse.ClickHouse(where(refusing)).ping()


def test_nothing_is_lost_while_it_is_away(settings, ruth, client, caplog):
    with socket.create_server(("127.0.0.1", 0)) as server:
        gone = server.getsockname()[1]
    settings.LRS_HISTORY, settings.LRS_HISTORY_URL = "clickhouse", f"http://127.0.0.1:{gone}/xapi"
    record(ruth, "tried")
    fold_everything()
    with caplog.at_level(logging.WARNING):
        assert tasks.ship_history() == 0

    assert Presence.objects.count() == Entry.objects.count() == 1  # counted all the same
    assert "Statements wait here" in caplog.text
    for name in ("worker", "beat"):
        Heartbeat.objects.beat(name)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["history"]) == (503, "down")
    with pytest.raises(CommandError, match="Nothing is lost"):
        call_command("statement_history", "state", stdout=StringIO())


def test_without_it_nothing_is_noted(ruth, client):
    record(ruth, "tried")
    fold_everything()

    assert not Entry.objects.exists() and tasks.ship_history() == 0
    assert "history" not in client.get("/healthz").json()
    with pytest.raises(CommandError, match="Set LRS_HISTORY"):
        call_command("statement_history", "fill", stdout=StringIO())


@pytest.mark.parametrize(
    ("kind", "url", "said"),
    [("oracle", "", "LRS_HISTORY is 'oracle'"), ("clickhouse", "", "begin with https"),
     ("clickhouse", "https://host:8443/", "name of a database"),
     ("clickhouse", "https://host/a;drop", "name of a database")],
)  # fmt: skip
def test_settings_that_cannot_work_are_told_at_the_start(kind, url, said, settings):
    settings.LRS_HISTORY, settings.LRS_HISTORY_URL = kind, url

    (found,) = checking.look_at_settings(None)
    assert said in found.msg and found.hint
