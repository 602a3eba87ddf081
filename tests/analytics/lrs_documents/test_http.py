"""The document resources as a client meets them: versions, credentials, the alternate syntax, HEAD."""

import base64
import json
from urllib.parse import urlencode

import pytest
from django.core.cache import cache

from analytics.lrs.clients import actions, auth
from tests.analytics.lrs.conftest import clause
from tests.analytics.lrs_documents.conftest import AGENT, ONE, TWO, named

pytestmark = pytest.mark.django_db
ADDRESS = {
    "state": "/xapi/activities/state",
    "activity-profile": "/xapi/activities/profile",
    "agent-profile": "/xapi/agents/profile",
}


@pytest.fixture
def headers(clinic):
    auth.forget_all()
    cache.clear()
    client, secret = actions.create(organisation=clinic, name="tablet", scopes_granted=["all"])
    basic = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    yield {"Authorization": f"Basic {basic}", "X-Experience-API-Version": ONE}
    auth.forget_all()


def at(kind, **more):
    return f"{ADDRESS[kind]}?{urlencode(named(kind, **more))}"


def put(client, headers, kind="state", content=b'{"a": 1}', **more):
    return client.generic("PUT", at(kind), content, "application/json", headers=headers | more)


@pytest.mark.parametrize("kind", sorted(ADDRESS))
@pytest.mark.parametrize("version", [ONE, TWO])
@clause("3-3.3 version header in every response", "3-1.1 HEAD as GET")
def test_a_document_goes_there_and_back(client, headers, kind, version):
    headers |= {"X-Experience-API-Version": version}
    stored = put(client, headers, kind, **{"If-None-Match": "*"})
    got, head = client.get(at(kind), headers=headers), client.head(at(kind), headers=headers)

    assert (stored.status_code, stored.content) == (204, b"")
    assert (got.status_code, got.content, got["Content-Type"]) == (200, b'{"a": 1}', "application/json")
    assert {answer["X-Experience-API-Version"] for answer in (stored, got, head)} == {version}
    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", "8", got["ETag"])


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.9"])
@clause("3-3.3 1.0 is 1.0.0", "3-3.3 any 1.0.x", "3-3.3 latest patch version")
def test_patch_versions_are_answered_as_the_latest(client, headers, version):
    answer = put(client, headers | {"X-Experience-API-Version": version})

    assert (answer.status_code, answer["X-Experience-API-Version"]) == (204, "1.0.3")


@pytest.mark.parametrize("version", [None, "", "0.95", "1.1.0", "3.0", "2", "x"])
@clause("3-3.3 no version is refused", "3-3.3 before 1.0.0 and from 1.1.0 is refused")
def test_no_or_another_version_is_400(client, headers, version):
    headers = {name: value for name, value in headers.items() if "Version" not in name}
    answer = put(client, headers | ({} if version is None else {"X-Experience-API-Version": version}))

    assert (answer.status_code, answer["X-Experience-API-Version"]) == (400, "1.0.3")
    assert "X-Experience-API-Version" in answer.json()["error"]


@clause("3-3.2 401", "3-4.0 authentication")
def test_without_credentials_it_is_401(client, headers):
    answer = put(client, {"X-Experience-API-Version": ONE})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic ")
    assert answer["X-Experience-API-Version"] == ONE


@clause("3-3.2 403")
def test_without_the_scope_it_is_403(client, clinic):
    key, secret = actions.create(organisation=clinic, name="small", scopes_granted=["profile"])
    basic = base64.b64encode(f"{key.key}:{secret}".encode()).decode()

    answer = put(client, {"Authorization": f"Basic {basic}", "X-Experience-API-Version": ONE})

    assert answer.status_code == 403


