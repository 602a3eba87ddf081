"""Every persona: valid FHIR, in both languages, and nobody who could be real."""

import json
import re

import pytest
from django.utils import translation

from sandbox_portal import personas
from sandbox_portal.chart import text, validation

EVERYONE = pytest.mark.parametrize("slug", personas.slugs())
WORDS = {"text", "description", "patientInstruction", "comment", "contentString", "summary", "conclusion"}
WORDS |= {"valueString"}


def raw(slug):
    return (personas.FOLDER / slug / "bundle.json").read_bytes()


def strings(node, path=""):
    """Each (path, key, value, group it stands in) of the JSON, the translations themselves left out."""
    if isinstance(node, dict):
        if node.get("url") == text.TRANSLATION_URL:
            return
        for key, value in node.items():
            if isinstance(value, str):
                yield f"{path}.{key}", key, value, node
            else:
                yield from strings(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from strings(item, f"{path}[{index}]")


@EVERYONE
def test_the_bundle_is_valid_fhir(slug):
    assert validation.faults(raw(slug)) == ()


def test_the_validation_would_notice():
    broken = json.loads(raw("sam"))
    broken["entry"][0]["resource"]["birthDate"] = "not a date"
    broken["entry"][1]["resource"]["colour"] = "blue"

    found = [(fault.resource, fault.element) for fault in validation.faults(json.dumps(broken))]

    assert found == [("Patient/sam", "birthDate"), ("Organization/lakeside", "colour")]


@EVERYONE
def test_everything_a_person_reads_is_in_spanish_too(slug):
    missing = []
    for path, key, value, group in strings(json.loads(raw(slug))):
        is_a_name = path.endswith("name[0].text")
        is_a_lab_unit = (
            key == "unit" and group.get("system") != "http://unitsofmeasure.org" and "value" in group
        )
        is_words = key in WORDS or (key == "unit" and not is_a_lab_unit and not re.search(r"[%/]", value))
        is_a_category = group.get("url") == "text"  # of US Core: pages say the code's words
        if is_words and not is_a_name and not is_a_category:
            translations = [e for e in group.get(f"_{key}", {}).get("extension", ())]
            langs = [p["valueCode"] for e in translations for p in e["extension"] if p["url"] == "lang"]
            if langs != ["es"]:
                missing.append(path)

    assert missing == []


@EVERYONE
def test_phones_and_e_mails_can_not_be_anyone_s(slug):
    words = raw(slug).decode()

    assert set(re.findall(r"\d{3}-\d{4}\b", words)) <= {f"555-01{n:02}" for n in range(100)}
    assert set(re.findall(r"@[\w.]+", words)) <= {"@example.org"}


@EVERYONE
def test_every_reference_by_the_patient_is_to_this_patient(slug):
    assert set(re.findall(r'"Patient/(\w+)"', raw(slug).decode())) == {slug}


@EVERYONE
def test_a_persona_has_a_story_and_a_password_of_three_words(slug):
    persona = personas.get(slug)

    assert persona.story.in_language("es") != persona.story.in_language("en")
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+", persona.password)
    assert set(persona.languages) == {"en", "es"}


def test_a_persona_is_parsed_once():
    assert personas.get("ruth") is personas.get("ruth")


@pytest.mark.parametrize("slug", ["nobody", "", "..", "../ruth", "ruth/../sam"])
def test_an_unknown_persona_is_told_by_name(slug):
    with pytest.raises(personas.UnknownPersona):
        personas.get(slug)


def test_ruth_and_sam_name_each_other():
    ruth, sam = personas.get("ruth").chart, personas.get("sam").chart

    assert ruth.relation("sam").name == sam.patient.name
    assert sam.relation("ruth").name == ruth.patient.name
    assert sam.relation("leo").age_on(sam.anchor) == 12


def test_a_woman_who_is_a_doctor_is_said_to_be_one_in_spanish():
    team = {member.name.original: member.name for member in personas.get("ruth").chart.care_team}

    with translation.override("es"):
        assert str(team["Dr. Ada Okafor"]) == "Dra. Ada Okafor"
        assert str(team["Dr. Paul Reyes"]) == "Dr. Paul Reyes"
