"""Part 2: each rule on the form of a statement has a statement that breaks it, and the 400 says where."""

import json

import pytest

from analytics.lrs.errors import BadRequest, BadStatement
from analytics.lrs.validation import rules, strict
from tests.analytics.lrs.conftest import ONE, TWO, both_versions, clause, statement

ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
AGENT = {"mbox": "mailto:sam@clinic.example"}
MAP = {"en": "x"}
ATTACHMENT = {
    "usageType": "https://a.example/u", "display": MAP, "contentType": "text/plain", "length": 3,
    "sha2": "a" * 64, "fileUrl": "https://a.example/f",
}  # fmt: skip
SET_BY_STORES = {"id": ID, "stored": "2026-01-01T00:00:00Z", "version": "1.0.0", "authority": AGENT}
SUB = {"objectType": "SubStatement", **statement()}
VOIDING = {"id": "http://adlnet.gov/expapi/verbs/voided"}


def activity(**definition):
    return {"object": {"id": "https://a.example/1", "definition": definition}}


def without(document, name):
    return {key: value for key, value in document.items() if key != name}


# (clause, where the fault is told, what is set in a good statement)
FAULTS = [
    ("2-2.2 no null", "result.success", {"result": {"success": None}}),
    ("2-2.2 no null", "actor.name", {"actor": AGENT | {"name": None}}),
    ("2-2.2 unknown property", "", {"mood": "fine"}),
    ("2-2.2 unknown property", "context", {"context": {"Registration": ID}}),
    ("2-2.2 case of properties", "", {"Result": {}}),
    ("2-2.2 case of values", "object.objectType", {"object": {"objectType": "activity", "id": "a:b"}}),
    ("2-2.2 types", "result.completion", {"result": {"completion": "true"}}),
    ("2-2.2 types", "result.score.raw", {"result": {"score": {"raw": "5"}}}),
    ("2-2.4.1 id is a UUID", "id", {"id": "not-a-uuid"}),
    ("2-2.4.1 id is a UUID", "id", {"id": ID[:-1]}),
    ("2-2.4.2.1 objectType of an agent", "actor.objectType", {"actor": AGENT | {"objectType": "Person"}}),
    ("2-2.4.2.1 member belongs to groups", "actor", {"actor": AGENT | {"member": [AGENT]}}),
    ("2-2.4.2.2 anonymous group has members", "actor", {"actor": {"objectType": "Group", "name": "x"}}),
    ("2-2.4.2.2 members are agents", "actor.member.0.objectType",
     {"actor": {"objectType": "Group", "member": [AGENT | {"objectType": "Group"}]}}),
    ("2-2.4.2.2 member is a list", "actor.member", {"actor": {"objectType": "Group", "member": AGENT}}),
    ("2-2.4.2.2 one identifier", "actor",
     {"actor": {"objectType": "Group", "openid": "https://a.example/o"} | AGENT}),
    ("2-2.4.2.3 at least one identifier", "actor", {"actor": {"name": "Ruth"}}),
    ("2-2.4.2.3 at most one identifier", "actor", {"actor": AGENT | {"openid": "https://a.example/o"}}),
    ("2-2.4.2.3 mbox is mailto", "actor.mbox", {"actor": {"mbox": "ruth@clinic.example"}}),
    ("2-2.4.2.3 mbox_sha1sum is hex", "actor.mbox_sha1sum", {"actor": {"mbox_sha1sum": "xyz"}}),
    ("2-2.4.2.3 openid is a URI", "actor.openid", {"actor": {"openid": "me"}}),
    ("2-2.4.2.4 homePage", "actor.account", {"actor": {"account": {"name": "7"}}}),
    ("2-2.4.2.4 name", "actor.account", {"actor": {"account": {"homePage": "https://a.example"}}}),
    ("2-2.4.2.4 homePage is an IRL", "actor.account.homePage",
     {"actor": {"account": {"homePage": "home", "name": "7"}}}),
    ("2-2.4.3 verb has an id", "verb", {"verb": {"display": MAP}}),
    ("2-2.4.3 verb id is an IRI", "verb.id", {"verb": {"id": "answered"}}),
    ("2-2.4.3 display is a language map", "verb.display", {"verb": {"id": "a:b", "display": "x"}}),
    ("2-4.2 language tags", "verb.display", {"verb": {"id": "a:b", "display": {"e_n": "x"}}}),
    ("2-4.2 language tags", "verb.display", {"verb": {"id": "a:b", "display": {"english-very-much": "x"}}}),
    ("2-2.4.4 kinds of objects", "object.objectType", {"object": {"objectType": "Verb", "id": "a:b"}}),
    ("2-2.4.4.1 activity has an id", "object", {"object": {"definition": {}}}),
    ("2-2.4.4.1 activity id is an IRI", "object.id", {"object": {"id": "one"}}),
    ("2-2.4.4.1 type is an IRI", "object.definition.type", activity(type="lesson")),
    ("2-2.4.4.1 moreInfo is an IRL", "object.definition.moreInfo", activity(moreInfo="there")),
    ("2-2.4.4.1 interactionType", "object.definition.interactionType", activity(interactionType="quiz")),
    ("2-2.4.4.1 patterns are texts", "object.definition.correctResponsesPattern.0",
     activity(interactionType="choice", correctResponsesPattern=[1])),
    ("2-2.4.4.1 components need a kind", "object.definition", activity(choices=[{"id": "a"}])),
    ("2-2.4.4.1 components of the kind", "object.definition.scale",
     activity(interactionType="choice", scale=[{"id": "a"}])),
    ("2-2.4.4.1 a component has an id", "object.definition.choices.0",
     activity(interactionType="choice", choices=[{"description": MAP}])),
    ("2-2.4.4.1 ids of components differ", "object.definition.choices",
     activity(interactionType="choice", choices=[{"id": "a"}, {"id": "a"}])),
    ("2-4.1 extension keys are IRIs", "object.definition.extensions", activity(extensions={"key": 1})),
    ("2-2.4.4.3 StatementRef has an id", "object", {"object": {"objectType": "StatementRef"}}),
    ("2-2.4.4.3 StatementRef id is a UUID", "object.id",
     {"object": {"objectType": "StatementRef", "id": "1"}}),
    *[
        ("2-2.4.4.3 SubStatement is no statement", "object", {"object": SUB | {name: value}})
        for name, value in SET_BY_STORES.items()
    ],
    ("2-2.4.4.3 SubStatements do not nest", "object.object.objectType", {"object": SUB | {"object": SUB}}),
    ("2-2.4.5 duration", "result.duration", {"result": {"duration": "five minutes"}}),
    ("2-4.6 duration", "result.duration", {"result": {"duration": "P1DT"}}),
    ("2-4.6 duration", "result.duration", {"result": {"duration": "-PT5S"}}),
    ("2-4.6 duration", "result.duration", {"result": {"duration": "P0.5DT1H"}}),
    ("2-2.4.5.1 scaled", "result.score.scaled", {"result": {"score": {"scaled": 1.01}}}),
    ("2-2.4.5.1 scaled", "result.score.scaled", {"result": {"score": {"scaled": -5}}}),
    ("2-2.4.5.1 raw and max", "result.score", {"result": {"score": {"raw": 6, "max": 5}}}),
    ("2-2.4.5.1 raw and min", "result.score", {"result": {"score": {"raw": 0, "min": 1}}}),
    ("2-2.4.5.1 min and max", "result.score", {"result": {"score": {"min": 5, "max": 5}}}),
    ("2-2.4.6 registration", "context.registration", {"context": {"registration": "x"}}),
    ("2-2.4.6 team is a group", "context.team", {"context": {"team": AGENT}}),
    ("2-2.4.6 language", "context.language", {"context": {"language": "Spanish, please"}}),
    ("2-2.4.6 statement is a StatementRef", "context.statement", {"context": {"statement": {"id": ID}}}),
    ("2-2.4.6 revision only for activities", "context.revision",
     {"object": AGENT | {"objectType": "Agent"}, "context": {"revision": "1"}}),
    ("2-2.4.6 platform only for activities", "context.platform",
     {"object": AGENT | {"objectType": "Agent"}, "context": {"platform": "1"}}),
    ("2-2.4.6.2 keys of contextActivities", "context.contextActivities",
     {"context": {"contextActivities": {"uncle": [{"id": "a:b"}]}}}),
    ("2-2.4.6.2 contextActivities are activities", "context.contextActivities.parent.0.objectType",
     {"context": {"contextActivities": {"parent": [AGENT | {"objectType": "Agent"}]}}}),
    ("2-2.4.7 timestamp", "timestamp", {"timestamp": "yesterday"}),
    ("2-4.5 timestamp of a day that is", "timestamp", {"timestamp": "2026-02-30T10:00:00Z"}),
    ("2-4.5 the zone -00:00", "timestamp", {"timestamp": "2026-02-03T10:00:00-00:00"}),
    ("2-4.5 the zone -0000", "timestamp", {"timestamp": "2026-02-03T10:00:00-0000"}),
    ("2-4.5 the zone -00", "timestamp", {"timestamp": "2026-02-03T10:00:00-00"}),
    ("2-2.4.8 stored", "stored", {"stored": "now"}),
    ("2-2.4.9 authority of two members", "authority.member",
     {"authority": {"objectType": "Group", "member": [AGENT]}}),
    ("2-2.4.9 authority is anonymous", "authority",
     {"authority": {"objectType": "Group", "member": [AGENT, AGENT]} | AGENT}),
    ("2-2.4.10 version", "version", {"version": "0.9"}),
    *[
        (f"2-2.4.11 {name} is required", "attachments.0", {"attachments": [without(ATTACHMENT, name)]})
        for name in ("usageType", "display", "contentType", "length", "sha2")
    ],
    ("2-2.4.11 usageType is an IRI", "attachments.0.usageType",
     {"attachments": [ATTACHMENT | {"usageType": "x"}]}),
    ("2-2.4.11 fileUrl is an IRL", "attachments.0.fileUrl", {"attachments": [ATTACHMENT | {"fileUrl": "x"}]}),
    ("2-2.4.11 length is whole", "attachments.0.length", {"attachments": [ATTACHMENT | {"length": 1.5}]}),
    ("2-2.4.11 a list", "attachments", {"attachments": ATTACHMENT}),
    ("2-2.3.2 voiding has a StatementRef", "object.objectType", {"verb": VOIDING}),
    ("2-2.2 formats, the empty text too", "id", {"id": ""}),
    ("2-2.2 formats, the empty text too", "verb.id", {"verb": {"id": ""}}),
    ("2-2.2 formats, the empty text too", "actor.mbox", {"actor": {"mbox": ""}}),
    ("2-2.2 formats, the empty text too", "timestamp", {"timestamp": ""}),
    ("2-2.2 formats, the empty text too", "result.duration", {"result": {"duration": ""}}),
    ("2-2.2 formats, the empty text too", "context.language", {"context": {"language": ""}}),
    ("2-2.2 no IRI without a scheme", "verb.id", {"verb": {"id": "www.example.com/verbs/did"}}),
    ("2-2.2 no IRI without a scheme", "object.id", {"object": {"id": "//clinic.example/1"}}),
    ("2-2.2 no IRI without a scheme", "actor.account.homePage",
     {"actor": {"account": {"homePage": "clinic.example", "name": "7"}}}),
    ("2-2.4.2.2 members of an identified group are agents", "actor.member.0.objectType",
     {"actor": AGENT | {"objectType": "Group", "member": [{"objectType": "Group", "openid": "https://a.b/c"}]}}),
    ("2-2.4.4.2 an agent as object says that it is one", "object", {"object": AGENT}),
    ("2-2.4.4.3 a StatementRef says that it is one", "object.id", {"object": {"id": ID}}),
    ("2-2.4.4.3 a StatementRef says that it is one", "object.objectType",
     {"object": {"objectType": "statementRef", "id": ID}}),
    ("2-2.4.4.3 a SubStatement says that it is one", "object", {"object": statement()}),
    ("2-2.4.4.3 a SubStatement keeps the rules", "object.verb.id", {"object": SUB | {"verb": {"id": "did"}}}),
    ("2-2.4.4.3 a SubStatement keeps the rules", "object", {"object": without(SUB, "actor")}),
    ("2-4.6 no alternative form", "result.duration", {"result": {"duration": "P0003-06-04T12:30:05"}}),
]  # fmt: skip


