"""A plan is the learner's own: added once, asked about twice, seen by nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.lrs.models import Statement
from self_check import plan
from self_check.models import FollowUp, PlanStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(ruth):
    return plan.add_step(
        learner=ruth,
        organisation=ruth.organisation,
        when_text="I come home from the heron pond",
        will_text="I will look at my messages",
        skill="regular-use",
        source="own",
        form_key=uuid.uuid4(),
    )


def later(step, days):
    FollowUp.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    return FollowUp.objects.for_learner(step.learner).get(days=days)


def form(**fields):
    return {
        "form_key": uuid.uuid4(),
        "skill": "messaging",
        "when_text": "I have a question that can wait",
        "will_text": "I will write it down first",
    } | fields


def test_a_form_sent_twice_adds_one_step(ruth, client_for):
    client, sent = client_for(ruth), form()
    for _ in range(2):
        client.post(reverse("check:plan"), sent)

    assert PlanStep.objects.for_learner(ruth).count() == 1


def test_half_a_step_is_sent_back_with_what_was_typed(ruth, client_for):
    answer = client_for(ruth).post(reverse("check:plan"), form(will_text=""))

    assert answer.status_code == 422
    assert "I have a question that can wait" in answer.text


def test_an_emergency_is_answered_and_not_kept(ruth, client_for):
    answer = client_for(ruth).post(reverse("check:plan"), form(when_text="I have crushing chest pain now"))

    assert "911" in answer.text
    assert not PlanStep.objects.exists()


def test_no_word_of_the_learner_goes_into_a_statement(step):
    assert "heron" not in "".join(Statement.objects.values_list("raw", flat=True))


def test_it_is_asked_about_after_7_and_30_days(step):
    today = timezone.localdate()

    assert [(one.days, one.due_on) for one in step.follow_ups.order_by("days")] == [
        (7, today + timedelta(days=7)),
        (30, today + timedelta(days=30)),
    ]
    assert not FollowUp.objects.for_learner(step.learner).due(today).exists()


def test_an_answer_is_kept_and_recorded_once(step, ruth, client_for):
    asked = later(step, 7)
    for _ in range(2):
        client_for(ruth).post(reverse("check:reply", args=[asked.pk]), {"reply": "did-it"})

    asked.refresh_from_db()
    assert asked.reply == "did-it"
    assert Statement.objects.filter(raw__contains="reported").count() == 1


@pytest.mark.parametrize("reply", ["changed-my-mind", "did-it"])
def test_who_did_it_or_changed_their_mind_is_not_asked_again(step, ruth, reply):
    plan.reply(follow_up=later(step, 7), reply=reply)

    assert not FollowUp.objects.for_learner(ruth).due(timezone.localdate()).exists()


def test_a_reply_that_is_none_is_refused(step):
    with pytest.raises(plan.NoSuchReply):
        plan.reply(follow_up=later(step, 7), reply="perhaps")


@pytest.mark.parametrize("name", ["reply", "remove"])
def test_a_stranger_reaches_no_step(step, cleo, client_for, name):
    target = later(step, 7) if name == "reply" else step

    answer = client_for(cleo).post(reverse(f"check:{name}", args=[target.pk]), {"reply": "did-it"})

    assert answer.status_code == 404
    assert PlanStep.objects.filter(pk=step.pk).exists()


def test_a_stranger_sees_no_words(step, cleo, client_for):
    assert "heron" not in client_for(cleo).get(reverse("check:plan")).text


def test_the_learner_can_take_it_off(step, ruth, client_for):
    client_for(ruth).post(reverse("check:remove", args=[step.pk]))

    assert not PlanStep.objects.exists()


def test_an_empty_plan_says_how_to_begin(cleo, client_for):
    assert "No steps yet" in client_for(cleo).get(reverse("check:plan")).text
