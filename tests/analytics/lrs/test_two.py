"""What 2.0 (IEEE 9274.1.1) adds to 1.0.3 or says otherwise, and no other file is about."""

import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.lrs.models import Statement
from tests.analytics.lrs.conftest import ONE, TWO, clause, statement

pytestmark = pytest.mark.django_db
COACH, TEAM = "mailto:coach@clinic.example", "mailto:team@clinic.example"
CONTEXT = {
    "contextAgents": [
        {
            "objectType": "contextAgent",
            "agent": {"objectType": "Agent", "mbox": COACH, "name": "Coach"},
            "relevantTypes": ["https://clinic.example/types/coach"],
        }
    ],
    "contextGroups": [
        {"objectType": "contextGroup", "group": {"objectType": "Group", "mbox": TEAM, "name": "Team"}}
    ],
}
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided"}
DOCUMENTS = {
    "activities/state": {
        "activityId": "https://clinic.example/a",
        "agent": json.dumps({"mbox": COACH}),
        "stateId": "s",
    },
    "activities/profile": {"activityId": "https://clinic.example/a", "profileId": "p"},
    "agents/profile": {"agent": json.dumps({"mbox": COACH}), "profileId": "p"},
}
every_document = pytest.mark.parametrize("path", sorted(DOCUMENTS))


def kept(ask, given, **more):
    return ask("GET", statementId=given, version=TWO, **more)


@clause("2.0-4.1.6.1 related_agents finds contextAgents and contextGroups")
@pytest.mark.parametrize("mbox", [COACH, TEAM])
def test_who_stands_in_the_context_is_found_as_related(ask, mbox):
    agent = json.dumps({"objectType": "Group" if mbox == TEAM else "Agent", "mbox": mbox})
    given = ask.store(statement(context=CONTEXT), version=TWO)

    assert ask.find(agent=agent, related_agents="true", version=TWO) == given
    assert ask.find(agent=agent, version=TWO) == []


@clause("2.0-4.1.6.1 format ids of contextAgents and contextGroups")
def test_ids_keeps_what_identifies_them(ask):
    given = ask.store(statement(context=CONTEXT), version=TWO)[0]

    found = kept(ask, given, format="ids").json()["context"]

    assert found["contextAgents"][0]["agent"] == {"objectType": "Agent", "mbox": COACH}
    assert found["contextGroups"][0]["group"] == {"objectType": "Group", "mbox": TEAM}


@clause("2.0-4.1.6.1 an id twice in a batch")
def test_an_id_twice_in_a_batch_is_400(ask):
    one = statement(id=str(uuid.uuid4()))

    assert ask("POST", body=[one, one], version=TWO).status_code == 400
    assert not Statement.objects.exists()


@clause("2.0-4.1.6.1 an unknown parameter")
def test_an_unknown_parameter_is_400(ask):
    assert ask("GET", version=TWO, Verb="a:b").status_code == 400


@clause("2.0-4.1.4 ETag on GET")
@every_document
def test_each_document_has_its_quoted_tag(ask, path):
    ask("PUT", path, b'{"a": 1}', version=TWO, **DOCUMENTS[path])

    tag = ask("GET", path, version=TWO, **DOCUMENTS[path]).headers["ETag"]

    assert tag == f'"{hashlib.sha1(b"""{"a": 1}""").hexdigest()}"'


@clause("2.0-4.1.4 a new document needs no header")
@every_document
def test_a_new_document_needs_no_condition(ask, path):
    assert ask("PUT", path, b"{}", version=TWO, **DOCUMENTS[path]).status_code == 204


@clause("2.0-4.1.4 a document of no content type but JSON is not merged")
@every_document
def test_what_is_no_json_is_not_merged(ask, path):
    ask("PUT", path, b"text", version=TWO, kind="text/plain", **DOCUMENTS[path])

    assert ask("POST", path, b'{"a": 1}', version=TWO, **DOCUMENTS[path]).status_code == 400
    assert ask("GET", path, version=TWO, **DOCUMENTS[path]).content == b"text"


@clause("2.0-4.1.6.4 an activity that nobody defined")
def test_an_activity_that_nobody_defined_is_an_object_all_the_same(ask):
    iri = "https://clinic.example/unknown"

    found = ask("GET", "activities", version=TWO, activityId=iri)

    assert (found.status_code, found.json()["id"]) == (200, iri)


