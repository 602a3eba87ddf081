"""Booking at a site, sharing a report, answering the two-portals game. Each in one transaction."""

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.laboratory import shelf
from sandbox_portal.sections.laboratory.models import LabBooking
from sandbox_portal.sections.laboratory.states import State
from sandbox_portal.sections.refusing import NotPossible


def days(practice):
    """The work days that can be booked, the next one first."""
    first, policy = practice.now, practice.policy
    ahead = range(1, policy.laboratory.book_days + 1)
    return [practice_days.add_business_days(first, n, policy.holidays) for n in ahead]


def order(practice, id):
    """The order by that id which still waits for a sample, or None."""
    found = practice.chart.result(id)
    return found if found and found.status_at(practice.now) == "ordered" else None


@transaction.atomic
def book(*, practice, form_key, item, site, day, hour):
    """Books a time and returns it. The same form sent twice books once.

    Raises NotPossible: "no-order", "booked-already", "closed" (the site is not open at that hour).
    """
    Practice.objects.locked(practice.pk)
    mine = LabBooking.objects.for_practice(practice)
    known = form_keys.first(mine, form_key)
    if known:
        return known
    test = order(practice, item)
    if test is None:
        raise NotPossible("no-order")
    needs_fasting, place = test.code in shelf.FASTING, shelf.SITES[site]
    if not place.opens <= hour < place.closes:
        raise NotPossible("closed")
    if mine.open().filter(order=item).exists():
        raise NotPossible("booked-already")
    booking, is_new = form_keys.once(
        mine,
        form_key,
        lambda: LabBooking.objects.create(
            practice=practice,
            form_key=form_key,
            order=item,
            site=site,
            starts_at=practice_days.at_hour(day, hour),
        ),
    )
    if is_new:
        transitions.begin(booking, by="patient")
        practice.log(
            "lab.booked",
            booking=booking.pk,
            item=item,
            site=site,
            hour=hour,
            needs_fasting=needs_fasting,
        )
    return booking


@transaction.atomic
def cancel(*, booking):
    """Gives a time back. Raises transitions.NotAllowed where that was done already."""
    transitions.move(booking, State.CANCELLED, by="patient")
    booking.practice.log("lab.booking_ended", booking=booking.pk, item=booking.order)


@transaction.atomic
def share(*, practice, item, to):
    """Sends a report to somebody, once. Raises NotPossible("not-out") where there is none yet."""
    found = practice.chart.result(item)
    if found is None or not found.is_ready_at(practice.now):
        raise NotPossible("not-out")
    return practice.log("lab.shared", item=item, to=to)


@transaction.atomic
def merge(*, practice, puzzle, answer):
    """Answers one card of the two-portals game; returns whether that is right."""
    is_right = answer == puzzle.right
    practice.log("lab.merged", item=puzzle.slug, question=puzzle.slug, answer=answer, is_right=is_right)
    return is_right
