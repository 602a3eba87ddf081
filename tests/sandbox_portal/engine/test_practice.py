"""A practice: whose it is, its clock, its log."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from sandbox_portal import actions, events, practice_days
from sandbox_portal.practice import Practice, PracticeEvent
from sandbox_portal.transitions import Immutable
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_no_practice(ruth, cleo):
    make.free_practice(ruth)

    assert not Practice.objects.for_learner(cleo)
    assert not Practice.objects.for_learner(None)


def test_the_story_begins_on_the_persona_weekday_in_the_last_week(ruth):
    practice = make.free_practice(ruth)

    assert timedelta(0) <= timezone.localdate() - practice.started_on < timedelta(days=7)
    assert practice.started_on == practice.chart.anchor
    assert practice.now.hour == practice_days.OPENING_HOUR


def test_the_clock_stands_still(ruth):
    practice = make.free_practice(ruth)

    assert practice.now == Practice.objects.get(pk=practice.pk).now


def test_the_same_form_starts_one_practice(ruth):
    key = uuid.uuid4()

    first, second = make.free_practice(ruth, form_key=key), make.free_practice(ruth, form_key=key)

    assert first == second
    assert Practice.objects.for_learner(ruth).count() == 1


def test_two_learners_may_hold_the_same_form_key(ruth, cleo):
    key = uuid.uuid4()

    assert make.free_practice(ruth, form_key=key) != make.free_practice(cleo, form_key=key)


def test_starting_again_deletes_the_earlier_practice_of_that_task(ruth):
    first = make.free_practice(ruth)

    second = make.free_practice(ruth)

    assert list(Practice.objects.for_learner(ruth)) == [second]
    assert not PracticeEvent.objects.filter(practice=first.pk).exists()


def test_an_event_says_when_and_from_which_seat(ruth):
    practice = make.free_practice(ruth)

    event = practice.log("medicines.opened", medicine="lisinopril")

    assert (event.seat, event.at_sim, event.facts) == ("patient", practice.now, {"medicine": "lisinopril"})


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("nobody.knows", {}),
        ("home.opened", {"mood": "good"}),
        ("medicines.opened", {"medicine": "my eyes hurt"}),
        ("medicines.opened", {"medicine": "Ruth"}),
        ("medicines.opened", {"medicine": "a" * 65}),
        ("messages.opened", {"has_new_answer": "yes"}),
        ("refills.requested", {"days_left": True}),
        ("refills.requested", {"kind": "other"}),
    ],
)
def test_an_event_takes_no_free_text_and_no_unknown_fact(ruth, kind, facts):
    practice = make.free_practice(ruth)

    with pytest.raises(events.BadEvent):
        practice.log(kind, **facts)


def test_a_refused_event_never_repeats_what_was_typed(ruth):
    practice = make.free_practice(ruth)

    with pytest.raises(events.BadEvent) as refused:
        practice.log("medicines.opened", medicine="my name is Ruth")

    assert "Ruth" not in str(refused.value)


def test_an_event_is_never_changed(ruth):
    event = make.free_practice(ruth).log("home.opened")

    event.kind = "profile.opened"
    with pytest.raises(Immutable):
        event.save()
    with pytest.raises(Immutable):
        PracticeEvent.objects.filter(pk=event.pk).update(kind="profile.opened")


def test_skipping_business_days_jumps_over_the_weekend(ruth):
    practice = make.free_practice(ruth)  # Ruth's story begins on a Monday

    actions.skip_ahead(practice=practice, business_days=5)

    assert practice.today.weekday() == practice.started_on.weekday()
    assert practice.now.hour == practice_days.CLOSING_HOUR
    assert Practice.objects.get(pk=practice.pk).now == practice.now


@pytest.mark.parametrize("skip", [{}, {"days": 1, "business_days": 1}, {"days": 0}, {"business_days": 31}])
def test_a_skip_that_makes_no_sense_is_refused(ruth, skip):
    practice = make.free_practice(ruth)

    with pytest.raises(ValueError):
        actions.skip_ahead(practice=practice, **skip)


def test_a_seat_that_the_task_does_not_have_is_refused(ruth):
    practice = make.practice_of(ruth, make.scenario())

    with pytest.raises(actions.NoSuchSeat):
        actions.switch_seat(practice=practice, to="proxy")
