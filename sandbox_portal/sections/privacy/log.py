"""The access log as a list of lines: what stood there before, what was done since, by whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sandbox_portal.scenarios import openings
from sandbox_portal.sections.apps import reading
from sandbox_portal.sections.privacy import stays
from sandbox_portal.sections.privacy.models import DeviceMark
from sandbox_portal.sections.privacy.shelf import STRANGER, device, said, shelf
from sandbox_portal.sections.proxy import helper

KINDS = ("self", "staff", "proxy", "app", "system")
OPENING = "privacy.stranger_was_in"


@dataclass(frozen=True)
class Row:
    """One line. `kind` is "stranger" for one with the person's name that was not theirs."""

    id: str
    at: datetime
    kind: str
    who: str
    what: str
    device: str = ""
    because: str = ""

    @property
    def shown_as(self) -> str:
        """The kind as the log shows it: nobody's own log says that it was a stranger."""
        return "self" if self.kind == "stranger" else self.kind


def has_stranger(practice) -> bool:
    """True where somebody else was in: the task begins so, or one just looks around. No query."""
    return practice.scenario_id is None or openings.is_begun_with(practice, OPENING)


def rows(viewing, marks=None) -> list[Row]:
    """Every line of as many days as this clinic's log shows, newest first. Three queries and the events."""
    practice = viewing.practice
    if marks is None:
        marks = list(DeviceMark.objects.for_practice(practice))
    first = practice.now - timedelta(days=practice.policy.privacy.log_days)
    found = [
        *_before(practice),
        *_since(viewing),
        *_came_back(practice, marks),
        *_at_the_door(viewing),
        *(
            Row(id, at, "app", app, what, because=said(shelf().answers["app"]))
            for id, at, app, what in reading.reads(practice)
        ),
    ]
    return sorted((row for row in found if row.at >= first), key=lambda row: (row.at, row.id), reverse=True)


def find(viewing, id) -> Row | None:
    """The line of this id, or None."""
    return next((row for row in rows(viewing) if row.id == id), None)


def _before(practice):
    """The lines of the shelf, dated back from the practice's first day."""
    patient, has_one = practice.chart.patient.name, has_stranger(practice)
    for line in shelf().rows:
        if line.kind == "stranger" and not has_one:
            continue
        is_named = line.kind in ("self", "stranger")
        because = line.because or shelf().answers.get(line.kind)
        yield Row(
            line.id,
            timezone.make_aware(
                datetime.combine(practice.started_on - timedelta(days=line.days_ago), line.time)
            ),
            line.kind,
            patient if is_named else _member(practice.chart, line),
            said(line.what),
            said(device(line.device).name) if line.device else "",
            said(because) if because else "",
        )


def _member(chart, line) -> str:
    """The name of somebody of the record's own care team with this work, else the shelf's words."""
    found = (m for m in chart.care_team if line.staff and m.is_ours and m.kind == line.staff)
    member = next(found, None)
    return _named(member) if member else said(line.who)


def _since(viewing):
    """What was done in the practice: one line for the same act on the same day by the same one."""
    practice, seen, is_in = viewing.practice, set(), False
    for event in viewing.history:
        if event["kind"] == "proxy.record_switched":
            is_in = event["facts"].get("to") == "patient"
        words, by = shelf().acts.get(event["kind"]), event["seat"]
        if words is None or (by == "proxy" and not is_in):
            continue
        is_clinics = event["kind"] == "messages.answered"
        kind = "staff" if is_clinics else "proxy" if by == "proxy" else "self"
        same = (timezone.localtime(event["at_sim"]).date(), event["kind"], kind)
        if same not in seen:
            seen.add(same)
            yield Row(
                f"e-{event['pk']}", event["at_sim"], kind, _doer(practice, kind, event), said(words),
                said(device("own-phone").name) if kind == "self" else "", said(shelf().answers[kind]),
            )  # fmt: skip


def _doer(practice, kind, event):
    if kind == "self":
        return practice.chart.patient.name
    if kind == "proxy":
        person = helper.person(practice)
        return person.name if person else _("Someone with access")
    member = practice.chart.member(event["facts"].get("by", ""))
    return _named(member) if member else _("Your care team")


def _named(member):
    """A person with their work; a team whose name says it already, by its name."""
    name, role = str(member.name), str(member.role)
    return name if role.lower() in name.lower() else f"{name}, {role.lower()}"


def _came_back(practice, marks):
    for mark in marks:
        if mark.device == STRANGER and mark.what == DeviceMark.What.BACK:
            yield Row(
                f"back-{mark.pk}", mark.at_sim, "stranger", practice.chart.patient.name,
                said(shelf().back.what), said(device(STRANGER).name), said(shelf().back.because),
            )  # fmt: skip


def _at_the_door(viewing):
    """The person's own times at the front door. No query where they have not been there."""
    practice = viewing.practice
    if not viewing.has_happened("door"):
        return
    for id, at, what, name in stays.lines(practice):
        yield Row(id, at, "self", practice.chart.patient.name, what, name, stays.because())


def day_of(practice, device):
    """The day on which a device was used last."""
    return practice.started_on - timedelta(days=device.days_ago)
