"""A statement that comes alone is stored by one statement of SQL (docs/adr/0256), as whole as any other."""

import json
import uuid

import pytest

from analytics.lrs import moments
from analytics.lrs.models import InboxEntry, Link, Mention, Statement, TakenId
from tests.analytics.lrs.conftest import statement

pytestmark = pytest.mark.django_db
TABLES = (Statement, TakenId, Link, InboxEntry, Mention)
OWN = ("id", "statement_id", "stored", "raw")


def row_of(statement_id):
    row = Statement.objects.filter(statement_id=statement_id).values().get()
    links = sorted(Link.objects.filter(statement=row["id"]).values_list("key", "is_direct"))
    text = row["raw"].replace(str(row["statement_id"]), "ID").replace(json.loads(row["raw"])["stored"], "NOW")
    assert InboxEntry.objects.filter(statement=row["id"]).values_list("organisation", flat=True).get()
    assert TakenId.objects.get(statement_id=statement_id).key == row["id"]
    return {name: value for name, value in row.items() if name not in OWN}, links, text


@pytest.mark.parametrize("given", [{}, {"timestamp": "2026-03-01T10:00:00.5Z"}], ids=["now", "earlier"])
def test_it_leaves_what_one_among_others_leaves(ask, given):
    context = {"registration": str(uuid.uuid4())}
    registered = given | {"context": context, "result": {"response": "¿Sí? \\u0001"}}
    (alone,) = ask.store(statement(**registered))
    among, _other = ask.store(statement(**registered), statement())

    (row, links, text), (row_among, links_among, text_among) = row_of(alone), row_of(among)

    if not given:
        assert row.pop("timestamp") < row_among.pop("timestamp")
    assert (row, links, text) == (row_among, links_among, text_among)


def test_its_text_its_column_and_its_key_say_the_same_moment(ask):
    (alone,) = ask.store(statement())

    row = Statement.objects.get(statement_id=alone)

    assert row.stored == row.timestamp == moments.stored_at(row.pk)
    document = json.loads(row.raw)
    assert document["stored"] == document["timestamp"] == f"{row.stored:%Y-%m-%dT%H:%M:%S.%fZ}"


def test_those_that_follow_one_another_have_keys_in_their_order(ask):
    ids = [ask.store(statement())[0] for _number in range(5)]

    found = Statement.objects.order_by("pk").values_list("statement_id", flat=True)

    assert [str(one) for one in found] == ids


def test_an_id_that_is_taken_leaves_nothing_behind(ask):
    (given,) = ask.store(statement())
    before = [model.objects.count() for model in TABLES]

    same = ask("POST", body=statement(id=given))
    other = ask("POST", body=statement(id=given, result={"success": False}))

    assert (same.status_code, other.status_code) == (200, 409)
    assert [model.objects.count() for model in TABLES] == before


def test_one_that_is_voided_before_it_comes_is_found_as_such(ask):
    late = str(uuid.uuid4())
    voided = {"id": "http://adlnet.gov/expapi/verbs/voided"}
    ask.store(statement(verb=voided, object={"objectType": "StatementRef", "id": late}))

    ask.store(statement(id=late))

    assert ask("GET", statementId=late).status_code == 404
    assert ask("GET", voidedStatementId=late).json()["id"] == late


def test_the_way_to_the_store_asks_for_no_site(ask, settings, django_assert_max_num_queries):
    settings.LRS_CLIENT_CACHE_SECONDS = 60
    ask.store(statement())

    with django_assert_max_num_queries(4) as asked:
        ask.store(statement())

    assert not any("wagtailcore_site" in one["sql"] for one in asked.captured_queries)
