"""An attempt at a task: what it hears, how it ends, what is recorded of it – each once."""

import json
import uuid

import pytest

from analytics.lrs.models import Statement
from sandbox_portal import actions
from sandbox_portal.practice import Practice, PracticeEvent
from sandbox_portal.scenarios.checks import (
    AnswerRead,
    ClockReached,
    CoachApproves,
    EventHappened,
    Mistake,
    SeatPlayed,
)
from sandbox_portal.scenarios.models import ScenarioRun
from sandbox_portal.signals import scenario_passed
from tests.factories import practice as make

pytestmark = pytest.mark.django_db
GOOD = {"clear_ask": True, "one_topic": True, "when": True, "tried_or_medicine": True, "not_urgent": True}


def told(learner):
    """Returns [(verb, statement)] of a learner, oldest first."""
    rows = Statement.objects.filter(actor_name=learner.actor_name.hex).order_by("id")
    return [(row.verb.rsplit("/", 1)[-1], json.loads(row.raw)) for row in rows]


def verbs(learner):
    return [verb for verb, _ in told(learner)]


def test_starting_is_recorded_once_whatever_is_clicked(ruth):
    task, key = make.scenario(), uuid.uuid4()
    for _ in range(2):
        actions.start(learner=ruth, organisation=ruth.organisation, scenario=task, form_key=key)

    assert verbs(ruth) == ["attempted"]
    assert ScenarioRun.objects.for_learner(ruth).count() == 1


def test_looking_around_is_no_attempt(ruth):
    practice = make.free_practice(ruth)
    practice.log("home.opened")

    assert practice.attempt is None
    assert verbs(ruth) == []


def test_a_pass_is_recorded_once_with_how_it_went(ruth):
    practice = make.practice_of(ruth, make.scenario())
    actions.ask_for_hint(practice=practice, step=1)

    practice.log("home.opened")
    practice.log("home.opened")

    assert verbs(ruth) == ["attempted", "asked", "passed"]
    result = told(ruth)[-1][1]["result"]
    assert result["success"] is True
    assert sorted(result["extensions"].values()) == [1, 1]
    assert result["duration"].startswith("PT")


def test_statements_of_one_attempt_share_a_registration_and_name_the_skill(ruth):
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    run = ScenarioRun.objects.get(practice=practice)
    rows = Statement.objects.all()
    assert {row.registration for row in rows} == {run.registration}
    assert {row.skill for row in rows} == {"messaging"}
    assert run.registration != practice.key


def test_nothing_typed_or_named_reaches_a_statement(ruth):
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    everything = "".join(row.raw for row in Statement.objects.all())
    assert "ruth@example.org" not in everything
    assert str(practice.key) not in everything


def test_a_pass_is_heard_once_with_the_attempt(ruth):
    heard = []

    def hear(sender, run, learner, **kwargs):
        heard.append((run.scenario.slug, learner))

    scenario_passed.connect(hear)
    try:
        practice = make.practice_of(ruth, make.scenario())
        practice.log("home.opened")
        practice.log("home.opened")
    finally:
        scenario_passed.disconnect(hear)

    assert heard == [("look-around", ruth)]


def test_a_hint_twice_clicked_is_one_hint(ruth):
    practice = make.practice_of(ruth, make.scenario())
    for step in (1, 1, 3):
        actions.ask_for_hint(practice=practice, step=step)

    assert ScenarioRun.objects.get(practice=practice).hints == 1
    assert verbs(ruth) == ["attempted", "asked"]


def test_there_are_no_hints_alone_or_after_the_end(ruth):
    alone = make.practice_of(ruth, make.scenario("one"), mode="solo")
    over = make.practice_of(ruth, make.scenario("two"))
    over.log("home.opened")

    for practice in (alone, over):
        with pytest.raises(actions.NoHelpHere):
            actions.ask_for_hint(practice=practice, step=1)


