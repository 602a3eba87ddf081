"""Part 3, 2.1.3–2.1.4: which statements a question finds, in which order, and in which form."""

import json
import uuid
from urllib.parse import urlsplit

import pytest
from django.db import connection

from analytics import rollups
from analytics.lrs.models import InboxEntry, Reference
from tests.analytics.lrs.conftest import both_versions, clause, statement

pytestmark = pytest.mark.django_db
SAM = {"mbox": "mailto:sam@clinic.example"}
ANA = {"account": {"homePage": "https://clinic.example", "name": "ana"}}
HERE, THERE = "https://clinic.example/activities/here", "https://clinic.example/activities/there"
VERB = "https://clinic.example/verbs/read"
ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"


def ref(statement_id):
    return {"objectType": "StatementRef", "id": statement_id}


@both_versions
@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        ({"actor": SAM}, {"agent": SAM}),
        ({"actor": SAM}, {"agent": {"mbox": "mailto:sam@CLINIC.example"}}),
        ({"actor": ANA}, {"agent": ANA}),
        ({"object": SAM | {"objectType": "Agent"}}, {"agent": SAM}),
        ({"actor": {"objectType": "Group", "member": [SAM]}}, {"agent": SAM}),
        ({"actor": {"objectType": "Group"} | SAM}, {"agent": {"objectType": "Group"} | SAM}),
        ({"verb": {"id": VERB}}, {"verb": VERB}),
        ({"object": {"id": HERE}}, {"activity": HERE}),
        ({"context": {"registration": ID}}, {"registration": ID}),
        ({"context": {"instructor": SAM}}, {"agent": SAM, "related_agents": True}),
        (
            {"context": {"team": {"objectType": "Group", "member": [SAM]}}},
            {"agent": SAM, "related_agents": True},
        ),
        (
            {"context": {"contextActivities": {"other": {"id": HERE}}}},
            {"activity": HERE, "related_activities": True},
        ),
        (
            {"object": {"objectType": "SubStatement", **statement(actor=SAM)}},
            {"agent": SAM, "related_agents": True},
        ),
        (
            {"object": {"objectType": "SubStatement", **statement(object={"id": HERE})}},
            {"activity": HERE, "related_activities": True},
        ),
        (
            {"actor": SAM, "verb": {"id": VERB}, "object": {"id": HERE}},
            {"agent": SAM, "verb": VERB, "activity": HERE},
        ),
    ],
)  # fmt: skip
@clause("3-2.1.3 agent", "3-2.1.3 verb", "3-2.1.3 activity", "3-2.1.3 registration", "3-2.1.3 related_")
def test_a_filter_finds_what_it_means_and_nothing_else(ask, version, parts, asked):
    wanted = ask.store(statement(), statement(**parts), version=version)[1]
    given = {
        name: json.dumps(value) if isinstance(value, dict | bool) else value for name, value in asked.items()
    }

    assert ask.find(version=version, **given) == [wanted]
    if "related_agents" in given or "related_activities" in given:
        narrow = {name: value for name, value in given.items() if not name.startswith("related_")}
        assert ask.find(version=version, **narrow) == []


def test_the_authority_is_a_related_agent(ask):
    given = ask.store(statement())

    assert ask.find(agent=json.dumps(ask.record.authority()), related_agents="true") == given


