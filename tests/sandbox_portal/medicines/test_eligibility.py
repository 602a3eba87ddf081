"""Which medicine can be asked for, and why not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sandbox_portal import personas
from sandbox_portal.sections.medicines.eligibility import Answer, Fill, Supply, decide, supply
from sandbox_portal.sections.medicines.states import MACHINE, State

CHART = personas.get("ruth").chart
TODAY = CHART.anchor


def decided(medicine, *, today=TODAY, fills=(), renewals=0, notice_days=7, by_phone=True, **changes):
    medication = replace(CHART.medication(medicine), **changes)
    left = supply(medication, CHART.dispenses_of(medication), [Fill(day) for day in fills], renewals)
    return decide(
        medication,
        left,
        today=today,
        notice_days=notice_days,
        controlled_by_phone=by_phone,
        is_renewed=bool(renewals),
    )


@pytest.mark.parametrize(
    ("medicine", "answer"),
    [
        ("lisinopril", Answer.ELIGIBLE),
        ("metformin", Answer.NO_REFILLS),
        ("eye-drops", Answer.TOO_SOON),
        ("oxycodone", Answer.CONTROLLED),
        ("nasal-spray", Answer.EXPIRED),
        ("foot-cream", Answer.NOT_OURS),
        ("acetaminophen", Answer.NOT_OURS),
        ("hydrochlorothiazide", Answer.DISCONTINUED),
    ],
)
def test_each_of_ruths_medicines_has_its_own_answer(medicine, answer):
    assert decided(medicine).answer == answer


def test_a_medicine_on_hold_needs_a_visit_first():
    assert decided("lisinopril", status="on-hold").answer == Answer.REVIEW_NEEDED


def test_too_soon_says_from_when_and_that_day_is_not_too_soon():
    early = decided("eye-drops")
    assert early.until == date(2026, 12, 3) - timedelta(days=7)
    assert decided("eye-drops", today=early.until).answer == Answer.ELIGIBLE
    assert decided("eye-drops", today=early.until - timedelta(days=1)).answer == Answer.TOO_SOON


def test_the_policy_says_how_early_is_too_early():
    assert decided("eye-drops", notice_days=60).answer == Answer.ELIGIBLE
    assert decided("lisinopril", notice_days=3).answer == Answer.TOO_SOON


def test_a_controlled_medicine_can_be_asked_for_where_the_policy_says_so():
    assert decided("oxycodone", by_phone=False).answer == Answer.NO_REFILLS


def test_refills_left_count_the_fills_of_chart_and_practice():
    lisinopril = CHART.medication("lisinopril")
    dispenses = CHART.dispenses_of(lisinopril)
    assert supply(lisinopril, dispenses).refills_left == 2
    assert supply(lisinopril, dispenses, [Fill(TODAY)]).refills_left == 1
    assert supply(lisinopril, dispenses, [Fill(TODAY)] * 9).refills_left == 0


def test_a_fill_in_the_practice_makes_the_next_one_too_soon():
    assert decided("lisinopril", fills=[TODAY]) == decided("lisinopril", fills=[TODAY])
    assert decided("lisinopril", fills=[TODAY]).until == TODAY + timedelta(days=30 - 7)


def test_a_renewal_gives_as_many_fills_again():
    assert decided("metformin", renewals=1, today=TODAY + timedelta(days=2)).answer == Answer.ELIGIBLE
    assert decided("nasal-spray", renewals=1).answer == Answer.ELIGIBLE


def test_days_left_are_never_below_zero():
    assert Supply(1, TODAY, TODAY + timedelta(days=5)).days_left(TODAY) == 5
    assert Supply(1, TODAY, TODAY).days_left(TODAY + timedelta(days=3)) == 0
    assert Supply(None, None, None).days_left(TODAY) is None


def test_every_state_of_a_request_can_be_reached_and_every_one_has_a_name():
    assert MACHINE.reachable() == set(State.values)
    assert MACHINE.ends == {State.PICKED_UP, State.DECLINED, State.NEEDS_VISIT, State.CANCELLED}
