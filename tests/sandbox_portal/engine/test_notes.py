"""The note about a mistake: told, read, folded, told again."""

import uuid

import pytest
from django.urls import reverse

from sandbox_portal.scenarios.checks import EventHappened, Mistake
from sandbox_portal.scenarios.models import ScenarioRun
from tests.factories import practice as make

pytestmark = pytest.mark.django_db
HUB = "/en/practice/"
TASK = "/en/practice/task/look-around/"


def at(practice, name="portal", **kwargs):
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def form(**fields):
    return {"form_key": str(uuid.uuid4()), "mode": "guided", **fields}


def test_a_mistake_is_told_beside_the_portal(ruth, client_for):
    task = make.scenario(
        checks=[EventHappened(slug="a", kind="home.opened"), Mistake(slug="oops", kind="profile.opened")]
    )
    practice = make.practice_of(ruth, task)
    browser = client_for(ruth)

    page = browser.get(at(practice, "profile")).content.decode()

    assert "What happened: oops" in page


@pytest.fixture
def mistaken(ruth):
    """A practice in which opening the profile was a mistake, not yet told."""
    task = make.scenario(
        checks=[EventHappened(slug="a", kind="home.opened"), Mistake(slug="oops", kind="profile.opened")]
    )
    return make.practice_of(ruth, task)


def note(practice, page):
    """Returns what the form “I have read this” on a page sends."""
    run = ScenarioRun.objects.get(practice=practice)
    return {"event": run.notice_event, "page": page}


def is_told_above(page):
    return "What happened: oops" in page.content.decode()


def test_a_note_that_was_read_folds_away_and_leads_back_to_the_page(ruth, mistaken, client_for):
    browser, profile = client_for(ruth), at(mistaken, "profile")
    mistaken.log("profile.opened")
    assert is_told_above(browser.get(at(mistaken, "messages")))

    answer = browser.post(at(mistaken, "notice_read"), note(mistaken, at(mistaken, "messages")))

    page = browser.get(at(mistaken, "messages"))
    assert answer.url == at(mistaken, "messages")
    assert not is_told_above(page)
    assert "oops" in page.content.decode()  # the coach's panel still has it
    assert profile not in answer.url


def test_a_note_folds_by_itself_when_the_learner_goes_on_to_another_section(ruth, mistaken, client_for):
    browser = client_for(ruth)
    mistaken.log("profile.opened")
    assert is_told_above(browser.get(at(mistaken, "messages")))
    assert is_told_above(browser.get(at(mistaken, "messages")))

    assert not is_told_above(browser.get(at(mistaken, "medicines")))
    assert not is_told_above(browser.get(at(mistaken, "messages")))


def test_the_same_mistake_made_again_is_told_again(ruth, mistaken, client_for):
    browser = client_for(ruth)
    mistaken.log("profile.opened")
    browser.get(at(mistaken, "messages"))
    old = note(mistaken, at(mistaken))
    browser.post(at(mistaken, "notice_read"), old)

    mistaken.log("profile.opened")

    assert is_told_above(browser.get(at(mistaken, "messages")))
    browser.post(at(mistaken, "notice_read"), old)  # a late click on the old note
    assert is_told_above(browser.get(at(mistaken, "messages")))


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/en/", ""])
def test_reading_a_note_never_leads_out_of_the_practice(ruth, mistaken, client_for, page):
    answer = client_for(ruth).post(at(mistaken, "notice_read"), {"event": 1, "page": page})

    assert answer.url == at(mistaken)


def test_a_stranger_folds_no_note(ruth, cleo, mistaken, client_for):
    mistaken.log("profile.opened")
    client_for(ruth).get(at(mistaken, "messages"))

    sent = note(mistaken, at(mistaken))

    assert client_for(cleo).post(at(mistaken, "notice_read"), sent).status_code == 404
    assert is_told_above(client_for(ruth).get(at(mistaken, "messages")))


def test_a_mistake_that_ends_it_leads_to_trying_again(ruth, client_for):
    trap = Mistake(slug="oops", kind="profile.opened", is_ending=True)
    practice = make.practice_of(
        ruth, make.scenario(checks=[EventHappened(slug="a", kind="home.opened"), trap])
    )
    browser = client_for(ruth)
    browser.get(at(practice, "profile"))

    page = browser.get(at(practice, "result")).content.decode()

    assert "What happened: oops" in page
    assert at(practice, "start_over") in page
