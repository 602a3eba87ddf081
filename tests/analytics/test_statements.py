"""Every kind of statement, by our own check and by an independent one; and tincan's faults, each mended."""

import copy
import inspect
import json
import threading
import uuid
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import tincan
from ralph.models.xapi.base.statements import BaseXapiStatement

from analytics.lrs.forwarding import sending
from analytics.xapi import statements, tincan_guard
from analytics.xapi.errors import BadStatementError
from analytics.xapi.facts import Activity, Result
from analytics.xapi.vocabulary import ACTIVITY_TYPES, KINDS, VERBS

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RESULTS = {
    "bare": Result(),
    "full": Result(
        score=0.66, response="sometimes", duration=timedelta(seconds=90, milliseconds=250), hints=1, tries=2
    ),
}


def facts(kind="lesson", **more):
    return statements.Facts(
        actor_name="0" * 32,
        activity=Activity(kind, "start-here/one"),
        timestamp=NOON,
        organisation=Activity("organisation", "lakeside", {"en": "Lakeside Clinic"}),
        **more,
    )


def built(verb="completed", kind="lesson", **more):
    return tincan_guard.document(statements.build(verb, facts(kind, **more)))


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("kind", ACTIVITY_TYPES)
@pytest.mark.parametrize("verb", VERBS)
def test_an_independent_validator_accepts_every_kind(verb, kind, result):
    name = {} if kind == "plan-step" else {"en": "One", "es": "Uno"}
    document = tincan_guard.document(
        statements.build(
            verb,
            statements.Facts(
                actor_name=uuid.uuid4().hex,
                activity=Activity(kind, "start-here/one", name),
                timestamp=NOON,
                organisation=Activity("organisation", "lakeside", {"en": "Lakeside Clinic"}),
                result=RESULTS[result],
                skill=Activity("skill", "messaging"),
                within=(Activity("lesson", "start-here/one"), Activity("course", "start-here")),
                registration=uuid.uuid4(),
                language="es",
                mode="solo",
                path="caregiver",
                seat="proxy",
            ),
        )
    )

    told = BaseXapiStatement.model_validate(json.loads(json.dumps(document)))

    assert str(told.verb.id) == VERBS[verb].iri
    assert document["version"] == "1.0.3"


def test_the_independent_validator_does_refuse():
    broken = built() | {"verb": {"id": "no iri"}}

    with pytest.raises(ValueError, match="IRI"):
        BaseXapiStatement.model_validate(broken)


def test_every_verb_has_a_builder_that_shows_an_example():
    assert set(statements.BUILDERS) == set(VERBS)
    assert all(builder.__doc__.startswith("Ruth ") for builder in statements.BUILDERS.values())


def test_every_pair_that_the_product_records_is_of_the_vocabulary():
    assert all(verb in VERBS and kind in ACTIVITY_TYPES for verb, kind in KINDS)


@pytest.mark.parametrize(
    ("verb", "outcome"),
    [("passed", {"success": True}), ("failed", {"success": False}), ("completed", {"completion": True})],
)
def test_the_verb_brings_its_outcome(verb, outcome):
    assert built(verb)["result"] == outcome


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(seconds=90), "PT1M30S"),
        (timedelta(days=1, hours=2), "PT26H"),
        (timedelta(milliseconds=1250), "PT1.25S"),
        (timedelta(seconds=59.999), "PT1M"),
    ],
)
def test_a_duration_is_written_in_one_way(span, text):
    assert built(result=Result(duration=span))["result"]["duration"] == text


def test_tincan_writes_a_negative_duration_and_we_refuse_it():
    wrong = tincan.Result(duration=timedelta(seconds=-5)).as_version()["duration"]
    assert wrong == "P-1DT23H59M55S"

    with pytest.raises(BadStatementError, match="negative"):
        built(result=Result(duration=timedelta(seconds=-5)))


def test_tincan_lets_a_statement_without_an_id_through_and_we_refuse_it():
    statement = statements.build("completed", facts())
    statement.id = None
    assert "id" not in statement.as_version()

    with pytest.raises(BadStatementError, match="id"):
        tincan_guard.document(statement)


