"""Real clients against the running store: tincan's RemoteLRS, and Ralph's models as a second opinion."""

import copy
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import tincan
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from ralph.models.xapi.base.statements import BaseXapiStatement

from analytics.lrs.clients import actions
from analytics.lrs.models import Statement
from analytics.xapi import tincan_guard
from tests.analytics.lrs.conftest import clause, statement


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Remote:
    """tincan's client in a thread, and a web server in this one, so that both see this test's rows."""

    def __init__(self, server, **credentials):
        self.server = server
        self.lrs = tincan.RemoteLRS(
            endpoint=f"http://127.0.0.1:{server.server_port}/xapi/", version="1.0.3", **credentials
        )

    def __getattr__(self, name):
        def call(*arguments):
            with ThreadPoolExecutor(1) as pool:
                answer = pool.submit(getattr(self.lrs, name), *arguments)
                while not answer.done():
                    self.server.handle_request()
                return answer.result()

        return call


@pytest.fixture
def server():
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet)
    server.timeout = 0.05
    for signal in (request_started, request_finished):  # the connection holds this test's transaction
        signal.disconnect(close_old_connections)
    yield server
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    server.server_close()


@pytest.fixture
def remote(server, clinic):
    """tincan's client for version 1.0.3, with credentials of the clinic's."""
    record, secret = actions.create(organisation=clinic, name="tincan", scopes_granted=["all"])
    return Remote(server, username=record.key, password=secret)


def tincan_statement(**more):
    return tincan.Statement(
        actor=tincan.Agent(mbox="mailto:sam@clinic.example"),
        verb=tincan.Verb(id="https://clinic.example/verbs/read", display={"en": "read"}),
        object=tincan.Activity(id="https://clinic.example/activities/here"),
        **more,
    )


@clause("3-2.1 a client of 1.0.3")
@pytest.mark.django_db
def test_tincan_writes_and_reads(remote):
    given = str(uuid.uuid4())

    saved = remote.save_statement(tincan_statement(id=given))
    batch = remote.save_statements([tincan_statement(), tincan_statement()])
    found = remote.retrieve_statement(given)
    page = remote.query_statements({"agent": tincan.Agent(mbox="mailto:sam@clinic.example"), "limit": 2})
    rest = remote.more_statements(page.content)

    assert saved.success and batch.success and found.success, (saved.data, batch.data, found.data)
    assert str(found.content.id) == given
    assert len(page.content.statements) == 2
    assert [str(one.id) for one in rest.content.statements] == [given]
    remote.save_statement(
        tincan.Statement(
            actor=tincan.Agent(mbox="mailto:sam@clinic.example"),
            verb=tincan.Verb(id="http://adlnet.gov/expapi/verbs/voided"),
            object=tincan.StatementRef(id=given),
        )
    )
    assert not remote.retrieve_statement(given).success
    assert remote.retrieve_voided_statement(given).success


@pytest.mark.django_db
def test_tincan_without_the_secret_is_turned_away(remote):
    stranger = Remote(remote.server, username="nobody", password="guessed")

    answer = stranger.save_statement(tincan_statement())

    assert (answer.success, answer.response.status) == (False, 401)
    assert not Statement.objects.exists()


@pytest.mark.django_db
def test_ralph_reads_what_we_answer(ask):
    ask.store(
        statement(
            context={
                "registration": str(uuid.uuid4()),
                "contextActivities": {"parent": {"id": "https://a.b/c"}},
            },
            result={"score": {"scaled": 0.5}, "duration": "PT1M", "completion": True},
        )
    )

    found = ask("GET").json()["statements"][0]

    assert BaseXapiStatement.model_validate(found).verb.id


class TestTincansFaults:
    """Each of tincan's faults that we know, as it is, and what stands before it."""

    def test_it_rewrites_durations_so_ours_are_written_by_hand(self):
        result = tincan.Result.from_json('{"duration": "P1Y2M"}')

        assert json.loads(result.to_json())["duration"] != "P1Y2M"
        assert (
            tincan_guard.read(json.dumps(statement(result={"duration": "P1Y2M"})))["result"]["duration"]
            == "P1Y2M"
        )

    def test_it_drops_null_so_texts_are_read_strictly(self):
        assert json.loads(tincan.Result.from_json('{"success": null}').to_json()) == {}
        with pytest.raises(tincan_guard.BadStatementError):
            tincan_guard.read(json.dumps(statement(result={"success": None})))

    def test_it_takes_a_verb_that_is_no_iri(self):
        assert tincan.Verb(id="read").id == "read"
        with pytest.raises(tincan_guard.BadStatementError):
            tincan_guard.read(json.dumps(statement(verb={"id": "read"})))

    def test_it_knows_no_2_0(self):
        context = {"contextAgents": [{"objectType": "contextAgent", "agent": {"mbox": "mailto:a@b.c"}}]}
        document = statement(context=context)

        with pytest.raises(AttributeError):
            tincan.Statement(copy.deepcopy(document))  # it changes what it is given
        assert tincan_guard.read(json.dumps(document), version="2.0.0") == document
