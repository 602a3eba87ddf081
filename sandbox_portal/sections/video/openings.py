"""What stands before a task about a video visit begins."""

from datetime import timedelta

from django.utils.translation import get_language

from sandbox_portal import transitions
from sandbox_portal.scenarios import openings
from sandbox_portal.scenarios.models import in_language
from sandbox_portal.sections.appointments import booking as bookings
from sandbox_portal.sections.appointments import check_in
from sandbox_portal.sections.appointments.models import Booking, Way
from sandbox_portal.sections.appointments.states import State
from sandbox_portal.sections.video import bench, calls

ANSWERS = {
    "details": "right",
    "insurance": "same-card",
    "medicines": "as-listed",
    "allergies": "right",
    "needs": "none",
    "consent": check_in.AGREED,
}


@openings.opening("video.visit_today")
def visit_today(practice, words, clinician, minutes, first="", second="", third="", drops=0):
    """A follow-up by video begins in so many minutes, checked in to, with up to three faults in the device.

    `drops` is how often the picture breaks off before joining once more helps.
    """
    starts_at = practice.now + timedelta(minutes=minutes)
    booking = Booking.objects.create(
        practice=practice,
        seat=practice.seat,
        kind="follow-up",
        way=Way.VIDEO,
        clinician=clinician,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=20),
        words=in_language(words["reason"], get_language()),
    )
    transitions.begin(booking, by=practice.seat)
    practice.log("visits.started")
    transitions.move(booking, State.BOOKED, by=practice.seat)
    bookings.schedule_end(booking)
    for part, said in ANSWERS.items():
        check_in.answer(booking=booking, part=part, said=said)
    check_in.finish(booking=booking)
    call = calls.begin(booking=booking)
    call.drops = drops
    call.save(update_fields=["drops"])
    for fault in filter(None, (first, second, third)):
        bench.bring(practice=practice, fault=fault, by="clinic")
    return booking
