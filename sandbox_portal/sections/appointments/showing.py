"""Visits as a page shows them: every word and date ready. Pure functions."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sandbox_portal.chart import Chart
from sandbox_portal.chart.model import Appointment
from sandbox_portal.sections import dates

# What a planned visit is called once its time has passed on the practice clock.
WORDS = {
    "booked": (gettext_lazy("Booked"), "good"),
    "pending": (gettext_lazy("Asked for"), "sun"),
    "proposed": (gettext_lazy("Asked for"), "sun"),
    "waitlist": (gettext_lazy("On the wait list"), "sun"),
    "checked-in": (gettext_lazy("Checked in"), "good"),
    "arrived": (gettext_lazy("Arrived"), "good"),
    "fulfilled": (gettext_lazy("Done"), "plain"),
    "cancelled": (gettext_lazy("Canceled"), "stop"),
    "noshow": (gettext_lazy("Missed"), "stop"),
}
PLANNED = frozenset({"booked", "pending", "proposed", "waitlist", "checked-in"})


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    url: str
    title: str
    when: str
    who: str
    place: str
    state: str
    state_kind: str


def is_upcoming(appointment: Appointment, now: datetime) -> bool:
    """True for a planned visit that has not begun."""
    return appointment.status in PLANNED and appointment.starts_at > now


def upcoming(chart: Chart, now: datetime) -> list[Appointment]:
    """Planned visits, the next one first."""
    return [visit for visit in chart.appointments if is_upcoming(visit, now)]


def past(chart: Chart, now: datetime) -> list[Appointment]:
    """Everything else, the latest first."""
    return [visit for visit in reversed(chart.appointments) if not is_upcoming(visit, now)]


def row(appointment: Appointment, now: datetime, key) -> Row:
    """One line of the list."""
    words, kind = _state(appointment, now)
    return Row(
        url=reverse("practice:appointment", kwargs={"key": key, "id": appointment.id}),
        title=str(appointment.title),
        when=when(appointment),
        who=_names(appointment),
        place=appointment.place,
        state=str(words),
        state_kind=kind,
    )


def when(appointment: Appointment) -> str:
    """Day and time, such as "Wednesday, November 18, 2:00 PM"."""
    return f"{dates.long_day(appointment.starts_at)}, {dates.time(appointment.starts_at)}"


def detail(appointment: Appointment, viewing, now: datetime) -> dict:
    """What a visit's own page shows besides the frame."""
    words, kind = _state(appointment, now)
    visit = viewing.chart.visit_of(appointment)
    return {
        "appointment": appointment,
        "state": words,
        "state_kind": kind,
        "is_upcoming": is_upcoming(appointment, now),
        "facts": _facts(appointment),
        "visit": visit,
    }


def _state(appointment: Appointment, now: datetime):
    if appointment.status in PLANNED and not is_upcoming(appointment, now):
        return WORDS["fulfilled"]
    return WORDS[appointment.status]


def _names(appointment: Appointment) -> str:
    return ", ".join(str(name) for name in appointment.with_names)


def _facts(appointment: Appointment) -> list[dict]:
    """When, with whom, where, why: the rows of the summary list that are known."""
    where = _("By video") if appointment.is_video else appointment.place
    found = [
        (pgettext("row of a visit", "When"), when(appointment)),
        (_("With"), _names(appointment)),
        (_("Where"), "\n".join(str(part) for part in (where, appointment.address) if part)),
        (_("How to get there"), str(appointment.directions)),
        (_("Why"), str(appointment.reason)),
    ]
    return [{"label": label, "value": value} for label, value in found if value]
