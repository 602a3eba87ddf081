"""After a hospital stay: what is to be done, where to turn, and the survey that nobody must answer."""

from datetime import timedelta

import pytest

from sandbox_portal import actions, practice_days
from sandbox_portal.practice import Practice
from sandbox_portal.sections.hospital import survey
from sandbox_portal.sections.hospital.models import StaySurvey
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db
FEVER = "My fever came back last night and I feel worse since then."


@pytest.fixture
def home(opened, page, now):
    """Ruth, home from the hospital; the survey is there."""
    practice = opened("hospital")
    page(practice, "stay-leave", data={})
    actions.skip_ahead(practice=now(practice), days=2)
    return practice


def words(response):
    return response.content.decode().replace("&#x27;", "’")


def status(practice):
    return StaySurvey.objects.for_practice(practice).get().status


class TestPages(EveryPage):
    PAGES = [(name, {}) for name in ("portal", "stay-discharge", "stay-after", "stay-survey")]

    @pytest.fixture
    def seen(self, home, page, one_page):
        return lambda **how: page(home, one_page[0], **how)


def test_before_one_is_home_there_is_no_survey(opened, page):
    practice = opened("hospital")

    assert "You are still in the hospital" in words(page(practice, "stay-after"))
    assert page(practice, "stay-survey").status_code == 404
    assert page(practice, "stay-survey-no", data={}).status_code == 404


def test_going_home_twice_offers_one_survey(home, page, skip, events):
    page(home, "stay-leave", data={})
    skip(home, 3)

    assert status(home) == "offered"
    assert events(home, "stay.left") == [{"item": "home"}]
    assert [facts["to"] for facts in events(home, "stay.survey_moved")] == ["offered"]
    assert "Survey about your stay" in words(page(home, "portal"))


def test_the_list_is_made_from_the_papers_and_ticked(home, page, events):
    html = words(page(home, "stay-after"))
    assert "Stop Ibuprofen" in html and "Put the old bottle away" in html and "Take the papers along" in html

    page(home, "stay-todo", id="stopped-ibuprofen", data={"is_done": "yes"})

    assert events(home, "stay.todo_ticked") == [{"item": "stopped-ibuprofen", "is_done": True}]
    assert page(home, "stay-todo", id="nothing", data={"is_done": "yes"}).status_code == 404


def test_answers_are_kept_once_and_go_into_no_record(home, page, events):
    for told in ("always", "never"):
        page(home, "stay-survey", data={"told": told, "note": "The nights were loud."})

    kept = StaySurvey.objects.for_practice(home).get()
    assert (kept.status, kept.answers) == ("done", {"told": "always"})
    assert events(home, "stay.survey_moved")[-1] == {"to": "done", "answered": 1, "has_words": True}
    assert "The nights were loud." in words(page(home, "stay-survey"))


def test_an_empty_survey_is_refused_kindly(home, page):
    refused = page(home, "stay-survey", data={})

    assert refused.status_code == 422 and "No, thank you" in words(refused)
    assert status(home) == "offered"


def test_no_thank_you_is_an_answer_that_can_be_taken_back(home, page):
    page(home, "stay-survey-no", data={})
    page(home, "stay-survey-no", data={})
    assert status(home) == "declined"

    page(home, "stay-survey", data={"quiet": "mostly"})
    assert status(home) == "done"


def test_the_survey_ends(home, page, now):
    for _twice in range(2):
        actions.skip_ahead(practice=now(home), days=25)

    assert status(home) == "expired"
    html = words(page(home, "stay-survey"))
    assert "The time is over" in html and "<textarea" not in html
    page(home, "stay-survey", data={"quiet": "mostly"})
    page(home, "stay-survey-no", data={})
    assert status(home) == "expired"


def test_the_survey_takes_answers_to_the_end_of_its_last_day_and_no_longer(home, page, now):
    until = StaySurvey.objects.for_practice(home).get().until

    def at(day, hour):
        Practice.objects.filter(pk=home.pk).update(clock=practice_days.at_hour(day, hour))
        page(now(home), "portal")  # a page view delivers what falls due
        return status(home)

    assert at(until, 23) == "offered"
    assert at(until + timedelta(days=1), 8) == "expired"


def test_the_clinics_own_days_count(opened, page, now, clinic):
    clinic.policy_data = {**clinic.policy_data, "hospital": {"survey_after_days": 5}}
    clinic.save()
    practice = opened("hospital")
    page(practice, "stay-leave", data={})

    actions.skip_ahead(practice=now(practice), days=4)
    assert survey.of(practice) is None
    actions.skip_ahead(practice=now(practice), days=1)
    assert survey.of(practice) is not None


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (FEVER, "nurse line"),
        ("I have chest pain and I cannot breathe.", "911"),
        ("My number is 123-45-6789.", "Take it out"),
    ],
)
def test_words_that_are_no_survey_are_not_kept(home, page, note, said):
    answer = page(home, "stay-survey", data={"told": "always", "note": note})

    assert said in words(answer)
    assert status(home) == "offered"
    assert StaySurvey.objects.for_practice(home).get().note == ""


def test_calling_for_help_is_logged_by_whom_only(home, page, events):
    page(home, "stay-help", data={"who": "nurse"})

    assert events(home, "stay.called") == [{"who": "nurse"}]
    assert page(home, "stay-help", data={"who": "nobody"}).status_code == 404
