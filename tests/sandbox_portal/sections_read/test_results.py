"""Test results: what is new, what waits, what is corrected, and the choice before a sensitive one."""

import json
import re

import pytest

from sandbox_portal import actions
from sandbox_portal.chart import read
from sandbox_portal.practice import PracticeEvent
from sandbox_portal.sections.results import drawing

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def opened(practice):
    return [
        e.facts["item"] for e in PracticeEvent.objects.for_practice(practice).filter(kind="results.opened")
    ]


def new_rows(page):
    return {row.name for row in page("results").context["new"]}


def test_three_results_are_new_at_the_start(page):
    assert len(new_rows(page)) == 3


def test_a_result_is_new_until_it_is_opened(page):
    page("result", id="cholesterol")

    assert not any("Cholesterol" in name for name in new_rows(page))


def test_a_comment_makes_an_opened_result_new_again(page, practice):
    page("result", id="cholesterol")
    actions.skip_ahead(practice=practice, business_days=3)

    assert any("Cholesterol" in name for name in new_rows(page))


def test_the_menu_says_how_many_are_new(page):
    assert "(3 new)" in text(page("profile"))


def test_a_pending_result_shows_no_number(page):
    shown = text(page("result", id="vitamin-b12"))

    assert "Not ready yet" in shown
    assert not re.search(r"\b410\b", shown)


def test_a_pending_result_comes_out_when_time_goes_on(page, practice):
    actions.skip_ahead(practice=practice, business_days=4)
    shown = text(page("result", id="vitamin-b12"))

    assert "Final" in shown
    assert re.search(r"\b410\b", shown)


def test_before_the_comment_the_page_says_until_when_to_wait(page):
    assert "No comment yet" in text(page("result", id="cholesterol"))


def test_after_the_wait_the_comment_is_there(page, practice):
    actions.skip_ahead(practice=practice, business_days=3)

    assert "There is no hurry" in text(page("result", id="cholesterol"))


def test_a_result_without_a_comment_in_time_says_that_one_may_ask(page, practice):
    actions.skip_ahead(practice=practice, business_days=20)

    assert "You can ask about it now" in text(page("result", id="vitamin-b12"))


def test_a_flag_is_words_and_a_shape(page):
    shown = text(page("result", id="cholesterol"))

    assert '<span aria-hidden="true">▲</span> Above the range' in shown
    assert '<span aria-hidden="true">●</span> In the range' in shown


def test_the_range_bar_says_in_words_what_it_draws(page):
    assert 'aria-label="Your number is 108. The lab’s range: 99 or less."' in text(
        page("result", id="cholesterol")
    )


def test_a_corrected_result_says_what_it_was(page):
    shown = text(page("result", id="kidney"))

    assert "Corrected" in shown
    assert "The first report said 5.9" in shown


def test_a_canceled_test_says_why(page):
    assert "too little blood" in text(page("result", id="iron"))


def test_the_trend_is_a_drawing_and_a_table_with_the_same_numbers(page):
    shown = text(page("result", id="a1c-4"))

    for number in ("8.1", "7.6", "7.3", "7.0"):
        assert f">{number}</text>" in shown
        assert f"{number} %</td>" in shown


def test_a_panel_has_no_trend(page):
    assert "<polyline" not in text(page("result", id="cholesterol"))


def test_a_sensitive_result_asks_first(page, practice):
    shown = text(page("result", id="skin-biopsy"))

    assert "When do you want to look" in shown
    assert "No cancer" not in shown
    assert opened(practice) == []


def test_a_sensitive_result_opens_when_one_chooses_now(page, practice):
    response = page("result-choice", id="skin-biopsy", data={"when": "now"})

    assert response.status_code == 302
    assert "No cancer was seen" in text(page("result", id="skin-biopsy"))
    assert opened(practice) == ["skin-biopsy"]


@pytest.mark.parametrize("when", ["with-someone", "at-visit"])
def test_a_sensitive_result_left_for_later_stays_closed(page, practice, when):
    response = page("result-choice", id="skin-biopsy", data={"when": when})

    assert response.status_code == 302
    assert "No cancer" not in text(page("result", id="skin-biopsy"))
    assert opened(practice) == []


@pytest.mark.parametrize("data", [{}, {"when": "never"}])
def test_no_choice_is_an_error_in_words(page, data):
    response = page("result-choice", id="skin-biopsy", data=data)

    assert response.status_code == 422
    assert "Please fix this first" in text(response)


def test_the_list_does_not_tell_what_a_sensitive_result_says(page):
    assert "No cancer" not in text(page("results"))


def test_a_stranger_can_not_choose(page, cleo, practice):
    response = page("result-choice", id="skin-biopsy", by=cleo, data={"when": "now"})

    assert response.status_code == 404
    assert opened(practice) == []


def value(number, low=None, high=None):
    """A measured value as the reader makes it."""
    span = {k: {"value": v} for k, v in (("low", low), ("high", high)) if v is not None}
    observation = {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "code": {"text": "Test"},
        "valueQuantity": {"value": number},
        **({"referenceRange": [span]} if span else {}),
    }
    patient = {"resourceType": "Patient", "id": "p", "name": [{"text": "A B"}]}
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "status": "final",
        "code": {"text": "Test"},
        "result": [{"reference": "Observation/o"}],
    }
    entries = [{"resource": resource} for resource in (patient, observation, report)]
    bundle = {"resourceType": "Bundle", "timestamp": "2026-11-09", "entry": entries}
    return read(json.dumps(bundle)).results[0].values[0]


@pytest.mark.parametrize(
    ("number", "low", "high", "flag"),
    [
        (5, 1, 10, "in-range"),
        (1, 1, 10, "in-range"),
        (0, 1, 10, "low"),
        (11, 1, 10, "high"),
        (3, None, None, ""),
    ],
)
def test_the_flag_follows_the_range_when_the_lab_sent_none(number, low, high, flag):
    assert value(number, low, high).flag == flag


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        (5, 1, 10),
        (0, 1, 10),
        (1000, 1, 10),
        (-50, 1, 10),
        (5, None, 10),
        (99, None, 10),
        (5, 1, None),
        (0, 0, 0),
    ],
)
def test_the_mark_stays_on_the_bar(number, low, high):
    bar = drawing.bar(value(number, low, high))

    assert 0 < bar.mark < drawing.BAR_WIDTH
    assert 0 <= bar.start <= drawing.BAR_WIDTH
    assert 0 < bar.width <= drawing.BAR_WIDTH


def test_a_number_in_the_range_is_drawn_inside_it_and_one_above_outside():
    inside, above = drawing.bar(value(5, 1, 10)), drawing.bar(value(12, 1, 10))

    assert inside.start < inside.mark < inside.start + inside.width
    assert above.mark > above.start + above.width


def test_without_a_range_there_is_no_bar():
    assert drawing.bar(value(5)) is None


def test_one_number_is_no_trend():
    assert drawing.trend((value(5),), str) is None


def test_equal_numbers_are_a_flat_trend():
    points = drawing.trend((value(5), value(5)), str).points

    assert points[0].y == points[1].y
