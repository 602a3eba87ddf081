"""The first page, the visits and the profile of the pretend portal."""

import pytest

from sandbox_portal import actions

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def labels(page):
    return [item["label"] for item in page("portal").context["items"]]


def test_the_first_page_lists_what_is_new_and_the_visits_that_come(page):
    found = labels(page)

    assert "Test result: Cholesterol panel" in found
    assert "Visit: Eye visit" in found


def test_the_first_page_shows_what_is_new_first_and_folds_the_rest_away(page):
    response = page("portal")
    kinds = [item["kind"] for item in response.context["first"]]

    assert kinds == ["sun"] * 5
    assert len(response.context["others"]) > 1
    assert f"Show {len(response.context['others'])} more" in text(response)


def test_what_was_opened_leaves_the_first_page(page):
    page("result", id="cholesterol")

    assert "Test result: Cholesterol panel" not in labels(page)


def test_a_visit_that_is_over_leaves_the_first_page(page, practice):
    actions.skip_ahead(practice=practice, days=10)

    assert "Visit: Eye visit" not in labels(page)
    assert "Visit: Diabetes check" in labels(page)


def test_the_first_page_says_what_day_it_is_in_the_practice(page, practice):
    before = page("portal").context["today"]
    actions.skip_ahead(practice=practice, business_days=1)

    assert before.startswith("Monday")
    assert page("portal").context["today"].startswith("Tuesday") or practice.policy.holidays


def test_coming_visits_stand_before_past_ones(page):
    context = page("appointments").context

    assert [row.title for row in context["upcoming"]] == ["Eye visit", "Diabetes check"]
    assert len(context["past"]) == 4


def test_a_coming_visit_says_how_to_get_ready_and_whom_to_call(page):
    shown = text(page("appointment", id="eye-visit"))

    assert "Do not drive" in shown
    assert "sunglasses" in shown
    assert "555-0100" in shown


def test_a_past_visit_has_its_summary(page):
    shown = text(page("appointment", id="blood-pressure-visit"))

    assert "We stopped hydrochlorothiazide" in shown
    assert "Stand up slowly" in shown


def test_a_canceled_visit_says_why(page):
    assert "Dr. Lindqvist has left" in text(page("appointment", id="eye-visit-old"))


def test_a_visit_is_over_once_its_time_has_passed_on_the_clock(page, practice):
    actions.skip_ahead(practice=practice, days=10)

    assert page("appointment", id="eye-visit").context["is_upcoming"] is False


def test_an_emergency_contact_is_not_called_a_proxy(page):
    shown = text(page("profile"))

    assert "An emergency contact is not a proxy" in shown
    assert "Sam Alvarez (Son)" in shown


def test_the_insurance_that_ended_is_marked_so(page):
    cards = page("profile").context["insurance"]

    assert [(card["title"], card["is_active"]) for card in cards] == [
        ("Sunrise Health Plan", True),
        ("Meadow Mutual", False),
    ]


def test_the_doctor_who_left_is_not_in_the_care_team(page):
    assert not any("Lindqvist" in row["label"] for row in page("profile").context["team"])


def test_in_spanish_the_record_speaks_spanish(page):
    assert "Presión alta" in text(page("profile", language="es"))
    assert "No maneje" in text(page("appointment", id="eye-visit", language="es"))


def test_an_old_bill_does_not_stand_before_what_is_new(page, practice):
    actions.skip_ahead(practice=practice, days=20)

    found = labels(page)

    bills = [place for place, label in enumerate(found) if label.startswith("Bill:")]
    news = [place for place, label in enumerate(found) if label.startswith(("Message:", "Test result:"))]
    assert bills and news
    assert min(bills) > max(news)
