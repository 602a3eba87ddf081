"""One question a page, with a way back; a result that names strengths first."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from lms.people.models import Learner
from self_check.models import Answer, PlanStep, Sitting
from self_check.questionnaires import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(versions, clinic, client_for):
    return client_for()


def begin(client, slug="five-questions"):
    return client.post(reverse("check:begin"), {"questionnaire": slug})


def test_looking_makes_no_rows(visitor):
    visitor.get(reverse("check:home"))

    assert not Learner.objects.exists()


def test_a_guest_goes_from_the_first_question_to_the_result(visitor):
    where = begin(visitor).url

    for _ in range(5):
        where = visitor.post(where, {"answer": "sometimes"}).url

    page = visitor.get(where).text
    assert page.index("What you do well") < page.index("Your next steps")
    assert page.count("Put this on my plan") == 3


def test_a_page_without_an_answer_says_what_to_do(visitor):
    where = begin(visitor).url

    answer = visitor.post(where, {})

    assert answer.status_code == 422
    assert "Pick one answer" in answer.text


def test_back_shows_the_answer_that_was_given(visitor):
    where = begin(visitor).url
    visitor.post(where, {"answer": "always"})

    page = visitor.get(where).text

    assert 'value="always"' in page
    assert page.count("checked") == 1


def test_going_on_leads_to_the_first_open_question(visitor):
    where = begin(visitor).url
    visitor.post(where, {"answer": "always"})

    assert begin(visitor).url.endswith("/2/")


def test_skipping_ahead_by_hand_leads_back_to_what_is_open(visitor):
    where = begin(visitor).url

    answer = visitor.post(where.replace("/1/", "/5/"), {"answer": "always"})

    assert answer.url == where


def test_the_result_before_all_answers_leads_to_the_open_question(visitor):
    begin(visitor)

    answer = visitor.get(reverse("check:result", args=[Sitting.objects.get().pk]))

    assert answer.url.endswith("/1/")


def test_a_second_time_shows_the_change(ruth, take, client_for):
    take(ruth, answer="never")
    sitting = take(ruth, answer="always")

    page = client_for(ruth).get(reverse("check:result", args=[sitting.pk])).text

    assert page.count("before: Never") == 5
    assert "Getting started" in page


def test_a_step_goes_on_the_plan_once(ruth, take, client_for):
    sitting = take(ruth)
    client = client_for(ruth)
    for _ in range(2):
        client.post(reverse("check:add", args=[sitting.pk]), {"skill": "privacy-security"})

    assert PlanStep.objects.for_learner(ruth).count() == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/en/check/", "When I next open my portal, I will make my sign-in safer"),
        ("/es/check/", "Cuando vuelva a abrir mi portal, voy a hacer más segura mi cuenta"),
    ],
)
def test_a_step_from_the_result_ends_the_sentence_it_is_put_in(ruth, take, client_for, address, sentence):
    client, sitting = client_for(ruth), take(ruth)

    client.post(f"{address}{sitting.pk}/plan/", {"skill": "privacy-security"})

    assert sentence in " ".join(strip_tags(client.get(f"{address}plan/").text).split())


def test_each_advice_says_its_step_after_i_will():
    plans = [texts.plan for one in files.read("longer").advice.values() for texts in (one.en, one.es)]

    assert [plan for plan in plans if not plan or plan[0].isupper() or plan.endswith(".")] == []


def test_a_step_that_was_not_suggested_is_not_added(ruth, take, client_for):
    sitting = take(ruth, answer="always")

    answer = client_for(ruth).post(reverse("check:add", args=[sitting.pk]), {"skill": "messaging"})

    assert answer.status_code == 404


def test_it_speaks_spanish(versions, ana, client_for):
    page = client_for(ana).get("/es/check/").text

    assert "¿Le saca provecho a su portal?" in page


def test_an_unknown_form_is_not_begun(visitor):
    assert begin(visitor, "horoscope").status_code == 404
    assert not Answer.objects.exists()


def test_pages_ask_the_database_little(ruth, take, client_for, django_assert_max_num_queries):
    take(ruth, answer="never")
    sitting = take(ruth)
    client = client_for(ruth)
    client.get(reverse("check:home"))

    with django_assert_max_num_queries(14):
        client.get(reverse("check:home"))
    with django_assert_max_num_queries(16):
        client.get(reverse("check:result", args=[sitting.pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("check:plan"))


def test_the_browser_warns_where_a_plan_is_written(clinic, client_for):
    assert "data-safety-dialog" in client_for().get(reverse("check:plan")).text
