"""What can be taken along: the papers made from the record, each as parts with lines.

A paper is the same whether it is shown as a page, written as PDF or given as FHIR.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal import personas
from sandbox_portal.sections import dates
from sandbox_portal.sections.notes import showing as notes


@dataclass(frozen=True)
class Part:
    """One heading with its lines, each (what, more); `more` may be ""."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """One document. `types` are the FHIR resources that belong to it."""

    id: str
    title: str
    about: str
    parts: Callable
    types: frozenset[str]

    @property
    def is_whole_record(self) -> bool:
        """True for the paper that holds everything."""
        return self.id == "summary"


def _allergies(chart, now):
    return Part(_("Allergies"), tuple((str(a.substance), str(a.reaction)) for a in chart.allergies))


def _problems(chart, now):
    found = (p for p in chart.problems if p.status == "active")
    return Part(_("Health problems"), tuple((str(p.name), dates.with_year(p.since)) for p in found))


def _family(chart, now):
    found = ((str(each.who), ", ".join(map(str, each.had))) for each in chart.family)
    return Part(_("What runs in the family"), tuple(found))


def medicines(chart, now) -> Part:
    """What is taken now, each with how."""
    found = (m for m in chart.medications if m.status == "active")
    return Part(_("Medicines"), tuple((str(m.name), str(m.directions)) for m in found))


def shots(chart, now) -> Part:
    """Every shot that was given, with its day and place."""
    found = (
        (str(v.name), ", ".join(filter(None, (dates.with_year(v.given_on), str(v.place)))))
        for v in chart.vaccines
    )
    return Part(_("Shots (vaccines)"), tuple(found))


def _results(chart, now):
    values = (value for result in chart.open_results if result.is_ready_at(now) for value in result.values)
    return Part(_("Test results"), tuple(number_line(value) for value in islice(values, MOST_LINES)))


def number_line(value) -> tuple[str, str]:
    """One value of a result: its name, then the number and the day."""
    number = f"{value.value:f} {value.unit}" if value.value is not None else str(value.words)
    return str(value.name), f"{number}, {dates.with_year(value.measured_at)}"


MOST_LINES = 60


def _visits(chart, now):
    return Part(_("Last visits"), visit_lines(notes.past(chart, now)[:3]))


def visit_lines(visits) -> tuple[tuple[str, str], ...]:
    """Each visit with its day, and what was found."""
    return tuple((f"{v.title}, {dates.with_year(v.at)}", str(v.summary)) for v in visits)


PAPERS = {
    paper.id: paper
    for paper in (
        Paper(
            "summary",
            gettext_lazy("Health summary"),
            gettext_lazy("Everything on a few pages. More than most people need."),
            lambda chart, now: [
                make(chart, now)
                for make in (_allergies, _problems, _family, medicines, shots, _results, _visits)
            ],
            frozenset(
                {
                    *("Patient", "AllergyIntolerance", "Condition", "MedicationRequest"),
                    *("MedicationStatement", "Immunization", "Observation", "DiagnosticReport", "Encounter"),
                    "FamilyMemberHistory",
                }
            ),
        ),
        Paper(
            "shots",
            gettext_lazy("Shot record"),
            gettext_lazy("For a school, a job or a trip."),
            lambda chart, now: [shots(chart, now)],
            frozenset({"Patient", "Immunization"}),
        ),
        Paper(
            "medicines",
            gettext_lazy("Medicine list"),
            gettext_lazy("For another doctor, a trip or your purse. With allergies."),
            lambda chart, now: [medicines(chart, now), _allergies(chart, now)],
            frozenset({"Patient", "MedicationRequest", "MedicationStatement", "AllergyIntolerance"}),
        ),
        Paper(
            "results",
            gettext_lazy("Test results"),
            gettext_lazy("The numbers, newest first."),
            lambda chart, now: [_results(chart, now)],
            frozenset({"Patient", "Observation", "DiagnosticReport"}),
        ),
    )
}


@lru_cache(maxsize=8)
def _raw(persona: str) -> tuple:
    return personas.resources(persona)


def has_fhir(persona: str) -> bool:
    """True where the record can be given as FHIR."""
    return bool(_raw(persona))


def fhir(paper: Paper, persona: str, hidden=frozenset()) -> str:
    """A FHIR R4 bundle with the paper's resources, on the record's own dates, without the `hidden` ones."""
    kept = [
        r
        for r in _raw(persona)
        if r["resourceType"] in paper.types and f"{r['resourceType']}/{r['id']}" not in hidden
    ]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "meta": {"tag": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}]},
        "entry": [{"resource": resource} for resource in kept],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1, default=_number)


def _number(value):
    return float(value) if value % 1 else int(value)


def sensitive(chart, persona: str) -> frozenset[str]:
    """The reports that ask before they are shown, and their values: they stay out of every download."""
    reports = {r.id for r in chart.results if r.is_sensitive}
    found = {f"DiagnosticReport/{id}" for id in reports}
    for resource in _raw(persona):
        if resource["resourceType"] == "DiagnosticReport" and resource["id"] in reports:
            found |= {item.get("reference", "") for item in resource.get("result", ())}
    return frozenset(found)
