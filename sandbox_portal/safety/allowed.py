"""The invented person's own values: a learner may type them anywhere, and they stand in for real ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lms.organisations.policy import Policy
from sandbox_portal.chart.model import Chart
from sandbox_portal.safety.checks import digits
from sandbox_portal.safety.tokens import fold

_BY_DIGITS = frozenset({"ssn", "mbi", "nhs", "card", "phone", "birth-date", "record-number", "age"})


@dataclass(frozen=True)
class Allowed:
    """Values by kind of identifier; the first of a kind is the one that a page offers instead."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, kind: str, found: str) -> bool:
        """True when what was found belongs to the invented person or the pretend clinic."""
        if kind == "name":
            known = {word for value in self.values.get("name", ()) for word in _words(value)}
            return bool(known) and _words(found)[0] in known
        if kind in _BY_DIGITS:
            number = _key(found)
            return any(_key(value) == number for values in self.values.values() for value in values)
        return any(
            fold(value) in fold(found) or fold(found) in fold(value) for value in self.values.get(kind, ())
        )

    def suggestion(self, kind: str) -> str | None:
        """The invented value to type instead of a real one of this kind."""
        return next(iter(self.values.get(kind, ())), None)

    @classmethod
    def of(cls, chart: Chart, policy: Policy | None = None) -> Allowed:
        """What a chart and a policy pack name: people, numbers, dates, addresses."""
        patient = chart.patient
        names = [patient.name, *_others(chart)]
        phones = [point.value for point in patient.phones]
        phones += [one.phone for one in (*chart.contacts, *chart.pharmacies, *chart.care_team) if one.phone]
        phones += [point.value for one in chart.relations for point in one.telecom if point.system == "phone"]
        if policy:
            phones += [policy.clinic_phone, policy.nurse_line_phone, policy.poison_number]
        emails = [point.value for point in patient.emails]
        emails += [point.value for one in chart.relations for point in one.telecom if point.system == "email"]
        numbers = [patient.record_number]
        numbers += [number for one in chart.coverage for number in (one.member_id, one.group)]
        births = [
            spelt
            for one in (patient, *chart.relations)
            if one.birth_date
            for spelt in _spellings(one.birth_date)
        ]
        places = [str(one.address) for one in (patient, *chart.pharmacies) if one.address]
        lines = [line for one in (patient, *chart.pharmacies) if one.address for line in one.address.lines]
        return cls(
            _filled(name=names, phone=phones, email=emails, address=[*lines, *places])
            | _filled(**{"record-number": numbers, "birth-date": births})
        )


def _others(chart: Chart) -> Iterable[str]:
    for relation in (*chart.relations, *chart.contacts):
        yield relation.name
    for member in chart.care_team:
        yield from {member.name.in_language("en"), member.name.in_language("es")}


def _filled(**values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(value for value in found if value) for kind, found in values.items()}


def _spellings(day) -> tuple[str, ...]:
    return (
        f"{day.month}/{day.day}/{day.year}", f"{day:%m/%d/%Y}", f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(), f"{day.month}/{day.day}/{day:%y}",
    )  # fmt: skip


def _key(value: str) -> str:
    letters = "".join(char for char in fold(value) if char.isalnum())
    number = digits(value)
    return number if number and not any(char.isalpha() for char in letters) else letters


def _words(text: str) -> list[str]:
    return [word.strip(".,'-") for word in fold(text).split()] or [""]


NOBODY = Allowed()
