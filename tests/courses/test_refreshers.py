"""A finished lesson asks again: on the right days, its owner only, recorded once, counted only if allowed."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.lrs.models import Statement
from courses.progress import actions as progress
from courses.progress.models import Enrolment
from courses.reminders import choosing, questions, refreshing
from courses.reminders.models import REFRESHER_DAYS, Refresher
from lms.people import actions as people

pytestmark = pytest.mark.django_db


def finish(learner, lesson):
    for step in ("connect", "see", "try", "reflect", "plan"):
        progress.finish_step(learner=learner, organisation=learner.organisation, lesson=lesson, step=step)


@pytest.fixture
def refresher(ruth, lesson):
    """Ruth's first refresher, due today."""
    finish(ruth, lesson)
    Refresher.objects.filter(days=2).update(due_on=timezone.localdate())
    return Refresher.objects.get(days=2)


def sent(activity, response):
    """Returns an answer as the page sends it."""
    return {"activity": activity.key, f"{activity.key}-answer": response}


def said(verb, kind):
    found = Statement.objects.filter(verb__endswith=f"verbs/{verb}", activity__contains=f"/{kind}/")
    return [json.loads(one.raw) for one in found]


def test_a_finished_lesson_is_asked_again_on_four_days(ruth, lesson):
    finish(ruth, lesson)

    today = timezone.localdate()
    assert [(one.days, one.due_on) for one in Refresher.objects.order_by("days")] == [
        (days, today + timedelta(days=days)) for days in REFRESHER_DAYS
    ]


def test_the_questions_are_quick_ones_of_the_lesson_three_at_most(lesson):
    found = questions.of(lesson, 2)

    assert 1 <= len(found) <= questions.MOST
    assert {one.KIND for one in found} <= questions.QUICK
    everything = questions.all_of(lesson)
    if len(everything) > questions.MOST:
        assert questions.of(lesson, 7) != found


def test_it_is_answered_a_question_at_a_time_and_recorded_once(ruth, lesson, refresher, client_for):
    client, url = client_for(ruth), f"/en/my/refresh/{refresher.pk}/"
    asked = questions.of(lesson, 2)
    assert asked[0].prompt in client.get(url).text

    for activity in asked:
        refreshing.answer(
            refresher=refresher, lesson=lesson, activity=activity, response=activity.right(), language="en"
        )
    refreshing.answer(
        refresher=refresher, lesson=lesson, activity=asked[0], response=asked[0].right(), language="en"
    )

    (done,) = said("completed", "refresher")
    assert done["object"]["id"].endswith(f"{lesson.key}/after-2")
    assert done["result"] | {"success": True, "score": {"scaled": 1}} == done["result"]
    assert f"Right at once: {len(asked)} of {len(asked)}" in client.get(url).text


def test_a_post_gets_feedback_and_the_first_answer_counts(ruth, lesson, refresher, client_for):
    import random

    activity = next(one for one in questions.of(lesson, 2) if one.KIND == "choice")
    client, url = client_for(ruth), f"/en/my/refresh/{refresher.pk}/"
    wrong = activity.wrong(random.Random(1))

    first = client.post(url, sent(activity, wrong))
    assert first.status_code == 302 and f"feedback-{activity.key}" in first["Location"]
    client.post(url, sent(activity, activity.right()))

    refresher.refresh_from_db()
    assert refresher.responses[activity.key] == {"response": activity.right(), "was_right": False}
    assert f'id="feedback-{activity.key}"' in client.get(url).text


def test_an_empty_answer_and_a_strange_one_are_told(ruth, lesson, refresher, client_for):
    client, url = client_for(ruth), f"/en/my/refresh/{refresher.pk}/"
    activity = questions.of(lesson, 2)[0]

    assert client.post(url, {"activity": activity.key}).status_code == 422
    assert client.post(url, {"activity": "no-such-thing"}).status_code == 404
    with pytest.raises(refreshing.BadResponse):
        refreshing.answer(
            refresher=refresher, lesson=lesson, activity=activity, response="nonsense", language="en"
        )
    refresher.refresh_from_db()
    assert refresher.responses == {}


def test_who_is_not_counted_leaves_no_statement(ruth, lesson, refresher):
    people.choose_counting(learner=ruth, is_counted=False)
    before = Statement.objects.count()

    for activity in questions.of(lesson, 2):
        refreshing.answer(
            refresher=refresher, lesson=lesson, activity=activity, response=activity.right(), language="en"
        )

    assert Statement.objects.count() == before


def test_a_stranger_and_the_day_before_see_no_refresher(ruth, cleo, lesson, refresher, client_for):
    url = f"/en/my/refresh/{refresher.pk}/"
    activity = questions.of(lesson, 2)[0]
    for one in (cleo, None):
        assert client_for(one).get(url).status_code == 404
        assert client_for(one).post(url, sent(activity, activity.right())).status_code == 404
    later = Refresher.objects.get(days=7)
    assert client_for(ruth).get(f"/en/my/refresh/{later.pk}/").status_code == 404


def test_my_page_offers_the_latest_of_each_lesson_until_one_wants_none(
    ruth, cleo, lesson, refresher, client_for
):
    Refresher.objects.filter(days=7).update(due_on=timezone.localdate())
    later, client = Refresher.objects.get(days=7), client_for(ruth)

    page = client.get("/en/my/").text
    assert f"/en/my/refresh/{later.pk}/" in page and f"/en/my/refresh/{refresher.pk}/" not in page
    assert "/en/my/refresh/" not in client_for(cleo).get("/en/my/").text

    choosing.set_off(learner=ruth, is_off=True)
    assert "/en/my/refresh/" not in client.get("/en/my/").text


def test_the_later_one_drops_the_one_that_was_missed(ruth, lesson, refresher):
    later = Refresher.objects.get(days=7)
    for activity in questions.of(lesson, 7):
        refreshing.answer(
            refresher=later, lesson=lesson, activity=activity, response=activity.right(), language="en"
        )

    assert sorted(Refresher.objects.values_list("days", flat=True)) == [7, 21, 60]


def test_a_refresher_page_and_my_page_ask_the_database_little(
    ruth, lesson, refresher, client_for, django_assert_max_num_queries
):
    client = client_for(ruth)
    with django_assert_max_num_queries(12):
        client.get(f"/en/my/refresh/{refresher.pk}/")
    with django_assert_max_num_queries(24):
        client.get("/en/my/")


def test_a_guests_refreshers_move_to_the_account_that_has_begun_the_same_course(ruth, guest, lesson, course):
    finish(guest, lesson)
    progress.begin(learner=ruth, organisation=ruth.organisation, lesson=lesson)

    people.adopt_guest(user=ruth.user, guest=guest)

    assert Refresher.objects.for_learner(ruth).count() == len(REFRESHER_DAYS)
    assert Enrolment.objects.get().learner == ruth


def test_a_lesson_that_is_gone_is_told_and_not_an_error(ruth, lesson, lesson_es, refresher, client_for):
    lesson.unpublish()
    lesson_es.unpublish()

    answer = client_for(ruth).get(f"/en/my/refresh/{refresher.pk}/", follow=True)

    assert "not here any more" in answer.text
