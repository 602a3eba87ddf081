"""Asking for more medicine, and following the request to the counter."""

import uuid
from datetime import timedelta

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.medicines import openings, rules
from sandbox_portal.sections.medicines.eligibility import Answer
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.rules import NotPossible
from sandbox_portal.sections.medicines.states import State
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


def draft(practice, medicine="lisinopril", *, kind="refill", takes="as-told", left="few", pharmacy=None):
    request = rules.start(practice=practice, form_key=uuid.uuid4(), medicine=medicine)
    rules.choose_kind(request=request, kind=kind)
    rules.confirm(request=request, takes=takes, left=left)
    rules.choose_pharmacy(request=request, pharmacy=pharmacy or request.pharmacy)
    return request


def asked(practice, medicine="lisinopril", *, needs_call=False, **fields):
    return rules.submit(request=draft(practice, medicine, **fields), needs_call=needs_call)


def fresh(request):
    found = RefillRequest.objects.get(pk=request.pk)
    found.practice = request.practice
    request.practice.refresh_from_db()
    return found


def statuses(request):
    return [row.status for row in request.statuses.order_by("pk")]


def events(practice, kind):
    return [event.facts for event in practice.events.filter(kind=kind).order_by("pk")]


def test_a_refill_goes_straight_to_the_pharmacy(practice):
    request = asked(practice)
    actions.skip_ahead(practice=practice, business_days=2)

    assert statuses(request) == ["draft", "submitted", "sent-to-pharmacy", "preparing", "ready"]
    assert fresh(request).expected_on == practice.today


def test_a_renewal_goes_to_the_care_team_first(practice):
    request = asked(practice, "metformin", kind="renewal")
    actions.skip_ahead(practice=practice, business_days=5)

    assert statuses(request) == [
        "draft", "submitted", "with-care-team", "approved", "sent-to-pharmacy", "preparing", "ready",
    ]  # fmt: skip


def test_approved_is_not_yet_ready(practice):
    request = asked(practice, "metformin", kind="renewal")
    actions.skip_ahead(practice=practice, business_days=3)

    assert fresh(request).status == State.SENT_TO_PHARMACY
    with pytest.raises(NotPossible, match="not-ready"):
        rules.pick_up(request=fresh(request))


def test_what_was_picked_up_is_counted_once(practice):
    request = asked(practice)
    actions.skip_ahead(practice=practice, business_days=2)
    rules.pick_up(request=fresh(request))
    rules.pick_up(request=fresh(request))

    item = rules.item(practice, "lisinopril")
    assert item.supply.refills_left == 1
    assert item.supply.last_fill_on == practice.today
    assert item.eligibility.answer == Answer.TOO_SOON
    assert len(events(practice, "refills.picked_up")) == 1


def test_mail_order_takes_longer(practice):
    near, mail = draft(practice), draft(practice, "metformin", kind="renewal", pharmacy="lakeside-mail")
    assert rules.expected_on(mail) - rules.expected_on(near) > timedelta(days=7)


def test_the_event_says_what_kind_and_whether_it_comes_in_time(practice):
    asked(practice)
    (facts,) = events(practice, "refills.requested")

    assert (facts["kind"], facts["eligibility"], facts["days_left"]) == ("refill", "eligible", 5)
    assert facts["is_in_time"] is True
    assert facts["is_preferred_pharmacy"] is True


def test_another_pharmacy_can_be_kept_for_the_next_time(practice):
    request = draft(practice)
    rules.choose_pharmacy(request=request, pharmacy="corner", is_preferred=True)
    rules.choose_pharmacy(request=request, pharmacy="corner", is_preferred=True)
    rules.submit(request=request)

    assert rules.preferred_pharmacy(practice).id == "corner"
    assert events(practice, "refills.pharmacy_changed") == [{"to": "corner"}]
    assert events(practice, "refills.requested")[0]["is_preferred_pharmacy"] is True


