"""What the clinic has on file, as the profile page shows it. Pure functions."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.chart import Chart
from sandbox_portal.chart.model import Coverage
from sandbox_portal.chart.people import Patient
from sandbox_portal.sections import dates
from sandbox_portal.sections.profile import origins, rules, shelf
from sandbox_portal.sections.profile.states import IN_USE, State

MOST = 8  # the whole list stands in the health record
USES = {
    "home": gettext_lazy("Home phone"),
    "mobile": gettext_lazy("Cell phone"),
    "work": gettext_lazy("Work phone"),
}
LANGUAGES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}
SEVERITIES = {
    "mild": gettext_lazy("mild"),
    "moderate": gettext_lazy("moderate"),
    "severe": gettext_lazy("severe"),
}


def page(viewing, today: date) -> dict:
    """Everything on the page, each part a list of rows for the summary list."""
    chart = viewing.chart
    problems = [problem for problem in chart.problems if problem.status == "active"]
    return {
        "contact": [*contact(chart.patient, today), *([] if viewing.is_proxy else _origin(chart))],
        "contacts": [
            {"label": f"{c.name} ({c.relationship})", "value": c.phone, "is_emergency": c.is_emergency}
            for c in chart.contacts
        ],
        "insurance": [insurance(coverage, today) for coverage in chart.coverage],
        "pharmacy": pharmacy(chart),
        "team": [_row(str(m.name), _role(m)) for m in chart.care_team if m.is_here_on(today)],
        "problems": [_row(str(p.name), _since(p.since)) for p in problems[:MOST]],
        "allergies": [_row(str(a.substance), _reaction(a)) for a in chart.allergies[:MOST]],
        "has_more": len(problems) > MOST or len(chart.allergies) > MOST,
    }


def contact(patient: Patient, today: date) -> list[dict]:
    """Name, birth date and how to reach the person."""
    age = patient.age_on(today)
    born = _("%(day)s (%(age)s years old)") % {"day": dates.with_year(patient.birth_date), "age": age}
    return [
        _row(_("Name"), patient.name),
        _row(_("Record number"), patient.record_number),
        _row(_("Birth date"), born if patient.birth_date else ""),
        _row(_("Address"), str(patient.address or "")),
        *[_row(str(USES.get(point.use, _("Phone"))), point.value) for point in patient.phones],
        *[_row(_("E-mail"), point.value) for point in patient.emails],
        _row(_("Language"), str(LANGUAGES.get(patient.language, patient.language))),
        _row(_("Interpreter"), _("Yes") if patient.needs_interpreter else _("Not needed")),
    ]


def _origin(chart: Chart) -> list[dict]:
    """Race and ethnicity. A helper does not need them for anything, so a helper does not see them."""
    return [_row(str(shelf.FIELDS[name].label), _value(chart, name, "")) for name in ("race", "ethnicity")]


def insurance(coverage: Coverage, today: date) -> dict:
    """One card, and whether it is in force today."""
    has_begun = coverage.starts_on is None or coverage.starts_on <= today
    is_active = has_begun and (coverage.ends_on is None or coverage.ends_on >= today)
    return {
        "title": coverage.payer,
        "is_active": is_active,
        "rows": [
            _row(_("Plan"), str(coverage.plan)),
            _row(_("Member ID"), coverage.member_id),
            _row(_("Group"), coverage.group),
            _row(_("Insured person"), coverage.subscriber),
            _row(_("Valid until"), dates.with_year(coverage.ends_on)),
            _row(_("Phone"), coverage.phone),
        ],
    }


def pharmacy(chart: Chart) -> list[dict]:
    """The pharmacy that gets the prescriptions; no rows when none is on file."""
    chosen = chart.preferred_pharmacy
    if chosen is None:
        return []
    return [
        _row(_("Name"), chosen.name),
        _row(_("Address"), str(chosen.address or "")),
        _row(_("Good to know"), str(chosen.where)),
        _row(_("Phone"), chosen.phone),
    ]


def _row(label: str, value: str) -> dict:
    return {"label": label, "value": value or _("Not on file")}


def _role(member) -> str:
    return "\n".join(part for part in (str(member.role) if not member.is_pool else "", member.phone) if part)


def _since(day: date | None) -> str:
    return _("Since %(year)s") % {"year": day.year} if day else ""


def _reaction(allergy) -> str:
    severity = SEVERITIES.get(allergy.severity)
    return f"{allergy.reaction} ({severity})" if severity else str(allergy.reaction)


def on_file(practice, field: str) -> str:
    """What is on file now for a field that can be changed: what was changed last, or else the chart's."""
    return _value(practice.chart, field, rules.values(practice).get(field, ""))


def _value(chart: Chart, field: str, changed: str) -> str:
    if changed:
        return shelf.words(field, changed, chart)
    patient = chart.patient
    emergency = next((c for c in chart.contacts if c.is_emergency), None)
    coverage = next(iter(chart.coverage), None)
    found = {
        "name-used": patient.given,
        "directive": _("None on file"),
        **_recorded_origin(chart),
        "address": str(patient.address or ""),
        "mobile": next((p.value for p in patient.phones if p.use == "mobile"), ""),
        "email": next((p.value for p in patient.emails), ""),
        "emergency": f"{emergency.name}, {emergency.relationship}, {emergency.phone}" if emergency else "",
        "language": str(LANGUAGES.get(patient.language, patient.language)),
        "needs": _("A language interpreter") if patient.needs_interpreter else _("No help needed"),
        "insurance": f"{coverage.payer}, {coverage.member_id}" if coverage else "",
    }
    return found.get(field) or _("Not on file")


def _recorded_origin(chart: Chart) -> dict[str, str]:
    """Race and ethnicity as the record has them; somebody who was never asked has neither."""
    found = {"race": chart.patient.race, "ethnicity": (chart.patient.ethnicity,)}
    values = {name: origins.of_codes(codes) for name, codes in found.items()}
    return {name: shelf.words(name, value, chart) if value else "" for name, value in values.items()}


def name_used(viewing) -> str:
    """The name that the portal greets with: the one gone by now. No query of its own."""
    said = [each for each in viewing.all_facts_of("profile.changed") if each["field"] == "name-used"]
    saved = [each["value"] for each in said if each["to"] == State.SAVED]
    is_mine = viewing.chart is viewing.practice.chart
    return _value(viewing.chart, "name-used", saved[-1] if saved and is_mine else "")


WAITING = {
    State.CODE_SENT: gettext_lazy("Waiting for the code. The old one is still in use."),
    State.PENDING: gettext_lazy("The clinic is checking it. The old one is still in use."),
}


def edits(practice, changes) -> list[dict]:
    """Each field that can be changed, with what is on file, what waits, and the way to change it. Pure."""
    in_use = {c.field: c.value for c in changes if c.status in IN_USE}
    waiting = {c.field: c for c in changes if c.status in WAITING}
    refused = {c.field for c in changes if c.status == State.DROPPED and c.value in shelf.EXPIRED_CARDS}
    return [
        {
            "label": field.label,
            "value": _value(practice.chart, name, in_use.get(name, "")),
            "url": reverse("practice:profile-change", kwargs={"key": practice.key, "field": name}),
            "waiting": WAITING[waiting[name].status] if name in waiting else "",
            "code_url": reverse("practice:profile-code", kwargs={"key": practice.key, "pk": waiting[name].pk})
            if name in waiting and waiting[name].status == State.CODE_SENT
            else "",
            "is_refused": name in refused and name not in waiting and name not in in_use,
            "is_changed": name in in_use,
        }
        for name, field in shelf.FIELDS.items()
    ]
