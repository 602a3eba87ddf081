"""In the helper's seat: their own account at first, then as much of Ruth's record as she has opened."""

import pytest

from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def sit_as_sam(practice):
    """Puts the learner in Sam's seat: sit_as_sam(Level.SCHEDULE) with access, sit_as_sam() without."""

    def sit(level=None, *, is_open=True, shows_sensitive=False):
        practice.seat = practice.Seat.PROXY
        practice.save(update_fields=["seat"])
        if level:
            ProxyGrant.objects.create(
                practice=practice,
                person="sam",
                level=level,
                shows_sensitive=shows_sensitive,
                status=State.ACTIVE_LIMITED,
                is_open=is_open,
            )

    return sit


def text(response):
    return " ".join(response.content.decode().split())


def tabs(page):
    return [tab.url.split("/")[-2] for tab in page("portal").context["shell"].tabs[1:]]


def test_without_access_sam_sees_his_own_account_only(page, sit_as_sam):
    sit_as_sam()

    assert "Hello, Sam" in text(page("portal"))
    assert "Yearly check-up" in text(page("appointments"))
    assert "Eye visit" not in text(page("appointments"))
    assert page("results").context["rest"] == []


def test_before_he_switches_sam_sees_his_own_account(page, sit_as_sam):
    sit_as_sam(Level.RECORDS, is_open=False)

    assert "Yearly check-up" in text(page("appointments"))


def test_a_banner_says_whose_record_it_is(page, sit_as_sam):
    sit_as_sam(Level.SCHEDULE)

    shown = text(page("appointments"))
    assert "You are looking at the record of <b>Ruth Alvarez</b>. You are signed in as Sam Alvarez." in shown


def test_the_patient_sees_no_banner(page):
    assert "You are looking at the record of" not in text(page("appointments"))


def test_visits_only_opens_visits_only(page, sit_as_sam):
    sit_as_sam(Level.SCHEDULE)

    assert page("appointments").status_code == 200
    assert page("results").status_code == 403
    assert page("result", id="a1c-4").status_code == 403
    assert page("profile").status_code == 403
    assert "results" not in tabs(page)


def test_what_is_not_shared_is_said_kindly(page, sit_as_sam):
    sit_as_sam(Level.SCHEDULE)

    assert "That is their choice" in text(page("results"))


def test_the_words_of_a_visit_need_the_level_with_notes(page, sit_as_sam):
    sit_as_sam(Level.SCHEDULE)

    shown = text(page("appointment", id="blood-pressure-visit"))
    assert "We stopped hydrochlorothiazide" not in shown
    assert "not shared with you" in shown


def test_results_and_notes_opens_both(page, sit_as_sam):
    sit_as_sam(Level.RECORDS)

    assert page("results").status_code == 200
    assert "We stopped hydrochlorothiazide" in text(page("appointment", id="blood-pressure-visit"))


def test_a_sensitive_result_stays_hidden_from_the_proxy(page, sit_as_sam):
    sit_as_sam(Level.RECORDS)

    assert "biopsy" not in text(page("results"))
    assert "biopsy" not in text(page("portal"))
    assert page("result", id="skin-biopsy").status_code == 404
    assert page("result-choice", id="skin-biopsy", data={"when": "now"}).status_code == 404


def test_a_sensitive_result_shows_when_the_patient_opened_those_too(page, sit_as_sam):
    sit_as_sam(Level.RECORDS, shows_sensitive=True)

    assert page("result", id="skin-biopsy").status_code == 200


def test_the_home_page_tells_nothing_of_a_closed_section(page, sit_as_sam):
    sit_as_sam(Level.SCHEDULE)

    labels = [item["label"] for item in page("portal").context["items"]]
    assert labels == ["Visit: Eye visit"]


def test_the_profile_stays_the_patients_own_at_every_level(page, sit_as_sam):
    sit_as_sam(Level.RECORDS, shows_sensitive=True)

    assert page("profile").status_code == 403


def test_what_sam_opens_is_still_new_to_ruth(page, practice, sit_as_sam):
    sit_as_sam(Level.RECORDS)
    page("result", id="cholesterol")
    practice.seat = practice.Seat.PATIENT
    practice.save(update_fields=["seat"])

    assert len(page("results").context["new"]) == 3


def test_the_first_page_says_who_sits_and_whose_record_it_is(page, sit_as_sam):
    sit_as_sam()
    own = text(page("portal"))
    assert "Hello, Sam" in own
    assert "You play <b>Sam Alvarez</b>. This is Sam Alvarez’s own account" in own
    assert "not the record of Ruth Alvarez" in own

    ProxyGrant.objects.all().delete()
    sit_as_sam(Level.RECORDS)
    inside = text(page("portal"))

    assert "Hello, Sam" not in inside
    assert "<h2>The record of Ruth Alvarez</h2>" in inside
    assert "Sam Alvarez, in the record of Ruth Alvarez" in inside
    assert "What is waiting for Ruth Alvarez" in inside
    assert "own account" not in inside


def test_in_her_own_seat_ruth_is_told_nothing_about_seats(page):
    shown = text(page("portal"))

    assert "Hello, Ruth" in shown
    assert "You play" not in shown.split('<section class="portal')[1]


def test_what_is_not_in_ones_own_account_leads_to_the_records_one_helps_with(page, sit_as_sam):
    sit_as_sam(Level.RECORDS, is_open=False)

    answer = page("messages")

    assert answer.status_code == 403
    assert "Records I help with</a>" in text(answer)