@pytest.mark.parametrize(
    ("medicine", "reason"),
    [
        ("eye-drops", "too-soon"),
        ("oxycodone", "controlled"),
        ("foot-cream", "not-ours"),
        ("hydrochlorothiazide", "discontinued"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_the_reason(practice, medicine, reason):
    with pytest.raises(NotPossible, match=reason):
        rules.start(practice=practice, form_key=uuid.uuid4(), medicine=medicine)
    assert events(practice, "refills.refused")[0]["eligibility"] == reason


def test_a_medicine_that_is_not_in_the_record_is_refused(practice):
    with pytest.raises(NotPossible, match="unknown-medicine"):
        rules.start(practice=practice, form_key=uuid.uuid4(), medicine="aspirin")


def test_a_refill_of_what_has_none_left_is_refused_and_named(practice):
    request = rules.start(practice=practice, form_key=uuid.uuid4(), medicine="metformin")
    with pytest.raises(NotPossible, match="no-refills"):
        rules.choose_kind(request=request, kind="refill")
    assert events(practice, "refills.refused") == [
        {"medicine": "metformin", "kind": "refill", "eligibility": "no-refills", "is_asked_already": False}
    ]


def test_a_renewal_while_refills_are_left_is_a_named_mistake_and_declined(practice):
    request = asked(practice, kind="renewal")
    actions.skip_ahead(practice=practice, business_days=3)

    (facts,) = events(practice, "refills.requested")
    assert (facts["kind"], facts["eligibility"]) == ("renewal", "eligible")
    assert fresh(request).status == State.DECLINED
    assert request.statuses.last().reason == "refills-left"


def test_asking_twice_is_a_named_mistake(practice):
    asked(practice)
    with pytest.raises(NotPossible, match="asked-already"):
        rules.start(practice=practice, form_key=uuid.uuid4(), medicine="lisinopril")
    assert events(practice, "refills.refused")[0]["is_asked_already"] is True


def test_the_same_form_asks_once(practice):
    key = uuid.uuid4()
    first = rules.start(practice=practice, form_key=key, medicine="lisinopril")
    assert rules.start(practice=practice, form_key=key, medicine="lisinopril") == first
    assert rules.start(practice=practice, form_key=uuid.uuid4(), medicine="lisinopril") == first

    rules.choose_kind(request=first, kind="refill")
    rules.confirm(request=first, takes="as-told", left="few")
    rules.submit(request=first)
    rules.submit(request=fresh(first))

    assert len(events(practice, "refills.requested")) == 1
    assert rules.start(practice=practice, form_key=key, medicine="lisinopril") == first


def test_an_unfinished_request_is_not_sent(practice):
    request = rules.start(practice=practice, form_key=uuid.uuid4(), medicine="lisinopril")
    with pytest.raises(NotPossible, match="unfinished"):
        rules.submit(request=request)


def test_a_crash_while_asking_leaves_the_draft_as_it_was(practice, monkeypatch):
    request = draft(practice)
    monkeypatch.setattr(type(practice), "log", lambda *args, **facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rules.submit(request=request)

    assert fresh(request).status == State.DRAFT
    assert statuses(request) == ["draft"]
    assert not practice.replies.exists()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"takes": "stopped"}, State.NEEDS_VISIT),
        ({"needs_call": True}, State.NEEDS_VISIT),
        ({}, State.SENT_TO_PHARMACY),
    ],
)
def test_the_care_teams_answer_depends_on_what_was_said(practice, fields, state):
    request = asked(practice, "metformin", kind="renewal", **fields)
    actions.skip_ahead(practice=practice, business_days=3)
    assert fresh(request).status == state


def test_taking_it_in_another_way_changes_the_dose(practice):
    request = asked(practice, "metformin", kind="renewal", takes="differently")
    actions.skip_ahead(practice=practice, business_days=3)
    assert "changed-dose" in statuses(request)


def test_a_request_can_be_taken_back_until_someone_begins(practice):
    request = asked(practice)
    rules.cancel(request=fresh(request))
    rules.cancel(request=fresh(request))
    actions.skip_ahead(practice=practice, business_days=3)

    assert statuses(request) == ["draft", "submitted", "cancelled"]
    assert rules.item(practice, "lisinopril").may_ask

    later = asked(practice)
    actions.skip_ahead(practice=practice, business_days=1)
    with pytest.raises(NotPossible, match="too-late"):
        rules.cancel(request=fresh(later))


def test_a_renewal_nobody_looks_at_stalls_and_goes_on_after_a_call(practice):
    request = openings.stuck(practice, medicine="metformin", business_days_ago=3)
    actions.skip_ahead(practice=practice, business_days=2)
    assert fresh(request).status == State.WITH_CARE_TEAM
    actions.skip_ahead(practice=practice, business_days=1)
    assert fresh(request).status == State.STALLED

    rules.go_on_after_call(request=fresh(request))
    actions.skip_ahead(practice=practice, business_days=2)
    assert fresh(request).status == State.READY


def test_the_note_is_in_no_event(practice):
    request = draft(practice)
    rules.write_note(request=request, note="Please call me before noon")
    rules.submit(request=request)
    assert "noon" not in str([event.facts for event in practice.events.all()])


def test_a_stranger_sees_no_request(practice, cleo):
    asked(practice)
    assert not RefillRequest.objects.for_practice(make.free_practice(cleo))


def test_each_of_ruths_medicines_stands_in_the_list_with_its_answer(practice):
    answers = {item.medication.id: str(item.eligibility.answer) for item in rules.items(practice)}
    assert answers["lisinopril"] == "eligible"
    assert answers["metformin"] == "no-refills"
    assert len(answers) == len(practice.chart.medications)
