"""Real identifiers are found; the invented person's own are not; no finding carries the digits."""

from datetime import date

import pytest

from sandbox_portal import personas
from sandbox_portal.safety import NOBODY, Action, Allowed, inspect
from sandbox_portal.safety.identifiers import detect

RUTH = Allowed.of(personas.get("ruth").chart)


def _kinds(text, allowed=NOBODY):
    return [(item.kind, item.action) for item in detect(text, allowed)]


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("My number is 123-45-6789", "ssn", Action.BLOCK),
        ("social security 123456789", "ssn", Action.BLOCK),
        ("mi seguro social es 123456789", "ssn", Action.BLOCK),
        ("Medicare 1EG4-TE5-MK73", "mbi", Action.BLOCK),
        ("Medicare 1EG4TE5MK73", "mbi", Action.BLOCK),
        ("My NHS number is 943 476 5919", "nhs", Action.BLOCK),
        ("card 4539 1488 0343 6467", "card", Action.BLOCK),
        ("call me at (312) 867-5309", "phone", Action.WARN),
        ("llame al 312-867-5309", "phone", Action.WARN),
        ("+52 55 1234 5678", "phone", Action.WARN),
        ("write to ruth.real@gmail.com", "email", Action.WARN),
        ("born 3/14/1954", "birth-date", Action.WARN),
        ("DOB: 1954-03-14", "birth-date", Action.WARN),
        ("nací el 14 de marzo de 1954", "birth-date", Action.WARN),
        ("my mother is 93 years old", "age", Action.WARN),
        ("mi abuela tiene 91 años", "age", Action.WARN),
        ("MRN 00482913", "record-number", Action.WARN),
        ("member ID: XQ8841207", "record-number", Action.WARN),
        ("póliza número 4481920", "record-number", Action.WARN),
        ("I live at 42 Maple Street", "address", Action.WARN),
        ("1201 N. Clark St", "address", Action.WARN),
        ("vivo en calle Hidalgo 42", "address", Action.WARN),
        ("60614-2233", "address", Action.WARN),
        ("see https://myclinic.com/me", "url", Action.WARN),
        ("from 192.168.1.20", "ip", Action.WARN),
        ("My name is Harriet Jones", "name", Action.SOFT),
        ("me llamo Lucía Prieto", "name", Action.SOFT),
        ("I saw Dr. Patel", "name", Action.SOFT),
    ],
)
def test_an_identifier_is_found(text, kind, action):
    assert (kind, action) in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "000-12-3456 and 666-12-3456 and 912-34-5678",
        "call 555-0142 or (312) 555-0199",
        "write to ruth@example.org or sam@mail.example.com",
        "call 1-800-222-1222 or 988",
        "the card 4242 4242 4242 4242",
        "4539 1488 0343 6468",
        "My visit was on 3/14/2024",
        "My blood pressure is 128/78 and my sugar 110",
        "I take 2 pills at 8 and walk 2 miles down the road",
        "I am tired and I am Tuesday's patient. I'm Diabetic.",
        "Lisinopril 10 mg, 90 tablets",
        "I am 72 years old",
        "version 10.4.2, about 1,000 steps",
        "I need it for 95 years",
    ],
)
def test_harmless_numbers_are_let_through(text):
    assert _kinds(text) == []


def test_the_invented_persons_own_values_are_free():
    patient = personas.get("ruth").chart.patient
    born = patient.birth_date
    day = f"{born.month}/{born.day}/{born.year}"
    text = (
        f"I am {patient.name}, born {day}, {patient.phones[0].value}, record number {patient.record_number}"
    )

    assert _kinds(text, RUTH) == []


def test_a_real_phone_gets_the_invented_one_as_a_suggestion():
    [found] = detect("call 312-867-5309", RUTH)

    assert found.suggestion == personas.get("ruth").chart.patient.phones[0].value


def test_a_date_of_someone_else_is_not_free():
    other = date(1961, 2, 3)

    assert _kinds(f"born {other:%m/%d/%Y}", RUTH) == [("birth-date", Action.WARN)]


def test_the_digits_are_in_no_repr():
    findings = inspect("123-45-6789 and 312-867-5309 and harriet@gmail.com")

    assert len(findings.identifiers) == 3
    for secret in ("123", "6789", "867", "harriet"):
        assert secret not in repr(findings)


def test_the_kind_that_blocks_stands_alone_where_two_cover_the_same_digits():
    assert _kinds("My NHS number is 943 476 5919") == [("nhs", Action.BLOCK)]


@pytest.mark.parametrize(
    "text", ["1 " * 2000, "a@" * 1000, "1.1.1." * 500, "Calle " * 500, "A " * 900, "www." * 900, "9" * 4000]
)
def test_odd_texts_end_quickly(text):
    """Would hang, and so fail by the suite's time limit, if a pattern ran wild."""
    assert isinstance(detect(text), tuple)