class TestReferences:
    @pytest.mark.parametrize("order", ["target first", "target last"])
    @clause("3-2.1.4 StatementRefs are followed, also over several")
    def test_who_refers_to_what_is_found_is_found(self, ask, order):
        target, first, second = (str(uuid.uuid4()) for _number in range(3))
        batch = [
            statement(id=target, actor=SAM, verb={"id": VERB}),
            statement(id=first, object=ref(target)),
            statement(id=second, object=ref(first)),
        ]
        for one in batch if order == "target first" else batch[::-1]:
            ask.store(one)

        assert set(ask.find(agent=json.dumps(SAM), verb=VERB)) == {target, first, second}
        assert ask.find(agent=json.dumps(SAM), verb="a:b") == []

    def test_filters_must_hold_together_in_one_statement(self, ask):
        target = ask.store(statement(actor=SAM))[0]
        ask.store(statement(verb={"id": VERB}, object=ref(target)))

        assert ask.find(agent=json.dumps(SAM), verb=VERB) == []

    @clause("3-2.1.4 time and limit apply to who refers")
    def test_since_applies_to_who_refers(self, ask):
        target = ask.store(statement(actor=SAM))[0]
        stored = ask("GET", statementId=target).json()["stored"]
        referring = ask.store(statement(object=ref(target)))[0]

        assert ask.find(agent=json.dumps(SAM), since=stored) == [referring]

    @clause("3-2.1.4 voided targets count")
    def test_who_refers_to_a_voided_one_is_found(self, ask):
        target = ask.store(statement(actor=SAM))[0]
        voiding = ask.store(
            statement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object=ref(target))
        )[0]

        assert ask.find(agent=json.dumps(SAM)) == [voiding]

    def test_statements_in_a_circle_do_no_harm(self, ask):
        one, two = str(uuid.uuid4()), str(uuid.uuid4())
        ask.store(statement(id=one, object=ref(two)), statement(id=two, object=ref(one)))

        assert ask.find(agent=json.dumps(statement()["actor"])) == [two, one]

    def test_those_that_missed_one_another_are_found_when_counted(self, ask):
        target = ask.store(statement(actor=SAM))[0]
        referring = ask.store(statement(object=ref(target)))[0]
        Reference.objects.all().delete()  # as if neither had seen the other yet

        assert InboxEntry.objects.count() == 2
        rollups.fold_for(10)

        assert ask.find(agent=json.dumps(SAM)) == [referring, target]


class TestPages:
    @both_versions
    @clause("3-2.1.3 more", "3-2.1.3 limit", "3-2.1.3 ascending", "3-2.1.3 order by stored")
    def test_more_leads_through_all_once_and_keeps_the_filter(self, ask, version):
        wanted = ask.store(*[statement(actor=SAM) for _number in range(5)], statement(), version=version)[:5]
        for way, ascending in ((wanted[::-1], "false"), (wanted, "true")):
            found, address = [], None
            while address != "":
                if address is None:
                    answer = ask("GET", version=version, agent=json.dumps(SAM), limit=2, ascending=ascending)
                else:
                    parts = urlsplit(address)
                    assert not parts.netloc and parts.path == "/xapi/statements"
                    answer = ask("GET", f"statements?{parts.query}", version=version)
                found += [one["id"] for one in answer.json()["statements"]]
                address = answer.json()["more"]
            assert found == way

    def test_what_comes_in_between_shifts_no_page(self, ask):
        first = ask.store(*[statement() for _number in range(3)])
        page = ask("GET", limit=2).json()
        ask.store(statement())

        rest = ask("GET", f"statements?{urlsplit(page['more']).query}").json()

        assert [one["id"] for one in rest["statements"]] == first[:1]

    @clause("3-2.1.3 since is exclusive, until inclusive")
    def test_since_excludes_and_until_includes_the_moment(self, ask):
        ids = ask.store(statement(), statement(), statement())
        middle = ask("GET", statementId=ids[1]).json()["stored"]

        assert ask.find(since=middle) == [ids[2]]
        assert ask.find(until=middle) == [ids[1], ids[0]]

    @clause("3-2.1.3 nothing found is an empty list")
    def test_nothing_found_is_an_empty_list(self, ask):
        assert ask("GET", verb="a:b").json() == {"statements": [], "more": ""}

    def test_a_page_costs_the_same_queries_whatever_its_size(self, ask, django_assert_num_queries):
        ask.store(*[statement(actor=SAM) for _number in range(20)])
        ask.find(agent=json.dumps(SAM), limit=1)
        # What says it, what refers to it, their texts; on PostgreSQL also up to when all is told.
        for limit in (1, 20):
            with django_assert_num_queries(4 if connection.vendor == "postgresql" else 3):
                ask.find(agent=json.dumps(SAM), limit=limit)


