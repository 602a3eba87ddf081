"""Demands of parts 2 and 3 that no other file is about, each over HTTP (tests/analytics/lrs/standard.py)."""

import hashlib
import json
from urllib.parse import urlencode

import pytest

from analytics.lrs import store
from analytics.lrs.models import Statement
from tests.analytics.lrs.conftest import ONE, TWO, both_versions, clause, statement
from tests.analytics.lrs.test_attached import FILE, attachment, multipart

pytestmark = pytest.mark.django_db
UNKNOWN = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
FORM = "application/x-www-form-urlencoded"


def kept(ask, given, **more):
    answer = ask("GET", statementId=given, **more)
    assert answer.status_code == 200, answer.content
    return answer


@both_versions
@clause("2-2.2 numbers keep their precision")
@pytest.mark.parametrize("number", ["3.4028235e38", "1.17549435E-38", "16777217", "0.30000000000000004"])
def test_a_number_comes_back_letter_by_letter(ask, version, number):
    text = json.dumps(statement(result={"score": {"raw": 1.5}})).replace("1.5", number)

    given = ask("POST", body=text, version=version).json()[0]

    assert f'"raw": {number}'.encode() in kept(ask, given, version=version).content


@both_versions
@clause("2-4.5 times keep their precision")
def test_a_time_comes_back_with_all_its_digits(ask, version):
    said = "2026-02-03T10:00:00.123456789Z"

    given = ask.store(statement(timestamp=said), version=version)[0]

    assert kept(ask, given, version=version).json()["timestamp"] == said


@clause("2-2.4.2.2 anonymous groups are distinct")
def test_two_anonymous_groups_of_the_same_members_are_nobody_twice(ask):
    group = {"objectType": "Group", "member": [{"mbox": "mailto:ruth@clinic.example"}]}
    ids = ask.store(statement(actor=group), statement(actor=group))

    assert set(Statement.objects.values_list("actor_name", flat=True)) == {""}
    assert ask("GET", agent=json.dumps(group)).status_code in (200, 400)
    assert ask.find(agent=json.dumps(group["member"][0])) == ids[::-1]


@clause("2-2.4.3 display means nothing")
def test_a_verb_that_shows_the_word_voided_voids_nothing(ask):
    (target,) = ask.store(statement())
    named = {"id": "http://adlnet.gov/expapi/verbs/mentioned", "display": {"en": "voided"}}
    ask.store(statement(verb=named, object={"objectType": "StatementRef", "id": target}))

    assert kept(ask, target).json()["id"] == target


@both_versions
@clause("2-2.4.4.1 an id used for two activities")
def test_an_id_that_two_seem_to_use_is_one_activity(ask, version):
    iri = "https://clinic.example/activities/two"
    kinds = [{"type": f"https://a.example/{kind}", "name": {"en": kind}} for kind in ("lesson", "visit")]
    sent = [statement(object={"id": iri, "definition": definition}) for definition in kinds]

    ids = [ask.store(one, version=version)[0] for one in sent]

    assert ask.find(activity=iri, version=version) == ids[::-1]
    for given, one in zip(ids, sent, strict=True):
        assert kept(ask, given, version=version).json()["object"] == one["object"]


@clause("2-2.4.10 each 1.0.x is taken and kept")
@pytest.mark.parametrize("version", ["1.0.0", "1.0.3", "1.0.27"])
def test_each_version_of_1_0_is_taken_and_kept(ask, version):
    given = ask.store(statement(version=version))[0]

    assert kept(ask, given).json()["version"] == version


@clause("2-2.4.10 what we record has 1.0.0")
def test_what_the_product_records_has_version_1_0_0(clinic):
    ours = {"account": {"homePage": "https://clinic.example", "name": "7"}}
    said = statement(id=UNKNOWN, actor=ours, timestamp="2026-02-03T10:00:00Z")
    made = store.save(said, organisation=clinic)

    assert json.loads(made.raw)["version"] == "1.0.0"


@clause("3-1.3 it is always a POST")
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_the_parameter_method_is_for_a_post_alone(ask, method):
    assert ask(method, "statements?method=GET").status_code in (400, 405)


@clause("3-1.3 other headers stay headers")
def test_a_header_that_the_form_does_not_name_is_read_from_the_request(ask):
    named = {"en": "Refill", "es": "Resurtido"}
    given = ask.store(statement(object={"id": "a:b", "definition": {"name": named}}))[0]
    form = {"X-Experience-API-Version": ONE, "Authorization": ask.authorization, "format": "canonical"}

    answer = ask.client.post(
        "/xapi/statements?method=GET",
        urlencode(form | {"statementId": given}),
        content_type=FORM,
        headers={"Accept-Language": "es"},
    )

    assert answer.json()["object"]["definition"]["name"] == {"es": "Resurtido"}


@both_versions
@clause("3-1.5.2 the statement's content type holds")
def test_a_part_is_given_back_as_what_its_statement_says(ask, version):
    picture = statement(attachments=[attachment(FILE, contentType="image/png")])
    given = ask("POST", version=version, **multipart(picture, FILE)).json()[0]

    content = kept(ask, given, version=version, attachments="true").content

    assert b"Content-Type: image/png" in content
    assert b"text/plain" not in content


@clause("3-2.8 about, whatever the version")
@pytest.mark.parametrize("version", [None, "0.95", "1.1.0", "9.9.9", "x"])
def test_about_asks_for_no_version(client, version):
    headers = {"X-Experience-API-Version": version} if version else {}

    assert client.get("/xapi/about", headers=headers).status_code == 200


@both_versions
@clause("3-3.1 documents are not encoded")
def test_a_document_comes_plain_so_that_its_tag_holds(ask, version):
    place = {"activityId": "https://clinic.example/a", "profileId": "p"}
    content = b'{"long": "' + b"x" * 5000 + b'"}'
    path, given = "activities/profile", {"version": version, **place}
    ask("PUT", path, content, headers={"If-None-Match": "*"}, **given)

    answer = ask("GET", path, headers={"Accept-Encoding": "gzip, br"}, **given)

    assert answer.content == content
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"] == f'"{hashlib.sha1(content).hexdigest()}"'


@clause("3-3.3 a refusal says why")
@pytest.mark.parametrize("version", [None, "0.95", "1.1.0"])
def test_a_refused_version_is_told_what_is_spoken_here(ask, version):
    answer = ask("GET", version=version)

    assert answer.status_code == 400
    assert "1.0.x or 2.0.x" in answer.json()["error"]


@clause("3-3.3 nothing is converted")
def test_a_statement_of_2_0_stays_one_for_who_asks_by_1_0_3(ask):
    coach = {"objectType": "contextAgent", "agent": {"mbox": "mailto:sam@clinic.example"}}
    context = {"contextAgents": [coach]}
    given = ask.store(statement(context=context), version=TWO)[0]

    read = kept(ask, given, version=ONE).json()

    assert (read["version"], read["context"]) == ("2.0.0", context)
