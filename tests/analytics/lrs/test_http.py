"""Part 3, 1 and 3, for statements: versions side by side, headers, HEAD, the alternate syntax, about."""

import json
from urllib.parse import urlencode

import pytest

from analytics.lrs.models import Statement
from tests.analytics.lrs.conftest import ONE, TWO, both_versions, clause, statement

pytestmark = pytest.mark.django_db
UNKNOWN = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("1.0", ONE), ("1.0.0", ONE), ("1.0.3", ONE), ("1.0.9", ONE), ("2.0", TWO), ("2.0.0", TWO)],
)
@clause("3-3.3 versions", "2.0-4.1.2 versions")
def test_each_version_is_answered_in_its_own(ask, asked, answered):
    for answer in (
        ask("POST", body=statement(), version=asked),
        ask("GET", version=asked),
        ask("GET", version=asked, unknown=1),
        ask("GET", version=asked, statementId=UNKNOWN),
    ):
        assert answer["X-Experience-API-Version"] == answered


@pytest.mark.parametrize("version", [None, "0.95", "1.1.0", "3.0.0", "x"])
@clause("3-3.3 a missing or unknown version is 400", "2.0-4.1.2 a missing or unknown version is 400")
def test_a_missing_or_unknown_version_is_400(ask, version):
    answers = [ask("POST", body=statement(), version=version), ask("GET", version=version)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert not Statement.objects.exists()


@both_versions
@clause(
    "3-2.1.3 Consistent-Through whatever the answer", "3-2.1.3 Last-Modified", "2.0-4.1.6.1 Last-Modified"
)
def test_every_answer_says_how_far_it_knows(ask, version):
    given = ask("POST", body=statement(), version=version).json()[0]
    answers = {
        status: ask("GET", version=version, **asked)
        for status, asked in ((200, {"statementId": given}), (404, {"statementId": UNKNOWN}), (400, {"x": 1}))
    }

    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer["X-Experience-API-Consistent-Through"] > "2026"
    assert answers[200]["Last-Modified"].endswith(" GMT")


@both_versions
@clause("3-1.1 HEAD is GET without a body")
def test_head_is_get_without_a_body(ask, version):
    given = ask("POST", body=statement(), version=version).json()[0]

    for asked in ({}, {"statementId": given}, {"statementId": UNKNOWN}):
        got, head = ask("GET", version=version, **asked), ask("HEAD", version=version, **asked)
        assert (head.status_code, head.content) == (got.status_code, b"")
        if got.status_code == 200:
            assert head["Content-Length"] == str(len(got.content))


class TestAlternateSyntax:
    def send(self, ask, method, query="", **form):
        form = {"X-Experience-API-Version": ONE, "Authorization": ask.authorization} | form
        return ask.client.post(
            f"/xapi/statements?method={method}{query}",
            urlencode(form),
            content_type="application/x-www-form-urlencoded",
        )

    @clause("3-1.3 alternate request syntax")
    def test_all_of_a_request_comes_in_the_form(self, ask):
        put = self.send(ask, "PUT", statementId=UNKNOWN, content=json.dumps(statement()))
        got = self.send(ask, "GET", statementId=UNKNOWN)

        assert (put.status_code, got.status_code) == (204, 200)
        assert got.json()["id"] == UNKNOWN

    @clause("3-1.3 nothing more in the address")
    def test_another_parameter_in_the_address_is_400(self, ask):
        assert self.send(ask, "PUT", f"&statementId={UNKNOWN}", content="{}").status_code == 400

    @clause("3-1.3 content")
    def test_without_content_it_is_400(self, ask):
        assert self.send(ask, "PUT", statementId=UNKNOWN).status_code == 400

    @clause("2.0-4.1.3 no alternate request syntax")
    def test_version_2_knows_it_no_more(self, ask):
        form = {"statementId": UNKNOWN, "content": json.dumps(statement())}

        assert self.send(ask, "PUT", **form | {"X-Experience-API-Version": TWO}).status_code == 400
        assert ask("POST", "statements?method=PUT", statement(), version=TWO).status_code == 400
        assert not Statement.objects.exists()


@clause("3-2.8 about")
def test_about_answers_to_anybody_without_version(client):
    answer = client.get("/xapi/about")

    assert answer.json()["version"] == ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]
    assert answer["X-Experience-API-Version"] == ONE
    assert (
        client.get("/xapi/about", headers={"X-Experience-API-Version": TWO})["X-Experience-API-Version"]
        == TWO
    )
    assert client.head("/xapi/about").content == b""
    assert client.get("/xapi/about?x=1").status_code == 400


@clause("3-4.0 credentials")
def test_without_credentials_it_is_401(client):
    answer = client.get("/xapi/statements", headers={"X-Experience-API-Version": ONE})

    assert answer.status_code == 401
    assert "X-Experience-API-Consistent-Through" in answer


@clause("3-3.2 413")
def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(ask, client, settings):
    class Untouched:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    headers = {"Authorization": ask.authorization, "X-Experience-API-Version": ONE}
    sent = {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(settings.LRS_MOST_BYTES + 1)}

    answer = client.generic(
        "POST", "/xapi/statements", content_type="application/json", headers=headers, **sent
    )

    assert answer.status_code == 413
    assert answer.headers["X-Experience-API-Version"] == ONE


@clause("3-3.2 413")
def test_a_body_over_the_set_size_is_413(ask, settings):
    settings.LRS_MOST_BYTES = 2000

    assert ask("POST", body=statement(result={"response": "x" * 2000})).status_code == 413
    assert ask("POST", body=statement()).status_code == 200


def test_what_is_not_there_is_no_redirect_to_a_page(ask):
    assert ask("GET", statementId=UNKNOWN, headers={"Accept-Language": "es"}).status_code == 404


def test_very_long_values_are_kept(ask):
    long = statement(
        object={"id": "https://a.example/" + "x" * 20_000},
        actor={"account": {"homePage": "https://a.example", "name": "n" * 20_000}},
        verb={"id": "https://a.example/" + "v" * 20_000},
    )
    given = ask("POST", body=long).json()[0]

    assert ask.find(activity=long["object"]["id"]) == [given]
    assert ask.find(verb=long["verb"]["id"]) == [given]
