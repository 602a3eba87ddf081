"""Every visit as it stands in a practice: the chart's, with what the learner did laid over it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sandbox_portal.chart.model import Appointment
from sandbox_portal.sections.appointments import kinds
from sandbox_portal.sections.appointments.models import Booking, Record, Way
from sandbox_portal.sections.appointments.states import OPEN, State
from sandbox_portal.sections.refusing import NotPossible

PLANNED = frozenset({*OPEN, "proposed", "waitlist"})
TITLES = 200


@dataclass(frozen=True)
class Entry:
    """One visit. `booking` is the learner's row, `chart` the record's appointment; one may be None."""

    id: str
    title: str
    reason: str
    status: str
    starts_at: datetime | None
    ends_at: datetime | None
    way: str
    clinician: str  # the first clinician's id, or ""
    names: str
    place: str
    address: object
    directions: str
    get_ready: str
    bring: str
    status_reason: str
    booking: Booking | None
    chart: Appointment | None

    def is_upcoming(self, now: datetime) -> bool:
        """True for a visit that is planned and not over."""
        if self.status == State.PENDING:
            return self.starts_at is None or self.starts_at > now
        return self.status in PLANNED and self.last_moment > now

    @property
    def last_moment(self) -> datetime:
        """When it is over at the latest."""
        return self.ends_at or self.starts_at + timedelta(minutes=1)

    @property
    def is_video(self) -> bool:
        return self.way == Way.VIDEO

    @property
    def place_on_the_list(self):
        """The learner's open place on the wait list, or None. No query after `entries`."""
        return getattr(self.booking, "open_place", None)  # Django sets it only where there is one


def record_of(viewing) -> str:
    """Whose visits are on the screen: the patient's, or the helper's own."""
    return Record.PATIENT if viewing.chart is viewing.practice.chart else Record.HELPER


def rows(practice) -> list[Booking]:
    """What the learner did about visits, each with its check-in, its call and its open place. One query."""
    found = list(Booking.objects.for_practice(practice).sent().with_what_hangs_on_it())
    for booking in found:
        booking.practice = practice
    return found


def entries(viewing) -> list[Entry]:
    """Every visit of the record on the screen, earliest first; those without a time yet come first."""
    mine = _mine(viewing)
    touched = {row.appointment: row for row in mine if row.appointment}
    found = [_entry(viewing.chart, each, touched.get(each.id)) for each in viewing.chart.appointments]
    found += [_entry(viewing.chart, None, row) for row in mine if not row.appointment]
    return sorted(found, key=lambda entry: (entry.starts_at is not None, entry.starts_at or 0, entry.id))


def _mine(viewing) -> list[Booking]:
    """The rows of the record on the screen. No query where nothing was done about visits."""
    if not viewing.has_happened("visits", "room"):
        return []
    return [row for row in viewing.once(rows) if row.record == record_of(viewing)]


def entry(viewing, id) -> Entry:
    """One visit. Raises NotPossible("unknown-visit")."""
    appointment = viewing.chart.appointment(id)
    if appointment is None and not id.startswith("visit-"):
        raise NotPossible("unknown-visit")
    row = next((row for row in _mine(viewing) if row.reference == id), None)
    if row is None and appointment is None:
        raise NotPossible("unknown-visit")
    return _entry(viewing.chart, appointment, row)


def upcoming(viewing) -> list[Entry]:
    """Planned visits, the next one first."""
    return [each for each in entries(viewing) if each.is_upcoming(viewing.practice.now)]


def past(viewing) -> list[Entry]:
    """Everything else, the latest first."""
    return [each for each in reversed(entries(viewing)) if not each.is_upcoming(viewing.practice.now)]


def taken(viewing) -> set[datetime]:
    """The times at which this person has a visit already."""
    return {each.starts_at for each in upcoming(viewing) if each.starts_at}


def _entry(chart, appointment, row) -> Entry:
    if appointment is None:
        return _booked(chart, row)
    way = Way.VIDEO if appointment.is_video else Way.IN_PERSON
    return Entry(
        id=appointment.id,
        title=str(appointment.title)[:TITLES],
        reason=str(appointment.reason),
        status=row.status if row else appointment.status,
        starts_at=row.starts_at if row else appointment.starts_at,
        ends_at=row.ends_at if row else appointment.ends_at,
        way=row.way if row else way,
        clinician=next(iter(appointment.with_ids), ""),
        names=", ".join(str(name) for name in appointment.with_names),
        place=appointment.place,
        address=appointment.address,
        directions=str(appointment.directions),
        get_ready=str(appointment.get_ready),
        bring=str(appointment.bring),
        status_reason=str(appointment.status_reason),
        booking=row,
        chart=appointment,
    )


def _booked(chart, row) -> Entry:
    member = chart.member(row.clinician)
    like = _place_of(chart, row.clinician)
    reminder = next((each for each in chart.reminders if each.id == row.reminder), None)
    return Entry(
        id=row.reference,
        title=str(reminder.name) if reminder else str(kinds.every()[row.kind].label),
        reason=row.words,
        status=row.status,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        way=row.way,
        clinician=row.clinician,
        names=str(member.name) if member else _("A doctor of the clinic"),
        place=like.place if like else "",
        address=like.address if like else None,
        directions=str(like.directions) if like else "",
        get_ready="",
        bring=_("Your medicine list, your insurance card and your questions."),
        status_reason="",
        booking=row,
        chart=None,
    )


def _place_of(chart, clinician):
    """The latest visit of the record with this clinician that names a place: theirs is there."""
    found = (a for a in reversed(chart.appointments) if a.place and clinician in a.with_ids)
    anywhere = (a for a in reversed(chart.appointments) if a.place)
    return next(found, None) or (next(anywhere, None) if not clinician else None)