def test_a_mistake_goes_on_and_one_that_ends_it_fails_once(ruth):
    small = Mistake(slug="small", kind="profile.opened")
    big = Mistake(slug="big", kind="results.opened", is_ending=True)
    task = make.scenario(checks=[EventHappened(slug="home", kind="home.opened"), small, big])
    practice = make.practice_of(ruth, task)

    practice.log("profile.opened")
    assert ScenarioRun.objects.get(practice=practice).is_open
    practice.log("results.opened")
    practice.log("results.opened")
    practice.log("home.opened")

    run = ScenarioRun.objects.get(practice=practice)
    assert run.state == "failed"
    assert [row.check_slug for row in run.mistakes.all()] == ["small", "big"]
    assert verbs(ruth) == ["attempted", "failed"]
    assert not run.passed.exists()


def test_leaving_with_nothing_done_is_a_failed_attempt(ruth):
    practice = make.practice_of(ruth, make.scenario())

    run = actions.leave(practice=practice, by=ruth)

    assert run.state == "left"
    assert verbs(ruth) == ["attempted", "failed"]


def test_leaving_with_something_done_is_none(ruth):
    two = [EventHappened(slug="a", kind="home.opened"), EventHappened(slug="b", kind="profile.opened")]
    practice = make.practice_of(ruth, make.scenario(checks=two))
    practice.log("home.opened")

    actions.leave(practice=practice, by=ruth)

    assert verbs(ruth) == ["attempted"]


def test_starting_over_deletes_what_was_done_and_counts_the_try(ruth):
    first = make.practice_of(ruth, make.scenario())
    first.log("profile.opened")

    second = actions.start_over(practice=first, by=ruth, form_key=uuid.uuid4())

    assert not PracticeEvent.objects.filter(practice=first.pk).exists()
    assert list(Practice.objects.for_learner(ruth)) == [second]
    assert ScenarioRun.objects.get(practice=second).tries == 2


def test_an_attempt_outlives_its_practice(ruth):
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    actions.leave(practice=practice, by=ruth)

    assert ScenarioRun.objects.for_learner(ruth).states_by_name() == {"look-around": {"passed", "alone"}}


def test_a_hint_makes_a_pass_one_with_help(ruth):
    practice = make.practice_of(ruth, make.scenario())
    actions.ask_for_hint(practice=practice, step=1)
    practice.log("home.opened")

    assert ScenarioRun.objects.for_learner(ruth).states_by_name() == {"look-around": {"passed"}}


def test_someone_who_is_not_counted_can_still_pass(ruth):
    ruth.is_counted = False
    ruth.save()
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    assert ScenarioRun.objects.get(practice=practice).state == "passed"
    assert not Statement.objects.exists()


# --- what each kind of check looks for ---


def passes(ruth, check, *events, seats=("patient",), before=()):
    """Says whether the events, logged in order, meet the check."""
    others = [EventHappened(slug="never", kind="proxy.declined")]
    practice = make.practice_of(ruth, make.scenario(checks=[*before, check, *others], seats=seats))
    for kind, facts in events:
        if kind == "practice.seat_switched":
            actions.switch_seat(practice=practice, to=facts["to"])
        elif kind == "skip":
            actions.skip_ahead(practice=practice, **facts)
        else:
            practice.log(kind, **facts)
    run = ScenarioRun.objects.get(practice=practice)
    return run.passed.filter(check_slug=check.slug).exists()


@pytest.mark.parametrize(
    ("facts", "is_met"),
    [
        ({"medicine": "lisinopril"}, True),
        ({"medicine": ["lisinopril", "metformin"]}, True),
        ({"medicine": "metformin"}, False),
        ({"days_left": {"from": 5}}, True),
        ({"days_left": {"from": 6}}, False),
        ({"days_left": {"from": 1, "to": 4}}, False),
        ({"is_in_time": True}, True),
        ({"is_in_time": False}, False),
        ({"pharmacy": "corner"}, False),
    ],
)
def test_an_event_is_met_by_its_facts(ruth, facts, is_met):
    check = EventHappened(slug="x", kind="refills.requested", facts=facts)
    event = ("refills.requested", {"medicine": "lisinopril", "days_left": 5, "is_in_time": True})

    assert passes(ruth, check, event) is is_met


