"""State machines: only the ways that are drawn, and every state kept."""

import pytest

from sandbox_portal import transitions
from sandbox_portal.sections.medicines.models import RefillRequest, RefillStatus
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.transitions import Immutable, Machine, NotAllowed
from tests.factories import practice as make

MACHINE = Machine("draft", {"draft": {"sent"}, "sent": {"answered", "closed"}, "answered": {"closed"}})


@pytest.fixture
def request_(ruth):
    practice = make.free_practice(ruth)
    made = RefillRequest.objects.create(practice=practice, medicine="lisinopril", seat="patient")
    transitions.begin(made, by="patient")
    return made


def test_a_machine_knows_its_ways():
    assert MACHINE.can("draft", "sent")
    assert not MACHINE.can("draft", "closed")
    assert not MACHINE.can("nowhere", "sent")
    assert MACHINE.ends == {"closed"}
    assert MACHINE.states == ("draft", "sent", "answered", "closed")
    assert MACHINE.reachable() == set(MACHINE.states)


def test_a_machine_needs_a_start_that_is_a_state():
    with pytest.raises(ValueError, match="first state"):
        Machine("nowhere", {"draft": {"sent"}})


@pytest.mark.django_db
def test_a_move_writes_a_row_with_the_pretend_time(request_):
    row = transitions.move(request_, State.SUBMITTED, by="patient", reason="in-time")

    assert request_.status == State.SUBMITTED
    assert (row.status, row.by, row.reason) == ("submitted", "patient", "in-time")
    assert row.at_sim == request_.practice.now
    assert [each.status for each in request_.statuses.all()] == ["draft", "submitted"]


@pytest.mark.django_db
def test_a_way_that_is_not_drawn_is_refused_and_leaves_nothing(request_):
    with pytest.raises(NotAllowed) as refused:
        transitions.move(request_, State.READY, by="clinic")

    assert (refused.value.frm, refused.value.to) == ("draft", "ready")
    assert request_.statuses.count() == 1
    assert RefillRequest.objects.get(pk=request_.pk).status == State.DRAFT


@pytest.mark.django_db
def test_of_two_moves_from_the_same_state_the_second_is_refused(request_):
    stale = RefillRequest.objects.get(pk=request_.pk)
    transitions.move(request_, State.SUBMITTED, by="patient")

    with pytest.raises(NotAllowed):
        transitions.move(stale, State.SUBMITTED, by="patient")

    assert request_.statuses.count() == 2


@pytest.mark.django_db
def test_a_status_row_is_never_changed(request_):
    row = request_.statuses.get()
    row.reason = "other"

    with pytest.raises(Immutable):
        row.save()
    with pytest.raises(Immutable):
        RefillStatus.objects.update(reason="other")
