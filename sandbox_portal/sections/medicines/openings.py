"""Requests that stand before a task begins."""

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.medicines import rules
from sandbox_portal.sections.medicines.models import Left, RefillRequest, Takes
from sandbox_portal.sections.medicines.states import Kind, State


@openings.opening("refills.stuck")
def stuck(practice, medicine="oxycodone", business_days_ago=0):
    """A renewal lies with the care team and nobody has looked at it; after 5 work days it is stalled."""
    begun = practice_days.business_days_back(practice.now, business_days_ago, practice.policy.holidays)
    with practice.at(begun):
        request = RefillRequest.objects.create(
            practice=practice,
            medicine=medicine,
            kind=Kind.RENEWAL,
            seat=practice.seat,
            takes=Takes.AS_TOLD,
            left=Left.ENOUGH,
            pharmacy=practice.chart.patient.preferred_pharmacy_id,
            submitted_at=begun,
        )
        request.expected_on = rules.expected_on(request)
        request.save(update_fields=["expected_on"])
        transitions.begin(request, by=practice.seat)
        transitions.move(request, State.SUBMITTED, by=practice.seat)
        transitions.move(request, State.WITH_CARE_TEAM, by="clinic")
        day = practice_days.add_business_days(begun, rules.STALLED_AFTER_DAYS + 1, practice.policy.holidays)
        replies.schedule(
            practice=practice,
            kind="refills.step",
            due=practice_days.at_hour(day, 9),
            target=request.pk,
            facts={"to": str(State.STALLED), "reason": ""},
        )
    return request
