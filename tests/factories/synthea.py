"""A made-up patient's file in the shape that Synthea exports: a FHIR R4 transaction with `urn:uuid`
references."""

import json
import uuid
from datetime import date, timedelta

_LOINC = "http://loinc.org"
_HOSPITAL, _DOCTOR = "0d0c0000-0000-4000-8000-000000000001", "0d0c0000-0000-4000-8000-000000000002"
_NPI = "http://hl7.org/fhir/sid/us-npi"
LAST_VISIT = date(2021, 2, 20)


def _id(kind, number):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}{number}"))


def _entry(kind, number, **fields):
    id = _id(kind, number)
    return {
        "fullUrl": f"urn:uuid:{id}",
        "resource": {"resourceType": kind, "id": id, **fields},
        "request": {"method": "POST", "url": kind},
    }


def _coded(code, words, system="http://snomed.info/sct"):
    return {"coding": [{"system": system, "code": code, "display": words}], "text": words}


_ME = {"reference": f"urn:uuid:{_id('Patient', 0)}"}


def _patient(**changes):
    fields = {
        "name": [{"use": "official", "family": "Quist421", "given": ["Odile768"], "prefix": ["Mrs."]}],
        "telecom": [{"system": "phone", "value": "555-0155", "use": "home"}],
        "gender": "female",
        "birthDate": "1950-03-01",
        "address": [{"line": ["411 Plum Row"], "city": "Taunton", "state": "Massachusetts"}],
        "identifier": [{"system": "https://example.org/mrn", "value": "A-1"}],
    }
    return _entry("Patient", 0, **fields | changes)


def _visit(number, *, by_identifier=False):
    start = LAST_VISIT - timedelta(weeks=4 * number)
    doctor = f"Practitioner?identifier={_NPI}|777" if by_identifier else f"urn:uuid:{_DOCTOR}"
    place = "Organization?identifier=https://example.org/org|9" if by_identifier else f"urn:uuid:{_HOSPITAL}"
    return _entry(
        "Encounter",
        number,
        status="finished",
        **{"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}},
        type=[_coded("162673000", "General examination of patient")],
        subject=_ME,
        participant=[{"individual": {"reference": doctor, "display": "Dr. Ilka42 Rennie7"}}],
        period={"start": f"{start}T09:00:00-05:00", "end": f"{start}T09:30:00-05:00"},
        serviceProvider={"reference": place, "display": "Plum Row Hospital"},
    )


def _report(number, values):
    day = f"{LAST_VISIT - timedelta(weeks=4 * number)}T09:10:00-05:00"
    items = [
        _entry(
            "Observation",
            f"{number}-{index}",
            status="final",
            category=[{"coding": [{"code": "laboratory"}]}],
            code=_coded("4548-4", f"Hemoglobin A1c, part {index}", _LOINC),
            subject=_ME,
            encounter={"reference": f"urn:uuid:{_id('Encounter', number)}"},
            effectiveDateTime=day,
            issued=day,
            valueQuantity={
                "value": 6.5 + index / 10,
                "unit": "%",
                "system": "http://unitsofmeasure.org",
                "code": "%",
            },
        )
        for index in range(values)
    ]
    report = _entry(
        "DiagnosticReport",
        number,
        status="final",
        category=[{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "LAB"}]}],
        code=_coded("51990-0", "Basic Metabolic Panel", _LOINC),
        subject=_ME,
        effectiveDateTime=day,
        issued=day,
        result=[{"reference": each["fullUrl"], "display": "part"} for each in items],
    )
    return [*items, report]


def _medicines():
    pills = _entry("Medication", 0, code=_coded("860975", "Metformin 500 MG Oral Tablet"), status="active")
    common = {
        "status": "active",
        "intent": "order",
        "subject": _ME,
        "authoredOn": "2020-11-20T09:00:00-05:00",
    }
    rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm"
    return [
        pills,
        _entry("MedicationRequest", 0, **common, medicationReference={"reference": pills["fullUrl"]}),
        _entry(
            "MedicationRequest",
            1,
            **common,
            medicationCodeableConcept=_coded("314076", "lisinopril 10 MG Oral Tablet", rxnorm),
            requester={"reference": f"urn:uuid:{_DOCTOR}", "display": "Dr. Ilka42 Rennie7"},
        ),
    ]


def _others(number):
    return [
        _entry("Condition", number, clinicalStatus=_coded("active", "active"),
               code=_coded("44054006", "Diabetes"),
               subject=_ME, onsetDateTime="2001-05-01T09:00:00-05:00"),
        _entry("Claim", number, status="active", use="claim", type=_coded("institutional", "institutional"),
               patient=_ME, created="2021-02-20T09:30:00-05:00", provider={"display": "Plum Row Hospital"},
               priority=_coded("normal", "normal"),
               insurance=[{"sequence": 1, "focal": True, "coverage": {"display": "Medicare"}}]),
        _entry("Procedure", number, status="completed", code=_coded("430193006", "Medication Reconciliation"),
               subject=_ME, performedDateTime="2021-02-20T09:10:00-05:00"),
    ]  # fmt: skip


