"""The plan leaves as a calendar file: only its owner's, only what is still to be asked."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from self_check import plan
from self_check.models import FollowUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(ruth):
    return plan.add_step(
        learner=ruth,
        organisation=ruth.organisation,
        when_text="I come home; tired, from the heron pond",
        will_text="look at my messages",
        skill="regular-use",
        source="own",
        form_key=uuid.uuid4(),
    )


def unfolded(answer):
    return answer.content.decode().replace("\r\n ", "")


def test_each_question_to_come_is_a_private_whole_day(ruth, step, client_for):
    answer = client_for(ruth).get(reverse("check:plan-calendar"))

    text = unfolded(answer)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer["Content-Disposition"]
    for days in (7, 30):
        day = timezone.localdate() + timedelta(days=days)
        assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}" in text
        assert f"UID:{step.form_key}-{days}@" in text
    assert text.count("CLASS:PRIVATE") == text.count("BEGIN:VALARM") == 2
    assert "When I come home\\; tired\\, from the heron pond\\, I will look at my messages." in text
    assert max(len(line.encode()) for line in answer.content.decode().split("\r\n")) <= 75


def test_in_spanish_the_frame_is_spanish(ana, client_for):
    plan.add_step(
        learner=ana,
        organisation=ana.organisation,
        when_text="llegue a casa",
        will_text="leer mis mensajes",
        skill="messaging",
        source="own",
        form_key=uuid.uuid4(),
    )

    text = unfolded(client_for(ana).get("/es/check/plan/calendar.ics"))

    assert "SUMMARY:Mi plan:" in text


def test_answered_questions_stay_out_and_an_empty_plan_says_so(ruth, step, client_for):
    client = client_for(ruth)
    plan.reply(follow_up=FollowUp.objects.get(days=7), reply="did-it")

    answer = client.get(reverse("check:plan-calendar"), follow=True)

    assert answer.redirect_chain
    assert "no step to put into a calendar" in answer.text
    assert reverse("check:plan-calendar") not in answer.text


def test_a_stranger_gets_nothing_of_it(step, cleo, client_for):
    for one in (cleo, None):
        answer = client_for(one).get(reverse("check:plan-calendar"), follow=True)
        assert "heron" not in answer.text


def test_the_plan_page_offers_the_file_without_more_queries(
    ruth, step, client_for, django_assert_max_num_queries
):
    client = client_for(ruth)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("check:plan"))

    assert reverse("check:plan-calendar") in page.text