@clause("3-3.2 429")
def test_too_often_is_429(client, clinic):
    one, secret = actions.create(
        organisation=clinic, name="busy", scopes_granted=["all"], requests_a_minute=1
    )
    basic = base64.b64encode(f"{one.key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "X-Experience-API-Version": ONE}

    answers = [put(client, headers) for _time in range(4)]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


@clause("3-3.2 413", "3-3.2 sizes can be set")
def test_a_body_over_the_set_size_is_413_and_a_large_one_below_it_is_not(client, headers, settings):
    large = put(client, headers, content=b'"' + b"x" * 3_000_000 + b'"')
    settings.LRS_MOST_BYTES = 1000
    larger = put(client, headers, content=b"x" * 1001)

    assert (large.status_code, larger.status_code) == (204, 413)


def test_another_method_is_405(client, headers):
    answer = client.patch(at("state"), headers=headers)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, PUT, POST, DELETE")


def test_a_parameter_given_twice_is_400(client, headers):
    assert client.get(at("state") + "&stateId=x", headers=headers).status_code == 400


class TestAlternateSyntax:
    def ask(self, client, headers, method, *, query="", outside=None, **form):
        return client.post(
            f"/xapi/activities/state?method={method}{query}",
            urlencode(named("state") | headers | form),
            content_type="application/x-www-form-urlencoded",
            headers=outside or {},
        )

    @clause("3-1.3 headers, parameters and content in the form")
    def test_headers_parameters_and_content_come_in_the_form(self, client, headers):
        form = {"content": '{"é": 1}', "Content-Type": "application/json; charset=utf-8"}
        stored = self.ask(client, headers, "PUT", **form)
        got = self.ask(client, headers, "GET")

        assert stored.status_code == 204
        assert (got.status_code, got.content.decode()) == (200, '{"é": 1}')
        assert got["Content-Type"] == "application/json; charset=utf-8"

    def test_if_match_counts_too(self, client, headers):
        self.ask(client, headers, "PUT", content="{}", **{"Content-Type": "application/json"})

        assert self.ask(client, headers, "DELETE", **{"If-Match": '"other"'}).status_code == 412

    @clause("3-1.3 no other parameter in the address")
    def test_another_parameter_in_the_address_is_400(self, client, headers):
        assert self.ask(client, headers, "GET", query="&stateId=x").status_code == 400

    @pytest.mark.parametrize("outside", [{}, {"X-Experience-API-Version": TWO}])
    @clause("2.0-4.1.3 no alternate syntax")
    def test_the_second_version_has_none(self, client, headers, outside):
        headers |= {"X-Experience-API-Version": TWO}

        assert self.ask(client, headers, "PUT", outside=outside, content="{}").status_code == 400

    @clause("3-1.3 content is UTF-8")
    def test_a_form_that_is_no_utf8_is_400(self, client, headers):
        answer = client.post(
            "/xapi/activities/state?method=GET", b"a=%ff", content_type="application/x-www-form-urlencoded"
        )

        assert answer.status_code == 400


class TestAgents:
    def ask(self, client, headers, agent):
        return client.get("/xapi/agents?" + urlencode({"agent": json.dumps(agent)}), headers=headers)

    @pytest.mark.parametrize(
        "identifier",
        [
            AGENT,
            {"mbox": "mailto:ruth@clinic.example"},
            {"mbox_sha1sum": "ab" * 20},
            {"openid": "https://clinic.example/ruth"},
        ],
    )
    @clause("3-2.4 Person", "3-2.4 an unknown agent is answered")
    def test_a_person_has_a_list_for_each_property(self, client, headers, identifier):
        answer = self.ask(client, headers, identifier | {"objectType": "Agent", "name": "Ruth"})

        ((name, value),) = identifier.items()
        assert answer.json() == {"objectType": "Person", "name": ["Ruth"], name: [value]}
        assert answer["ETag"].startswith('"')

    @clause("3-2.4 agent")
    def test_a_group_and_nobody_are_400(self, client, headers):
        assert self.ask(client, headers, AGENT | {"objectType": "Group"}).status_code == 400
        assert client.get("/xapi/agents", headers=headers).status_code == 400
        assert client.get("/xapi/agents?x=1", headers=headers).status_code == 400