@clause("2.0-4.1.6.7 about names 2.0.0")
def test_about_names_the_version(client):
    assert "2.0.0" in client.get("/xapi/about", headers={"X-Experience-API-Version": TWO}).json()["version"]


@clause("2.0-4.2.4.2 a stored that came is replaced")
def test_a_stored_that_came_is_taken_and_replaced(ask):
    given = ask.store(statement(stored="2001-02-03T04:05:06Z"), version=TWO)[0]

    assert kept(ask, given).json()["stored"] > "2026"


@clause("2.0-4.2.4.2 timestamp is stored where none came")
def test_without_a_time_stamp_it_is_the_moment_of_storing(ask):
    given = ask.store(statement(), version=TWO)[0]
    found = kept(ask, given).json()

    assert found["timestamp"] == found["stored"]


@clause("2.0-4.2.4.2 a time stamp in the future is taken")
def test_a_clock_that_is_fast_is_no_fault(ask):
    soon = (timezone.now() + timedelta(minutes=5)).isoformat()

    assert ask("POST", body=statement(timestamp=soon), version=TWO).status_code == 200


@clause("2.0-4.2.4.3 version 2.0.0 where none came")
@pytest.mark.parametrize(
    ("said", "told"), [(None, "2.0.0"), ("2.0.0", "2.0.0"), ("1.0.3", "1.0.3"), ("2.1.0", None), ("x", None)]
)
def test_a_statement_of_2_0_is_made_one_and_those_of_other_versions_are_refused(ask, said, told):
    sent = statement(version=said) if said else statement()

    assert ask("POST", body=sent, version=TWO).status_code == (200 if told else 400)
    assert [one["version"] for one in ask("GET", version=TWO).json()["statements"]] == [told] * bool(told)


@clause("2.0-4.2.5 what voids need not find its target")
def test_what_voids_what_is_not_here_is_taken(ask):
    target = {"objectType": "StatementRef", "id": str(uuid.uuid4())}

    assert ask("POST", body=statement(verb=VOIDED, object=target), version=TWO).status_code == 200


@clause("2.0-4.2.5 what voids is not voided")
def test_what_voids_is_not_voided(ask):
    (target,) = ask.store(statement(), version=TWO)
    (first,) = ask.store(
        statement(verb=VOIDED, object={"objectType": "StatementRef", "id": target}), version=TWO
    )
    ask.store(statement(verb=VOIDED, object={"objectType": "StatementRef", "id": first}), version=TWO)

    assert kept(ask, first).status_code == 200
    assert kept(ask, target).status_code == 404


@clause("2.0-4.2.7 durations are compared to the hundredth")
def test_finer_parts_of_a_second_are_taken_and_make_no_difference(ask):
    given = str(uuid.uuid4())

    for duration, answer in (("PT1.0012S", 200), ("PT1.0099S", 200), ("PT1.02S", 409)):
        sent = statement(id=given, result={"duration": duration})
        assert ask("POST", body=sent, version=TWO).status_code == answer


@clause("2.0-4.2.7 time stamps are brought to UTC")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-02-03T23:30:00.123456789-05:00", "2026-02-04T04:30:00.123456789Z"),
        ("2026-02-03T10:00:00+02:00", "2026-02-03T08:00:00Z"),
        ("2026-02-03T10:00:00.5Z", "2026-02-03T10:00:00.5Z"),
    ],
)
def test_a_time_is_told_in_utc_with_all_its_digits(ask, said, told):
    sent = statement(id=str(uuid.uuid4()), timestamp=said)
    given = ask.store(sent, version=TWO)[0]

    assert kept(ask, given).json()["timestamp"] == told
    assert ask("POST", body=sent, version=TWO).status_code == 200  # the same moment: nothing new
    other = ask.store(statement(timestamp=said), version=ONE)[0]
    assert kept(ask, other).json()["timestamp"] == said


@clause("2.0-4.2.7 the zone -00:00 is refused")
@pytest.mark.parametrize("zone", ["-00:00", "-0000", "-00"])
def test_the_zone_that_is_none_is_refused(ask, zone):
    assert ask("POST", body=statement(timestamp=f"2026-02-03T10:00:00{zone}"), version=TWO).status_code == 400
