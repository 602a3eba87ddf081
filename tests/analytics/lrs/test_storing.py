"""Part 2, 2.3 and part 3, 2.1.1–2.1.2: statements go in whole, once, and never change."""

import json
import uuid

import pytest

from analytics import rollups
from analytics.lrs.models import InboxEntry, Link, Statement
from analytics.models import Presence
from tests.analytics.lrs.conftest import ONE, TWO, both_versions, clause, statement

pytestmark = pytest.mark.django_db
A, B = "mailto:a@a.example", "mailto:b@a.example"
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided"}


def new_id():
    return str(uuid.uuid4())


def ref(statement_id):
    return {"objectType": "StatementRef", "id": statement_id}


@both_versions
@clause("3-2.1.2 POST returns the ids in order", "2-2.4.1 the LRS makes an id")
def test_a_batch_answers_with_its_ids_in_order(ask, version):
    given = new_id()

    ids = ask.store(statement(), statement(id=given), statement(), version=version)

    assert len(set(ids)) == 3
    assert ids[1] == given
    assert ask("POST", body=statement()).json()[0] not in ids


@both_versions
@clause("3-2.1.1 PUT 204", "2-2.4.8 stored", "2-2.4.9 authority", "2-2.4.7 timestamp", "2-2.4.10 version")
def test_the_store_says_who_when_and_in_which_version(ask, version):
    given = new_id()
    lie = statement(stored="2001-01-01T00:00:00Z", authority={"mbox": "mailto:boss@a.example"})

    put = ask("PUT", body=lie, version=version, statementId=given)
    kept = ask("GET", version=version, statementId=given).json()

    assert (put.status_code, put.content) == (204, b"")
    assert kept["id"] == given
    assert kept["authority"] == ask.record.authority()
    assert kept["stored"] == kept["timestamp"] > "2026"
    assert kept["version"] == {ONE: "1.0.0", TWO: "2.0.0"}[version]


@clause("3-2.1.1 PUT id equals statementId", "3-2.1.1 PUT needs statementId")
def test_put_names_the_id_that_the_statement_has(ask):
    assert ask("PUT", body=statement(id=new_id()), statementId=new_id()).status_code == 400
    assert ask("PUT", body=statement(id=new_id())).status_code == 400
    assert ask("PUT", body=[statement()], statementId=new_id()).status_code == 400
    assert ask("PUT", body=statement(), statementId="x").status_code == 400
    assert ask("POST", body=statement(), statementId=new_id()).status_code == 400
    assert not Statement.objects.exists()


@clause("2-2.3.1 immutable", "3-2.1.1 never modify", "3-2.1.2 409")
def test_the_same_id_again_is_fine_when_it_says_the_same_and_409_when_not(ask):
    given = statement(id=new_id(), timestamp="2026-03-01T10:00:00.50Z")
    ask.store(given)
    before = ask("GET", statementId=given["id"]).content
    same = given | {
        "timestamp": "2026-03-01T12:00:00.5+02:00",
        "verb": {"id": given["verb"]["id"], "display": {"es": "vivió"}},
        "actor": {"mbox": "mailto:ruth@CLINIC.example"},
        "object": {"id": given["object"]["id"], "definition": {"name": {"en": "Refill"}}},
    }

    assert ask("POST", body=same).json() == [given["id"]]
    assert ask("PUT", body=same, statementId=given["id"]).status_code == 204
    assert ask("POST", body=given | {"result": {"success": True}}).status_code == 409
    assert (
        ask("PUT", body=given | {"timestamp": "2026-03-01T10:00:01Z"}, statementId=given["id"]).status_code
        == 409
    )
    assert ask("GET", statementId=given["id"]).content == before
    assert InboxEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"result": {"duration": "PT1.234S"}}, {"result": {"duration": "PT1.239S"}}, True),
        ({"result": {"duration": "PT60S"}}, {"result": {"duration": "PT1M"}}, False),
        ({"result": {"response": "a"}}, {"result": {"response": "b"}}, False),
        ({"actor": {"objectType": "Group", "member": [{"mbox": A}, {"mbox": B}]}},
         {"actor": {"objectType": "Group", "member": [{"mbox": B}, {"mbox": A}]}}, True),
        ({"context": {"contextActivities": {"parent": {"id": "a:b"}}}},
         {"context": {"contextActivities": {"parent": [{"id": "a:b", "objectType": "Activity"}]}}}, True),
        ({"context": {"platform": "x"}}, {"context": {"platform": "y"}}, False),
        ({"timestamp": "2026-01-01T00:00:00.123456789Z"},
         {"timestamp": "2026-01-01T00:00:00.123456780Z"}, False),
    ],
)  # fmt: skip
@clause("2-2.3.1 equivalence", "2-4.6 precision of durations")
def test_what_counts_as_the_same(ask, one, other, is_same):
    given = new_id()
    ask.store(statement(id=given, **one))

    assert ask("POST", body=statement(id=given, **other)).status_code == (200 if is_same else 409)


