"""The practice hub, the page before a task, and the coach's pages: whose they are and what they cost."""

import uuid

import pytest
from django.urls import reverse

from lms.people.models import Learner
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.models import ScenarioRun
from tests.factories import practice as make

pytestmark = pytest.mark.django_db
HUB = "/en/practice/"
TASK = "/en/practice/task/look-around/"
MOST_QUERIES = 13  # one of them the session of who is signed in


def at(practice, name="portal", **kwargs):
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def form(**fields):
    return {"form_key": str(uuid.uuid4()), "mode": "guided", **fields}


def test_the_hub_makes_no_learner(clinic, client_for):
    make.scenario()

    page = client_for().get(HUB)

    assert page.status_code == 200
    assert "A small task" in page.content.decode()
    assert not Learner.objects.exists()


def test_the_hub_without_tasks_says_so(clinic, client_for):
    assert "No tasks here yet" in client_for().get(HUB).content.decode()


@pytest.mark.parametrize("url", [HUB, TASK])
def test_practice_is_kept_out_of_search_engines(clinic, client_for, url):
    make.scenario()
    page = client_for().get(url)

    assert "noindex" in page["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in page.content.decode()


def test_a_task_that_is_not_there_is_a_404(clinic, client_for):
    assert client_for().get("/en/practice/task/nowhere/").status_code == 404


def test_a_visitor_starts_a_task_in_one_tap_and_becomes_a_guest(clinic, client_for):
    make.scenario()
    browser = client_for()

    page = browser.post(TASK, form())

    practice = Practice.objects.get()
    assert page.status_code == 302
    assert page.url == at(practice)
    assert practice.learner.is_guest
    assert browser.get(page.url).status_code == 200


def test_a_double_click_starts_one_task(ruth, client_for):
    make.scenario()
    browser, sent = client_for(ruth), form()

    first, second = browser.post(TASK, sent), browser.post(TASK, sent)

    assert first.url == second.url
    assert Practice.objects.count() == ScenarioRun.objects.count() == 1


def test_a_form_without_a_choice_says_what_to_do(ruth, client_for):
    make.scenario()

    page = client_for(ruth).post(TASK, form(mode="flying"))

    assert page.status_code == 422
    assert not Practice.objects.exists()


def test_what_was_begun_can_be_gone_on_with(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    browser = client_for(ruth)

    assert at(practice) in browser.get(TASK).content.decode()
    assert "In progress" in browser.get(HUB).content.decode()


def test_looking_around_needs_no_task(ruth, client_for):
    browser = client_for(ruth)

    page = browser.post("/en/practice/look-around/", form())

    assert browser.get(page.url).status_code == 200
    assert Practice.objects.get().scenario is None


PAGES = ["portal", "task_help", "start_over", "leave", "result"]


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_no_practice(ruth, cleo, client_for, name):
    practice = make.practice_of(ruth, make.scenario())

    for someone in (cleo, None):
        assert client_for(someone).get(at(practice, name)).status_code == 404


@pytest.mark.parametrize("name", ["hint", "skip", "start_over", "leave"])
def test_a_stranger_changes_nothing(ruth, cleo, client_for, name):
    practice = make.practice_of(ruth, make.scenario())
    sent = form(step=1, business_days=3, since=practice.clock.isoformat())

    assert client_for(cleo).post(at(practice, name), sent).status_code == 404

    practice.refresh_from_db()
    run = ScenarioRun.objects.get(practice=practice)
    assert (run.hints, run.state, practice.today) == (0, "open", practice.started_on)


@pytest.mark.parametrize("name", ["hint", "skip"])
def test_reading_an_address_changes_nothing(ruth, client_for, name):
    practice = make.practice_of(ruth, make.scenario())

    assert client_for(ruth).get(at(practice, name)).status_code == 405


def test_the_coach_shows_the_task_beside_the_portal(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())

    page = client_for(ruth).get(at(practice, "profile")).content.decode()

    assert "Look at the first page." in page
    assert "0 of 1 done" in page
    assert "Give me a hint" in page


def test_alone_there_are_no_steps_and_no_hints(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario(), mode="solo")

    page = client_for(ruth).get(at(practice, "profile")).content.decode()

    assert "Look at the first page." in page
    assert "Do open-home" not in page
    assert "Give me a hint" not in page


def test_a_hint_is_shown_after_it_was_asked_for(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    browser = client_for(ruth)
    assert "Nudge" not in browser.get(at(practice, "task_help")).content.decode()

    page = browser.post(at(practice, "hint"), {"step": 1}, follow=True).content.decode()

    assert "Nudge" in page
    assert "Pointer" not in page


def test_skipping_says_what_day_it_is_and_a_second_click_skips_nothing(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    browser = client_for(ruth)
    sent = {"business_days": 3, "since": practice.clock.isoformat()}

    page = browser.post(at(practice, "skip"), sent, follow=True)
    browser.post(at(practice, "skip"), sent)

    assert "In the practice it is now" in page.content.decode()
    practice.refresh_from_db()
    assert (practice.today - practice.started_on).days in (3, 4, 5)  # a holiday or two may lie between


def test_a_pass_leads_to_what_was_done_and_what_next(ruth, client_for):
    following = make.scenario("the-next-one")
    practice = make.practice_of(ruth, make.scenario(texts={"next_task": following.slug}))
    browser = client_for(ruth)

    page = browser.get(at(practice)).content.decode()  # opening the first page is the task
    page = browser.get(at(practice)).content.decode()
    ending = browser.get(at(practice, "result")).content.decode()

    assert at(practice, "result") in page
    for words in (
        "You looked at the first page.",
        "You know where things are.",
        "The first page of your portal.",
    ):
        assert words in ending
    assert "/en/practice/task/the-next-one/" in ending


def test_the_result_of_an_open_task_is_the_task(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())

    assert client_for(ruth).get(at(practice, "result")).url == at(practice)


def test_starting_over_asks_first_and_twice_clicked_starts_once(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    browser, sent = client_for(ruth), form()
    assert browser.get(at(practice, "start_over")).status_code == 200
    assert Practice.objects.get() == practice

    first, second = (browser.post(at(practice, "start_over"), sent) for _ in range(2))

    assert first.url == second.url
    assert Practice.objects.get() != practice


def test_leaving_asks_first_and_deletes(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    browser = client_for(ruth)
    browser.get(at(practice, "leave"))
    assert Practice.objects.exists()

    page = browser.post(at(practice, "leave"))

    assert page.url == HUB
    assert not Practice.objects.exists()


def test_a_card_hands_over_to_the_other_seat(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario(seats=("patient", "proxy")))
    browser = client_for(ruth)

    card = browser.get(at(practice, "turn", seat="proxy"))
    practice.refresh_from_db()
    assert (card.status_code, practice.seat) == (200, "patient")
    browser.post(at(practice, "turn", seat="proxy"))

    practice.refresh_from_db()
    assert practice.seat == "proxy"


def test_a_seat_the_task_does_not_have_is_a_404(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())

    assert client_for(ruth).get(at(practice, "turn", seat="proxy")).status_code == 404
    assert client_for(ruth).get(at(practice, "turn", seat="doctor")).status_code == 404


def test_everything_is_there_in_spanish(ana, client_for):
    practice = make.practice_of(ana, make.scenario())

    page = client_for(ana).get(at(practice, "task_help").replace("/en/", "/es/")).content.decode()

    assert "A small task (es)" in page
    assert '<html lang="es"' in page


@pytest.fixture
def full(ruth):
    """The whole library, with one task under way that has a hint, a pass and a mistake to tell of."""
    tasks = {scenario.slug: scenario for scenario in loader.load()}
    practice = make.practice_of(ruth, tasks["refill-in-time"])
    practice.log("refills.refused", medicine="eye-drops", eligibility="too-soon")
    return practice


@pytest.mark.parametrize("name", ["portal", "task_help", "start_over", "leave"])
def test_a_page_of_the_practice_costs_few_queries(
    ruth, full, client_for, name, django_assert_max_num_queries
):
    browser = client_for(ruth)
    browser.get(at(full, name))

    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get(at(full, name))


@pytest.mark.parametrize("url", [HUB, "/en/practice/task/refill-in-time/"])
def test_the_hub_and_a_task_cost_few_queries(ruth, full, client_for, url, django_assert_max_num_queries):
    browser = client_for(ruth)
    browser.get(url)

    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get(url)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/en/learn/start-here/your-first-week/try/", "/en/learn/start-here/your-first-week/try/"),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_task_leads_back_to_the_lesson_and_never_to_another_site(ruth, client_for, asked, kept):
    task, client = make.scenario(), client_for(ruth)

    client.post(
        f"/en/practice/task/{task.slug}/", {"form_key": uuid.uuid4(), "mode": "guided", "lesson": asked}
    )

    assert Practice.objects.for_learner(ruth).get().came_from == kept