def test_tincan_lets_a_time_without_zone_through_and_we_refuse_it():
    statement = statements.build("completed", facts())
    statement.timestamp = datetime(2026, 11, 21, 12, 0)
    assert statement.as_version()["timestamp"] == "2026-11-21T12:00:00"

    with pytest.raises(BadStatementError, match="zone"):
        tincan_guard.document(statement)


def change(document, path, value):
    """Returns a copy in which the value at a dotted path is another one."""
    copy = deepcopy(document)
    *way, last = path.split(".")
    place = copy
    for name in way:
        place = place[name]
    place[last] = value
    return copy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "not-a-uuid"),
        ("verb.id", "completed"),
        ("verb.id", None),
        ("verb.display", {"": "finished"}),
        ("object.id", "/lessons/1"),
        ("object.definition.type", "lesson"),
        ("object.definition.name", {"en": 1}),
        ("actor.account.homePage", "portalwise"),
        ("actor.account.name", ""),
        ("actor", {"mbox": "mailto:ruth@example.org"}),
        ("verb", None),
        ("context.language", "not a language"),
        ("context.registration", "7"),
        ("context.extensions", {"skill": "messaging"}),
        ("context.contextActivities.grouping", [{"id": "lakeside"}]),
        ("result", {"score": {"scaled": 5}}),
        ("result", {"score": {"scaled": float("nan")}}),
    ],
)
def test_what_tincan_would_have_written_is_refused_with_its_place(path, value):
    with pytest.raises(BadStatementError) as caught:
        tincan_guard.check(change(built(), path, value))

    assert caught.value.path.split("[")[0].split(" ")[0].startswith(path.split(".")[0])


def test_an_actor_known_in_two_ways_is_refused():
    document = built()
    document["actor"]["mbox"] = "mailto:ruth@example.org"

    with pytest.raises(BadStatementError, match="exactly one of mbox"):
        tincan_guard.check(document)


def test_tincan_does_not_change_the_vocabulary():
    before = deepcopy([term.label for term in VERBS.values()])

    built("passed")
    built("passed")

    assert [term.label for term in VERBS.values()] == before


def test_two_statements_share_nothing():
    one, other = built(), built()

    one["context"]["extensions"].clear()

    assert other["context"]["extensions"]
    assert one["id"] != other["id"]


def test_a_time_keeps_its_moment_in_any_zone():
    east = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert tincan_guard.parse_time(east.isoformat()) == NOON
    with pytest.raises(BadStatementError):
        tincan_guard.parse_time("2026-11-21T12:00:00")
    with pytest.raises(BadStatementError):
        tincan_guard.parse_time("yesterday")


class TestWhyTheProductDoesNotUseTincansOwnConnection:
    """Faults of tincan's RemoteLRS: they show here, and forwarding has a client of its own without them."""

    def test_it_loses_the_etag(self):
        class Answering(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                self.send_response(200)
                self.send_header("ETag", '"abc"')
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=server.handle_request, daemon=True).start()
        lrs = tincan.RemoteLRS(endpoint=f"http://127.0.0.1:{server.server_port}/xapi/")
        agent, activity = tincan.Agent(mbox="mailto:a@a.example"), tincan.Activity(id="https://a.example/1")

        found = lrs.retrieve_state(activity, agent, "page")
        server.server_close()

        assert found.success
        assert found.content.etag is None

    def test_it_takes_no_bytes_in_a_document(self):
        with pytest.raises(TypeError):
            tincan.StateDocument(id="page", content=b"\xff\x00")

    def test_it_knows_no_time_out_and_ours_has_one(self):
        assert "timeout" not in inspect.getsource(tincan.RemoteLRS)
        assert "timeout" in inspect.getsource(sending)

    def test_it_does_not_know_version_2_and_the_guard_reads_it(self):
        document = built()
        document["version"] = "2.0.0"
        document["timestamp"] = "2026-11-21T12:00:00Z"
        entry = {"objectType": "contextAgent", "agent": {"mbox": "mailto:a@a.example"}}
        document["context"] = document["context"] | {"contextAgents": [entry]}

        with pytest.raises(AttributeError):
            tincan.Statement(copy.deepcopy(document))
        assert tincan_guard.read(json.dumps(document), "2.0.0") == document

    def test_it_changes_what_it_is_given(self):
        document = built()
        given = copy.deepcopy(document)

        tincan.Statement(given)

        assert given != document