@both_versions
@pytest.mark.parametrize(
    ("where", "parts"),
    [
        pytest.param(*fault[1:], marks=clause(fault[0]), id=f"{fault[0]} {n}")
        for n, fault in enumerate(FAULTS)
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused_where_it_breaks_it(version, where, parts):
    with pytest.raises(BadStatement) as fault:
        rules.check(statement(**parts), version)

    assert fault.value.path == where
    assert fault.value.rule.startswith(("part 2, ", "2.0, "))


@pytest.mark.parametrize("name", ["actor", "verb", "object"])
@clause("2-2.4 actor, verb and object")
def test_each_part_that_must_be_there_must_be_there(name):
    with pytest.raises(BadStatement, match=name):
        rules.check(without(statement(), name), ONE)


GOOD = [
    ("2-2.4.2.2 identified group without members", {"actor": {"objectType": "Group"} | AGENT}),
    ("2-2.4.4 object without objectType is an activity", {"object": {"id": "a:b"}}),
    ("2-2.4.4.2 agents and groups as objects", {"object": {"objectType": "Agent"} | AGENT}),
    ("2-2.4.4.3 SubStatement", {"object": SUB}),
    ("2-2.4.6.2 a single activity", {"context": {"contextActivities": {"parent": {"id": "a:b"}}}}),
    ("2-4.1 null in extensions", {"context": {"extensions": {"a:b": None}}}),
    ("2-4.1 any value in extensions",
     {"result": {"extensions": {"a:b": [[], {}, "", -1.5, {"objectType": "x", "mbox": 7, "Verb": None}]}}}),
    ("2-4.6 weeks", {"result": {"duration": "P4W"}}),
    ("2-4.6 fractions", {"result": {"duration": "P1Y2M3DT4H5M6.789S"}}),
    ("2-4.5 nanoseconds", {"timestamp": "2026-02-03T10:00:00.123456789+02:00"}),
    ("2-4.2 long tags", {"verb": {"id": "a:b", "display": {"zh-Hant-TW-x-doctor": "x", "es-419": "y"}}}),
    ("2-2.4.5.1 bounds", {"result": {"score": {"scaled": -1, "raw": 0, "min": 0, "max": 5}}}),
    ("2-2.4.9 authority of two", {"authority": {"objectType": "Group", "member": [AGENT, AGENT]}}),
    ("2-2.3.2 voiding", {"verb": VOIDING, "object": {"objectType": "StatementRef", "id": ID}}),
]  # fmt: skip


@both_versions
@pytest.mark.parametrize("parts", [pytest.param(one[1], marks=clause(one[0]), id=one[0]) for one in GOOD])
def test_a_statement_that_keeps_the_rules_is_taken(version, parts):
    rules.check(statement(**parts), version)


CONTEXT_AGENT = {"objectType": "contextAgent", "agent": AGENT, "relevantTypes": ["https://a.example/coach"]}
GROUP = {"objectType": "Group"} | AGENT
CONTEXT_GROUP = {"objectType": "contextGroup", "group": GROUP}


@clause("2.0-4.2.2.5 contextAgents and contextGroups")
def test_agents_and_groups_of_the_context_are_known_in_2_0_alone():
    document = statement(context={"contextAgents": [CONTEXT_AGENT], "contextGroups": [CONTEXT_GROUP]})

    rules.check(document, TWO)
    with pytest.raises(BadStatement):
        rules.check(document, ONE)


@pytest.mark.parametrize(
    "context",
    [
        {"contextAgents": CONTEXT_AGENT},
        {"contextAgents": [without(CONTEXT_AGENT, "agent")]},
        {"contextAgents": [CONTEXT_AGENT | {"objectType": "Agent"}]},
        {"contextAgents": [CONTEXT_AGENT | {"relevantTypes": []}]},
        {"contextAgents": [CONTEXT_AGENT | {"relevantTypes": ["coach"]}]},
        {"contextGroups": [CONTEXT_GROUP | {"group": AGENT}]},
        {"contextGroups": [without(CONTEXT_GROUP, "objectType")]},
    ],
)
@clause("2.0-4.2.2.5 contextAgents and contextGroups")
def test_agents_and_groups_of_the_context_keep_their_form(context):
    with pytest.raises(BadStatement):
        rules.check(statement(context=context), TWO)


@clause("2.0-4.2.7 time stamps have a zone")
def test_a_time_without_zone_is_taken_in_1_0_3_alone():
    document = statement(timestamp="2026-02-03T10:00:00")

    rules.check(document, ONE)
    with pytest.raises(BadStatement):
        rules.check(document, TWO)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": Infinity}', '{"a": 1e999}', "{'a': 1}", '{"a": 1,}', "", "{",
        '{"a": "\\ud800"}', '{"a": ' + "9" * 400 + "}", "[" * 100_000, '{"a":' * 100 + "1" + "}" * 100,
    ],
    ids=str.__len__,
)  # fmt: skip
@clause("2-2.2 JSON", "2-2.2 UTF-8")
def test_what_is_no_strict_json_is_refused(text):
    with pytest.raises(BadRequest):
        strict.read(text.encode())


def test_bytes_that_are_no_utf_8_are_refused():
    with pytest.raises(BadRequest):
        strict.read(b'{"a": "\xff"}')


def test_each_item_is_cut_out_letter_by_letter():
    text = ' [ {"a": 1.10} ,{ "b":[1,{"c":"]"}]}\n, "x"]'

    found = strict.read_each(text.encode())

    assert [one for one, _value in found] == ['{"a": 1.10}', '{ "b":[1,{"c":"]"}]}', '"x"']
    assert [value for _one, value in found] == json.loads(text)
    assert strict.read_each(b" {}") is None
    assert strict.read_each(b"[ ]") == []


@pytest.mark.parametrize("text", ["[1", "[1 2]", "[1,]", "[,1]", "[1]]", "[1] x", "[", '[{"a":1,"a":2}]'])
def test_a_list_that_is_none_is_refused(text):
    with pytest.raises(BadRequest):
        strict.read_each(text.encode())


def test_members_are_left_out_and_all_other_letters_stay():
    text = '{ "b" : 1.10, "stored": {"x": [1]}, "c":"ñ", "authority":[]}'

    found = strict.without_members(text, ("stored", "authority"))

    assert found == '{"b" : 1.10,"c":"ñ"}'
    assert strict.without_members('{ "a":1 }', ("a",)) == "{}"
