"""Visits that stand in another way before a task begins."""

from datetime import timedelta

from sandbox_portal import practice_days, transitions
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.appointments import booking as bookings
from sandbox_portal.sections.appointments.models import Booking, Way
from sandbox_portal.sections.appointments.states import State


@openings.opening("visits.stands")
def stands(practice, appointment, business_days_ahead=1, hour=14):
    """A visit of the record stands so many work days ahead, whatever the record says."""
    found = practice.chart.appointment(appointment)
    day = practice_days.add_business_days(practice.now, business_days_ahead, practice.policy.holidays)
    starts_at = practice_days.at_hour(day, hour)
    booking = Booking.objects.create(
        practice=practice,
        appointment=appointment,
        seat=practice.seat,
        way=Way.VIDEO if found.is_video else Way.IN_PERSON,
        clinician=next(iter(found.with_ids), ""),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
    )
    transitions.begin(booking, by="clinic", reason="on-file")
    transitions.move(booking, State.BOOKED, by="clinic", reason="on-file")
    bookings.schedule_end(booking)
    practice.log("visits.started")
    return booking
