"""The profile keeps the rules of xAPI Profiles 1.0, and our statements keep the profile's."""

import json
import re
import uuid

import pytest

from analytics.xapi import profile, recorder
from analytics.xapi.profile_ids import profile_iri, version_iri
from analytics.xapi.vocabulary import ACTIVITY_TYPES, CONTEXT_EXTENSIONS, KINDS, RESULT_EXTENSIONS, VERBS

COMBINATIONS = ("alternates", "optional", "oneOrMore", "sequence", "zeroOrMore")


@pytest.fixture
def document():
    return profile.document()


def everything_in(value):
    """Yields every value at any depth."""
    yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from everything_in(part)


def test_the_site_serves_the_profile(client_for, clinic):
    response = client_for().get("/xapi/profile")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == json.loads(json.dumps(profile.document()))


def test_the_address_of_its_version_answers_too(client_for, clinic):
    assert client_for().get("/xapi/profile/v1.0").json()["id"] == profile_iri()


def test_it_says_what_it_is(document):
    assert document["@context"] == "https://w3id.org/xapi/profiles/context"
    assert document["type"] == "Profile"
    assert document["conformsTo"] == "https://w3id.org/xapi/profiles#1.0"
    assert document["author"]["type"] == "Organization"
    (version,) = document["versions"]
    assert version["id"] == version_iri() != document["id"]


def test_no_value_is_empty(document):
    assert [value for value in everything_in(document) if value in ({}, None, "", [])] == []


def test_every_part_has_its_own_id_and_belongs_to_this_version(document):
    parts = document["concepts"] + document["templates"] + document["patterns"]

    assert len({part["id"] for part in parts}) == len(parts)
    assert {part["inScheme"] for part in parts} == {version_iri()}


def test_every_word_is_explained_in_both_languages(document):
    for part in document["concepts"] + document["templates"]:
        assert set(part["prefLabel"]) == set(part["definition"]) == {"en", "es"}, part["id"]


def test_words_of_others_are_not_defined_again(document):
    defined = {concept["id"] for concept in document["concepts"]}

    assert not [iri for iri in defined if "adlnet.gov" in iri]
    terms = [*VERBS.values(), *ACTIVITY_TYPES.values()]
    extensions = [*CONTEXT_EXTENSIONS.values(), *RESULT_EXTENSIONS.values()]
    assert defined == {term.iri for term in terms if term.is_ours} | {term.iri for term in extensions}


def test_extensions_carry_a_schema_of_their_values(document):
    schemas = [concept["inlineSchema"] for concept in document["concepts"] if "Extension" in concept["type"]]

    assert len(schemas) == len(CONTEXT_EXTENSIONS) + len(RESULT_EXTENSIONS)
    assert all("type" in json.loads(schema) for schema in schemas)


def test_every_rule_asks_for_something(document):
    for template in document["templates"]:
        for rule in template["rules"]:
            assert rule["location"].startswith("$.")
            assert {"presence", "any", "all", "none"} & set(rule)


def test_patterns_are_well_formed(document):
    known = {part["id"] for part in document["templates"] + document["patterns"]}
    for pattern in document["patterns"]:
        (combination,) = [name for name in COMBINATIONS if name in pattern]
        members = pattern[combination] if isinstance(pattern[combination], list) else [pattern[combination]]
        assert set(members) <= known - {pattern["id"]}
        assert combination != "alternates" or len(members) >= 2
        assert not pattern["primary"] or {"prefLabel", "definition"} <= set(pattern)


def test_every_template_stands_in_a_pattern(document):
    used = {member for pattern in document["patterns"] for member in pattern.get("alternates", [])}

    assert used == {template["id"] for template in document["templates"]}


def values_at(statement, location):
    """Returns what a rule's JSONPath finds; only the forms that our rules use."""
    found = [statement]
    for name in re.findall(r"\['([^']+)'\]|\.(\w+)|(\[\*\])", location):
        quoted, plain, star = name
        if star:
            found = [item for value in found for item in value]
        else:
            found = [value[quoted or plain] for value in found if (quoted or plain) in value]
    return found


def keeps(statement, rule):
    """Says whether a statement keeps a template's rule (specification, 8.1)."""
    found = values_at(statement, rule["location"])
    if not found:
        return rule["presence"] == "recommended"
    if "any" in rule and not set(found) & set(rule["any"]):
        return False
    return "all" not in rule or set(found) <= set(rule["all"])


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "kind"), KINDS)
def test_recorded_statements_keep_their_template(document, ruth, verb, kind):
    statement = recorder.record(
        learner=ruth,
        organisation=ruth.organisation,
        verb=verb,
        activity=recorder.Activity(kind, "one"),
        skill="messaging",
        registration=uuid.uuid4(),
    )
    template = next(part for part in document["templates"] if part["id"] == profile.template_iri(verb, kind))

    told = json.loads(statement.raw)
    assert told["verb"]["id"] == template["verb"]
    assert told["object"]["definition"]["type"] == template["objectActivityType"]
    assert [rule for rule in template["rules"] if not keeps(told, rule)] == []


@pytest.mark.django_db
def test_a_statement_outside_any_registration_does_not_claim_the_profile(ruth):
    statement = recorder.record(
        learner=ruth,
        organisation=ruth.organisation,
        verb="completed",
        activity=recorder.Activity("lesson", "one"),
    )

    assert "category" not in json.loads(statement.raw)["context"]["contextActivities"]