@clause("3-2.1.2 whole batch or nothing")
def test_of_a_batch_with_one_fault_nothing_is_stored(ask):
    here = ask.store(statement())[0]
    faulty = ask("POST", body=[statement(), statement(verb={"id": "x"})])
    taken = ask("POST", body=[statement(), statement(id=here, result={"success": True})])

    assert (faulty.status_code, taken.status_code) == (400, 409)
    assert faulty.json()["error"].startswith("[1].verb.id: ")
    assert Statement.objects.count() == InboxEntry.objects.count() == 1


@clause("3-2.1.2 an id twice in a batch")
def test_an_id_twice_in_a_batch_is_refused(ask):
    given = statement(id=new_id())

    assert ask("POST", body=[given, given | {"id": given["id"].upper()}]).status_code == 400
    assert not Statement.objects.exists()


def test_an_empty_batch_stores_nothing(ask):
    assert ask("POST", body=[]).json() == []


@clause("2-2.2 statements come back as they came")
def test_numbers_and_spaces_come_back_letter_by_letter(ask):
    text = json.dumps(statement())[:-1] + ', "result": {"score": {"raw": 1.10}, "response": "¡sí\\u0021"}}'

    given = ask("POST", body=text).json()[0]

    assert (
        '"result": {"score": {"raw": 1.10}, "response": "¡sí\\u0021"}}'
        in ask("GET", statementId=given).content.decode()
    )


class TestVoiding:
    @clause("2-2.3.2 voided", "3-2.1.4 voided statements", "3-2.1.3 voidedStatementId")
    def test_a_voided_statement_is_found_by_voidedstatementid_alone(self, ask):
        given, other = ask.store(statement(), statement())
        voiding = ask.store(statement(verb=VOIDED, object=ref(given)))[0]

        assert ask("GET", statementId=given).status_code == 404
        assert ask("GET", voidedStatementId=given).json()["id"] == given
        assert ask("GET", voidedStatementId=other).status_code == 404
        assert ask.find() == [voiding, other]

    @clause("2-2.3.2 voiding statements cannot be voided")
    def test_a_voiding_statement_stays(self, ask):
        given = ask.store(statement())[0]
        first = ask.store(statement(verb=VOIDED, object=ref(given)))[0]
        ask.store(statement(verb=VOIDED, object=ref(first)))

        assert ask("GET", statementId=first).status_code == 200
        assert ask("GET", voidedStatementId=given).status_code == 200

    @clause("2-2.3.2 voiding what is not there yet")
    def test_what_comes_later_than_its_voiding_is_voided(self, ask):
        given = new_id()
        ask.store(statement(verb=VOIDED, object=ref(given)))
        ask.store(statement(id=given))

        assert ask("GET", voidedStatementId=given).status_code == 200
        assert ask("GET", statementId=given).status_code == 404

    def test_another_organisations_statement_is_not_voided(self, ask, asker, nonprofit):
        given = ask.store(statement())[0]
        asker(nonprofit).store(statement(verb=VOIDED, object=ref(given)))

        assert ask("GET", statementId=given).status_code == 200


class TestWalls:
    def test_a_stranger_finds_nothing_and_may_use_the_same_id(self, ask, asker, nonprofit):
        theirs = asker(nonprofit)
        given = ask.store(statement(id=new_id()))[0]

        assert theirs("GET", statementId=given).status_code == 404
        assert theirs.find() == theirs.find(agent=json.dumps(statement()["actor"])) == []
        assert theirs("POST", body=statement(id=given, result={"success": True})).status_code == 200
        assert "result" not in ask("GET", statementId=given).json()

    @clause("3-4.2 statements/read/mine")
    def test_who_may_read_its_own_reads_its_own(self, ask, asker, clinic):
        narrow = asker(clinic, ["statements/write", "statements/read/mine"], name="narrow")
        ours, mine = ask.store(statement())[0], narrow.store(statement())[0]

        assert narrow.find() == narrow.find(verb=statement()["verb"]["id"]) == [mine]
        assert narrow("GET", statementId=ours).status_code == 404
        assert ask.find() == [mine, ours]

    @clause("3-4.2 scopes")
    def test_who_may_not_is_403(self, asker, clinic):
        reader = asker(clinic, ["statements/read"], name="reader")
        writer = asker(clinic, ["statements/write"], name="writer")

        assert reader("POST", body=statement()).status_code == 403
        assert writer("GET").status_code == 403


def test_what_comes_from_outside_is_counted_once_like_our_own(ask, settings):
    account = {"homePage": settings.XAPI_ACTOR_HOME_PAGE, "name": "4f" * 16}
    ask.store(statement(actor={"account": account}), statement(actor={"objectType": "Group", "member": []}))

    rollups.fold_for(10)
    rollups.fold_for(10)

    assert Presence.objects.get().actor_name == "4f" * 16
    assert Presence.objects.get().statements == 1
    assert not InboxEntry.objects.exists()


def test_a_batch_costs_the_same_queries_whatever_its_size(ask, django_assert_max_num_queries, settings):
    settings.LRS_CLIENT_CACHE_SECONDS = 60
    ask.store(statement())
    with django_assert_max_num_queries(12) as small:
        ask.store(statement(), statement())
    with django_assert_max_num_queries(12) as large:
        ask.store(*[statement(id=new_id()) for _number in range(50)])

    assert len(large) == len(small)
    assert Link.objects.count() == 53 * 5