@pytest.mark.parametrize(
    "given",
    [
        {"statementId": ID, "voidedStatementId": ID}, {"statementId": ID, "verb": VERB}, {"statementId": "x"},
        {"voidedStatementId": ID, "limit": 1}, {"agent": "Ruth"}, {"agent": '{"name": "x"}'}, {"agent": "[]"},
        {"agent": '{"mbox": "mailto:a@b.c", "mbox": "mailto:a@b.c"}'}, {"verb": "read"}, {"activity": "x"},
        {"registration": "1"}, {"related_agents": "yes"}, {"related_activities": "1"}, {"since": "now"},
        {"until": "2026-13-01"}, {"limit": -1}, {"limit": "ten"}, {"format": "short"}, {"attachments": "1"},
        {"ascending": "True"}, {"statementid": ID}, {"Verb": VERB}, {"unknown": 1}, {"cursor": "x"},
    ],
    ids=str,
)  # fmt: skip
@clause("3-2.1.3 parameters are judged", "3-3.2 unknown parameters are 400")
def test_a_parameter_that_is_wrong_is_400(ask, given):
    assert ask("GET", **given).status_code == 400


class TestForms:
    ACTIVITY = {"id": HERE, "definition": {"name": {"en": "Here", "es": "Aquí"}, "type": "a:b"}}

    @clause("3-2.1.3 format ids")
    def test_ids_holds_what_identifies_and_no_more(self, ask):
        group = {"objectType": "Group", "name": "Us", "member": [SAM | {"name": "Sam"}]}
        given = ask.store(
            statement(actor=group, object=self.ACTIVITY, context={"instructor": SAM | {"name": "Sam"}})
        )[0]

        found = ask("GET", statementId=given, format="ids").json()

        assert found["actor"] == {"objectType": "Group", "member": [SAM]}
        assert found["object"] == {"id": HERE}
        assert found["verb"] == {"id": statement()["verb"]["id"]}
        assert found["context"] == {"instructor": SAM}

    @pytest.mark.parametrize(
        ("wanted", "name"),
        [
            ("es", "Aquí"),
            ("es-MX, en;q=0.5", "Aquí"),
            ("de, en;q=0.1", "Here"),
            ("en;q=0.2, es;q=0.7", "Aquí"),
        ],
    )
    @clause("3-2.1.3 format canonical", "3-2.1.3 Accept-Language")
    def test_canonical_has_one_language_as_the_reader_likes(self, ask, wanted, name):
        given = ask.store(statement(object=self.ACTIVITY))[0]

        found = ask("GET", statementId=given, format="canonical", headers={"Accept-Language": wanted}).json()

        assert list(found["object"]["definition"]["name"].values()) == [name]

    @clause("2-2.4.4.1 definitions are merged", "3-2.5 GET activities")
    def test_a_definition_is_what_all_statements_say(self, ask):
        first = ask.store(statement(object=self.ACTIVITY))[0]
        more = {
            "id": HERE,
            "definition": {"name": {"fr": "Ici", "en": "Right here"}, "moreInfo": "https://a.b/c"},
        }
        ask.store(statement(object=more))

        known = ask("GET", "activities", activityId=HERE).json()

        assert known["definition"] == {
            "name": {"en": "Right here", "es": "Aquí", "fr": "Ici"}, "type": "a:b", "moreInfo": "https://a.b/c",
        }  # fmt: skip
        assert ask("GET", statementId=first).json()["object"] == self.ACTIVITY

    @clause("3-2.5 an unknown activity has its id")
    def test_an_activity_nobody_defined_has_its_id_alone(self, ask, asker, nonprofit):
        asker(nonprofit).store(statement(object=self.ACTIVITY))

        assert ask("GET", "activities", activityId=HERE).json() == {"objectType": "Activity", "id": HERE}
        assert (
            ask("GET", "activities").status_code
            == ask("GET", "activities", activityId="x").status_code
            == 400
        )

    @clause("3-4.2 define")
    def test_who_may_not_define_changes_no_definition(self, ask, asker, clinic):
        writer = asker(clinic, ["statements/write"], name="writer")
        writer.store(statement(object=self.ACTIVITY))

        assert "definition" not in ask("GET", "activities", activityId=HERE).json()

    @clause("2-2.4.6.2 contextActivities come back in lists")
    def test_a_context_activity_alone_comes_back_in_a_list(self, ask):
        given = ask.store(statement(context={"contextActivities": {"parent": {"id": HERE}}}))[0]

        found = ask("GET", statementId=given).json()

        assert found["context"]["contextActivities"] == {"parent": [{"id": HERE}]}
