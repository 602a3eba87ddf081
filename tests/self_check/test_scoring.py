"""From answers to points, strengths and at most three steps."""

import pytest

from self_check.questionnaires import files
from self_check.scoring import score

FIVE = files.read("five-questions")
KEYS = [question.key for question in FIVE.questions]
SAFETY = "keep-it-safe"


def answered(*values):
    return score(FIVE, dict(zip(KEYS, values, strict=True)))


@pytest.mark.parametrize(
    ("values", "points", "band"),
    [
        (["never"] * 5, 0, "getting-started"),
        (["sometimes"] * 5, 5, "getting-started"),
        (["most-times", "sometimes", "sometimes", "sometimes", "sometimes"], 6, "on-your-way"),
        (["most-times"] * 5, 10, "on-your-way"),
        (["always", "most-times", "most-times", "most-times", "most-times"], 11, "strong"),
        (["always"] * 5, 15, "strong"),
    ],
)
def test_points_lead_to_their_band(values, points, band):
    result = answered(*values)

    assert (result.points, result.band) == (points, band)


def test_an_answer_that_is_not_scored_is_no_failure():
    result = answered("always", "always", "cannot", "always", "always")

    assert result.points == 15
    assert "keeping-current" not in result.next_steps


def test_without_a_scored_answer_there_is_no_number():
    result = answered(*["no-portal"] * 5)

    assert (result.points, result.band, result.said) == (None, None, ["no-portal"])


def test_there_are_three_steps_at_most_and_the_weakest_come_first():
    result = answered("sometimes", "never", "sometimes", "never", "always")

    assert result.next_steps == ["messaging", "regular-use", "reviewing-records"]


def test_safety_comes_first_when_it_is_weak():
    result = answered("never", "never", "never", "never", "sometimes")

    assert result.is_safety_first
    assert result.next_steps[0] == "privacy-security"


def test_someone_who_is_helped_is_led_to_proxy_access():
    result = answered("always", "someone-else", "always", "always", "always")

    assert result.next_steps == ["proxy-access"]


def test_strengths_are_named_best_first():
    result = answered("most-times", "always", "never", "never", "never")

    assert result.strengths == ["messaging", "reviewing-records"]


@pytest.mark.parametrize("slug", files.SLUGS)
@pytest.mark.parametrize("value", ["never", "sometimes", "most-times", "always", "cannot", "someone-else"])
def test_every_result_of_every_form_has_words(slug, value):
    form = files.read(slug)

    result = score(form, {question.key: value for question in form.questions})

    assert set(result.next_steps + result.strengths) <= set(form.advice)
