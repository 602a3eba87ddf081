"""The wait list for an earlier time: joining, the clinic's offer, and what is answered to it."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.appointments import slots
from sandbox_portal.sections.appointments.models import WaitListPlace
from sandbox_portal.sections.appointments.states import STANDING, Waiting
from sandbox_portal.sections.refusing import NotPossible

OFFER, RUNS_OUT = "visits.offer", "visits.offer-over"


def open_place(booking):
    """Returns the place on the list that a visit has, or None."""
    return WaitListPlace.objects.open().filter(booking=booking).first()


@transaction.atomic
def join(*, booking):
    """Puts a visit on the list for an earlier time and returns the place; twice makes one.

    Raises NotPossible("over") for a visit without a time that could be earlier.
    """
    practice = booking.practice
    Practice.objects.locked(practice.pk)
    if booking.status not in STANDING or booking.starts_at <= practice.now:
        raise NotPossible("over")
    found = open_place(booking)
    if found is not None:
        return found
    place = WaitListPlace.objects.create(booking=booking)
    transitions.begin(place, by=practice.seat)
    policy = practice.policy
    day = practice_days.add_business_days(
        practice.now, policy.visits.wait_list_business_days, policy.holidays
    )
    due = practice_days.at_hour(day, 10)
    replies.schedule(practice=practice, kind=OFFER, due=due, target=place.pk)
    practice.log("visits.wait_listed", visit=booking.reference)
    return place


def offer(place, taken):
    """The clinic offers an earlier time, if there is one, for as long as its rules say."""
    booking = place.booking
    practice = booking.practice
    if place.status != Waiting.WAITING or booking.status not in STANDING:
        return
    found = slots.earlier(practice.policy, practice.now, booking.starts_at, taken)
    if found is None:
        return
    place.offered_at = found
    place.good_until = practice.now + timedelta(hours=practice.policy.visits.offer_hours)
    place.save(update_fields=["offered_at", "good_until"])
    transitions.move(place, Waiting.OFFERED, by="clinic")
    replies.schedule(practice=practice, kind=RUNS_OUT, due=place.good_until, target=place.pk)
    practice.log("visits.offered", visit=booking.reference)
    alerts.notify(practice=practice, kind="visit", item=booking.reference)


def run_out(place):
    """The offer goes to the next person on the list."""
    if place.status == Waiting.OFFERED:
        transitions.move(place, Waiting.EXPIRED, by="clinic")
        place.practice.log("visits.offer_ran_out", visit=place.booking.reference)


@transaction.atomic
def answer(*, place, takes, put):
    """Takes the earlier time, which gives the old one away, or keeps the old one.

    `put` moves a visit: changing.put. Raises NotPossible("no-offer") once it has run out.
    """
    practice = place.practice
    if place.status != Waiting.OFFERED or practice.now >= place.good_until:
        raise NotPossible("no-offer")
    transitions.move(place, Waiting.ACCEPTED if takes else Waiting.DECLINED, by=practice.seat)
    replies.cancel(practice=practice, kind=RUNS_OUT, target=place.pk)
    reference = place.booking.reference
    practice.log("visits.offer_answered", visit=reference, answer="accepted" if takes else "declined")
    if takes:
        put(place.booking, place.offered_at, by=practice.seat, reason="wait-list")


@transaction.atomic
def leave(*, booking):
    """Leaves the list; without a place nothing changes."""
    if leave_any(booking):
        booking.practice.log("visits.left_wait_list", visit=booking.reference)


def leave_any(booking) -> bool:
    """Takes a visit off the list, with what was to come; False where it is on none."""
    place = open_place(booking)
    if place is None:
        return False
    place.booking = booking
    transitions.move(place, Waiting.LEFT, by=booking.practice.seat)
    for kind in (OFFER, RUNS_OUT):
        replies.cancel(practice=booking.practice, kind=kind, target=place.pk)
    return True