def test_a_number_is_not_a_yes(ruth):
    check = EventHappened(slug="x", kind="messages.sent", facts={"words": True})

    assert not passes(ruth, check, ("messages.sent", {"words": 1}))


def test_an_event_may_have_to_happen_more_than_once(ruth):
    event = ("home.opened", {})

    assert not passes(ruth, EventHappened(slug="x", kind="home.opened", times=2), event)


def test_two_events_meet_a_check_that_wants_two(ruth):
    event = ("home.opened", {})

    assert passes(ruth, EventHappened(slug="x", kind="home.opened", times=2), event, event)


def test_another_way_is_as_good(ruth):
    check = EventHappened(
        slug="x", kind="messages.sent", also=[{"kind": "clinic.called", "facts": {"about": "message"}}]
    )

    assert passes(ruth, check, ("clinic.called", {"about": "message"}))


def test_a_seat_counts_only_where_it_is_played(ruth):
    check = EventHappened(slug="x", kind="home.opened", seat="proxy")

    assert not passes(ruth, check, ("home.opened", {}), seats=("patient", "proxy"))


def test_taking_the_other_seat_meets_its_check(ruth):
    switch = ("practice.seat_switched", {"to": "proxy"})

    assert passes(ruth, SeatPlayed(slug="x", seat="proxy"), switch, seats=("patient", "proxy"))


def test_the_coach_wants_every_point(ruth):
    check = CoachApproves(slug="x", points=["clear-ask", "one-topic"])

    assert not passes(ruth, check, ("messages.sent", {**GOOD, "one_topic": False}))


def test_the_coach_is_content_with_every_point(ruth):
    assert passes(ruth, CoachApproves(slug="x", points=["clear-ask"]), ("messages.sent", GOOD))


def test_only_a_new_answer_counts_as_read(ruth):
    event = ("messages.opened", {"thread": "t1", "has_new_answer": False})

    assert not passes(ruth, AnswerRead(slug="x"), event)


def test_a_check_waits_for_the_one_before(ruth):
    first = EventHappened(slug="first", kind="profile.opened")
    second = EventHappened(slug="x", kind="home.opened", after="first")

    assert not passes(ruth, second, ("home.opened", {}), ("profile.opened", {}), before=[first])


@pytest.mark.parametrize(("days", "is_met"), [(2, False), (3, True)])
def test_days_are_counted_by_the_clinics_rule(ruth, days, is_met):
    check = ClockReached(slug="x", business_days="reply_business_days")

    assert passes(ruth, check, ("skip", {"business_days": days})) is is_met


def test_a_mistake_ends_where_its_check_is_met(ruth):
    late = Mistake(slug="too-late", kind="clock.skipped", before="home")
    home = EventHappened(slug="home", kind="home.opened")
    never = EventHappened(slug="never", kind="proxy.declined")
    practice = make.practice_of(ruth, make.scenario(checks=[home, never, late]))
    practice.log("home.opened")

    actions.skip_ahead(practice=practice, days=1)

    assert not ScenarioRun.objects.get(practice=practice).mistakes.exists()


def test_a_page_that_logs_while_it_is_shown_tells_what_it_has_done(ruth, library, play, client_for):
    player = play("refill-in-time")
    player.ask("lisinopril", pharmacy="corner")
    player.skip(3)
    request = player.practice.refills.get()

    page = client_for(ruth).get(f"/en/practice/{player.key}/medicines/refills/{request.pk}/").text

    assert player.run.state == "passed"
    assert "You did it" in page