def _people():
    return [
        {
            "fullUrl": f"urn:uuid:{_DOCTOR}",
            "resource": {
                "resourceType": "Practitioner", "id": _DOCTOR,
                "identifier": [{"system": _NPI, "value": "777"}],
                "name": [{"family": "Rennie7", "given": ["Ilka42"], "prefix": ["Dr."]}],
            },
        },
        {
            "fullUrl": f"urn:uuid:{_HOSPITAL}",
            "resource": {
                "resourceType": "Organization", "id": _HOSPITAL, "name": "Plum Row Hospital",
                "identifier": [{"system": "https://example.org/org", "value": "9"}],
                "telecom": [{"system": "phone", "value": "555-0100"}],
            },
        },
    ]  # fmt: skip


def patient(
    *, visits=3, values=2, people_apart=False, patient_fields=None, extra=(), kind="transaction"
) -> dict:
    """One patient's bundle. With `people_apart` the doctor and the hospital stand in `staff()`."""
    entries = [_patient(**patient_fields or {})]
    for number in range(visits):
        entries += [_visit(number, by_identifier=people_apart), *_report(number, values), *_others(number)]
    medicines = _medicines()
    if people_apart:
        medicines[-1]["resource"]["requester"] = {"reference": f"Practitioner?identifier={_NPI}|777"}
    entries += [*medicines, *(() if people_apart else _people()), *extra]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def staff() -> dict:
    """The file of practitioners and hospitals, with many whom this patient never met."""
    strangers = [
        {"fullUrl": f"urn:uuid:{_id('Practitioner', n)}",
         "resource": {"resourceType": "Practitioner", "id": _id("Practitioner", n),
                      "name": [{"family": f"Stranger{n}"}]}}
        for n in range(20)
    ]  # fmt: skip
    return {"resourceType": "Bundle", "type": "batch", "entry": [*_people(), *strangers]}


def data(bundle) -> bytes:
    """The bundle as a file holds it."""
    return json.dumps(bundle, indent=2).encode()


def big(megabytes=4) -> bytes:
    """A patient's file of so many megabytes: about 550 resources a megabyte."""
    visits = 20
    while len(found := data(patient(visits=visits, values=10))) < megabytes * 1_000_000:
        visits = int(visits * megabytes * 1_050_000 / len(found)) + 1
    return found


def bare() -> dict:
    """A patient and nothing else."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [_patient()]}


def crowded(resources=2_000, onto=None) -> dict:
    """A patient with at least so many resources: long lists of every kind, with gaps and unknown codes.

    `onto` is another patient's bundle, to which the lists are added.
    """
    entries = [*_medicines(), *_people()]
    number = 0
    while len(entries) < resources:
        entries += [_visit(number), *_report(number, 3), *_others(number)]
        if number % 2 == 0:
            entries += [_medicine(number), _shot(number)]
        if number % 4 == 0:
            entries += [_reaction(number), *_word_result(number)]
        number += 1
    if onto is None:
        return {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [_patient(telecom=[], identifier=[]), *entries],
        }
    patient = next(e["resource"] for e in onto["entry"] if e["resource"]["resourceType"] == "Patient")
    words = json.dumps(entries).replace(_ME["reference"], f"Patient/{patient['id']}")
    return {**onto, "entry": [*onto["entry"], *json.loads(words)]}


def _medicine(number):
    status = ("active", "stopped", "completed", "on-hold")[number // 2 % 4]
    return _entry("MedicationRequest", f"more-{number}", status=status, intent="order", subject=_ME,
                  medicationCodeableConcept={"text": f"Pill number {number}"})  # fmt: skip


def _shot(number):
    return _entry("Immunization", number, status="completed", patient=_ME,
                  vaccineCode=_coded("999999", f"A shot that nobody knows, {number}"),
                  occurrenceDateTime=str(LAST_VISIT - timedelta(weeks=4 * number)))  # fmt: skip


def _reaction(number):
    return _entry("AllergyIntolerance", number, patient=_ME, code=_coded("0", f"Dust of sort {number}"))


def _word_result(number):
    """A result that is words only, with no range, no unit and no date of its own."""
    value = _entry(
        "Observation",
        f"words-{number}",
        status="final",
        subject=_ME,
        code=_coded("00000-0", "A test that nobody knows", _LOINC),
        valueString="Not seen",
    )
    return [
        value,
        _entry("DiagnosticReport", f"words-{number}", status="final", subject=_ME,
               code=_coded("00000-0", "A test that nobody knows", _LOINC),
               result=[{"reference": value["fullUrl"]}]),
    ]  # fmt: skip
