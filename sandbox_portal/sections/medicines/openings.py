"""Requests that stand before a task begins."""

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.medicines import counter, pharmacy, rules
from sandbox_portal.sections.medicines.models import Left, RefillRequest, Takes
from sandbox_portal.sections.medicines.states import Kind, State


@openings.opening("refills.stuck")
def stuck(practice, medicine="oxycodone", business_days_ago=0):
    """A renewal lies with the care team and nobody has looked at it; after some work days it is stalled."""
    begun = practice_days.business_days_back(practice.now, business_days_ago, practice.policy.holidays)
    with practice.at(begun):
        request = _sent(practice, medicine, Kind.RENEWAL)
        transitions.move(request, State.WITH_CARE_TEAM, by="clinic")
        days = practice.policy.refills.stalled_days + 1
        day = practice_days.add_business_days(begun, days, practice.policy.holidays)
        replies.schedule(
            practice=practice,
            kind="refills.step",
            due=practice_days.at_hour(day, 9),
            target=request.pk,
            facts={"to": str(State.STALLED), "reason": ""},
        )
    return request


@openings.opening("refills.held_up")
def held_up(practice, medicine, by="out-of-stock", business_days_ago=1):
    """The pharmacy has a refill and cannot go on: "out-of-stock", or "needs-approval" of the insurance."""
    begun = practice_days.business_days_back(practice.now, business_days_ago, practice.policy.holidays)
    with practice.at(begun):
        request = _sent(practice, medicine, Kind.REFILL)
        for state in (State.SENT_TO_PHARMACY, State.PREPARING, by):
            transitions.move(request, state, by="pharmacy")
        request.expected_on = pharmacy.day_told(request, by)
        request.save(update_fields=["expected_on"])
        if by == State.OUT_OF_STOCK:
            pharmacy.restock(request, after=0)
    return request


@openings.opening("refills.part_ready")
def part_ready(practice, medicine, part=10, business_days_ago=1):
    """The pharmacy has only a part of a refill: so many tablets. The rest comes in some days."""
    with practice.at(
        practice_days.business_days_back(practice.now, business_days_ago, practice.policy.holidays)
    ):
        request = _at_the_counter(practice, medicine, State.PART_READY)
        request.part, request.expected_on = part, pharmacy.day_told(request, State.PART_READY)
        request.save(update_fields=["part", "expected_on"])
        pharmacy.bring_the_rest(request, after=0)
    return request


@openings.opening("refills.price_up")
def price_up(practice, medicine, price=95, before=40, business_days_ago=1):
    """A refill is ready and costs more than before. Whole dollars."""
    with practice.at(
        practice_days.business_days_back(practice.now, business_days_ago, practice.policy.holidays)
    ):
        request = _at_the_counter(practice, medicine, State.PRICE_UP)
        request.price, request.price_before, request.expected_on = price * 100, before * 100, None
        request.save(update_fields=["price", "price_before", "expected_on"])
    return request


def _at_the_counter(practice, medicine, state):
    request = _sent(practice, medicine, Kind.REFILL)
    for each, reason in (*counter.road(request), (state, "")):
        transitions.move(request, each, by="pharmacy", reason=reason)
    return request


def _sent(practice, medicine, kind):
    """Returns a request that was sent at this moment to the preferred pharmacy."""
    request = RefillRequest.objects.create(
        practice=practice,
        medicine=medicine,
        kind=kind,
        seat=practice.seat,
        takes=Takes.AS_TOLD,
        left=Left.ENOUGH,
        pharmacy=practice.chart.patient.preferred_pharmacy_id,
        submitted_at=practice.now,
    )
    request.expected_on = rules.expected_on(request)
    request.save(update_fields=["expected_on"])
    transitions.begin(request, by=practice.seat)
    transitions.move(request, State.SUBMITTED, by=practice.seat)
    return request
