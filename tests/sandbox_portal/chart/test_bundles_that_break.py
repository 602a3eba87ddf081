"""Malformed bundles: each fault names its resource and its element, and all faults come at once."""

import json

import pytest

from sandbox_portal import chart


def bundle(*resources, **changes):
    patient = {"resourceType": "Patient", "id": "p", "name": [{"given": ["Ada"], "family": "Test"}]}
    entries = [{"resource": resource} for resource in (patient, *resources)]
    whole = {"resourceType": "Bundle", "type": "collection", "timestamp": "2026-11-09", "entry": entries}
    return json.dumps(whole | changes)


def request(**changes):
    medicine = {
        "resourceType": "MedicationRequest",
        "id": "aspirin",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "medicationCodeableConcept": {"text": "Aspirin"},
        "dosageInstruction": [{"text": "One a day"}],
    }
    return medicine | changes


def faults(data):
    with pytest.raises(chart.BrokenBundle) as broken:
        chart.read(data)
    return broken.value.errors


def test_the_smallest_bundle_is_a_patient():
    assert chart.read(bundle()).patient.name == "Ada Test"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "is not JSON"),
        ("{not json", "is not JSON"),
        (b"\xff\xfe\x00\x80", "is not JSON"),
        ('{"resourceType": "Bundle", "total": NaN}', "NaN"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "should be a FHIR Bundle"),
        ('{"resourceType": "Patient", "id": "p"}', "should be a FHIR Bundle"),
        ('{"resourceType": "Bundle"}', "at least the Patient"),
        ('{"resourceType": "Bundle", "entry": {}}', "at least the Patient"),
    ],
)
def test_what_is_no_bundle_is_told_so(data, words):
    (error,) = faults(data)

    assert error.resource == "Bundle"
    assert words in error.message


def test_a_huge_file_is_refused_before_it_is_read():
    (error,) = faults(" " * 8_000_001)

    assert "too big" in error.message


def test_too_many_resources_are_refused():
    many = [{"resource": {"resourceType": "Condition", "id": f"c{n}"}} for n in range(5_001)]

    (error,) = faults(bundle(entry=many))

    assert (error.element, "5001" in error.message) == ("entry", True)


@pytest.mark.parametrize(
    ("changes", "element", "words"),
    [
        ({"dosageInstruction": [{"text": 5}]}, "dosageInstruction[0].text", "should be text, not a number"),
        ({"dosageInstruction": ["daily"]}, "dosageInstruction[0]", "group of elements"),
        ({"dosageInstruction": "daily"}, "dosageInstruction", "should be a list"),
        ({"authoredOn": "last May"}, "authoredOn", "is no date"),
        ({"authoredOn": "2026-02-30"}, "authoredOn", "is no date"),
        ({"medicationCodeableConcept": None}, "medicationCodeableConcept", "is missing"),
        ({"requester": {"reference": "Practitioner/nobody"}}, "requester.reference", "Practitioner/nobody"),
        ({"status": "running"}, "status", "use one of active"),
        (
            {"dispenseRequest": {"numberOfRepeatsAllowed": -1}},
            "dispenseRequest.numberOfRepeatsAllowed",
            "0 or more",
        ),
        ({"dispenseRequest": {"quantity": {"value": "30"}}}, "dispenseRequest.quantity.value", "a number"),
    ],
)
def test_a_fault_names_its_resource_and_element(changes, element, words):
    (error,) = faults(bundle(request(**changes)))

    assert (error.resource, error.element) == ("MedicationRequest/aspirin", element)
    assert words in error.message
    assert str(error) == f"MedicationRequest/aspirin, {element}: {error.message}"


def test_all_faults_are_told_at_once():
    errors = faults(bundle(request(status=None, authoredOn="soon"), request(id="b", dosageInstruction={})))

    assert [(error.resource, error.element) for error in errors] == [
        ("MedicationRequest/aspirin", "status"),
        ("MedicationRequest/aspirin", "authoredOn"),
        ("MedicationRequest/b", "dosageInstruction"),
    ]


def test_the_same_id_twice_is_a_fault():
    (error,) = faults(bundle(request(), request()))

    assert (error.resource, error.element) == ("MedicationRequest/aspirin", "id")


@pytest.mark.parametrize("id", [None, 7, "", "a/b", "<script>", "x" * 65])
def test_an_id_that_fhir_does_not_allow_is_a_fault(id):
    (error,) = faults(bundle(request(id=id)))

    assert (error.resource, error.element) == ("MedicationRequest at entry 1", "id")


def test_a_bundle_about_nobody_is_a_fault():
    (error,) = faults(bundle(entry=[{"resource": request(subject=None)}]))

    assert "exactly one Patient" in error.message


def test_a_bundle_about_two_people_names_the_second():
    (error,) = faults(bundle({"resourceType": "Patient", "id": "q", "name": [{"text": "Bo"}]}))

    assert (error.resource, "exactly one Patient" in error.message) == ("Patient/q", True)


def test_a_translation_without_its_language_is_a_fault():
    half = {"url": chart.text.TRANSLATION_URL, "extension": [{"url": "content", "valueString": "Una al día"}]}
    broken = request(dosageInstruction=[{"text": "One a day", "_text": {"extension": [half]}}])

    (error,) = faults(bundle(broken))

    assert error.element == "dosageInstruction[0]._text.extension[0]"


def test_a_bundle_without_any_date_of_its_own_is_a_fault():
    (error,) = faults(bundle(timestamp=None))

    assert (error.resource, error.element) == ("Bundle", "timestamp")


def test_a_resource_that_a_portal_does_not_show_is_listed_not_refused():
    found = chart.read(bundle({"resourceType": "Provenance", "id": "who"}))

    assert found.skipped == ("Provenance/who",)


def test_what_was_entered_in_error_is_not_shown():
    assert chart.read(bundle(request(status="entered-in-error"))).medications == ()


def test_a_reference_out_of_the_bundle_by_intent_keeps_its_display():
    found = chart.read(bundle(request(requester={"reference": "Practitioner?name=x", "display": "Dr. Far"})))

    assert str(found.medications[0].prescriber_name) == "Dr. Far"
