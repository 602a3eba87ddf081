"""The coach says of each message what it lacks, in both languages, and always the same."""

from pathlib import Path

import pytest
import yaml

from sandbox_portal import coach
from sandbox_portal.coach.rules import load
from sandbox_portal.events import COACH_POINTS

FOLDER = Path(__file__).parent / "data"


def _messages():
    for language in ("en", "es"):
        for number, entry in enumerate(yaml.safe_load((FOLDER / f"messages.{language}.yaml").read_text()), 1):
            yield pytest.param(language, entry, id=f"{language}-{number}")


def _review(language, entry):
    context = coach.Context(entry["category"], tuple(entry.get("medicines", ())))
    return coach.review(entry["text"], subject=entry.get("subject", ""), language=language, context=context)


def test_there_are_at_least_forty_messages_a_language():
    for language in ("en", "es"):
        assert len(yaml.safe_load((FOLDER / f"messages.{language}.yaml").read_text())) >= 40


@pytest.mark.parametrize(("language", "entry"), list(_messages()))
def test_the_coach_names_what_a_message_lacks(language, entry):
    points = _review(language, entry)

    assert [point.check for point in points if not point.passed] == entry["fails"], entry["text"]


@pytest.mark.parametrize(("language", "entry"), list(_messages()))
def test_a_failed_point_says_why_and_shows_a_stronger_example(language, entry):
    for point in _review(language, entry):
        assert point.why
        assert bool(point.better) is not point.passed
        assert "{" not in point.better


def test_the_coach_quotes_only_the_learners_own_sentences():
    text = "Hello. Should I stop? It began 3 days ago. I take one pill. URGENT."
    for point in coach.review(text, context=coach.Context("medicine")):
        assert point.said in text


def test_the_example_names_the_medicine_that_the_message_is_about():
    context = coach.Context("medicine", ("Metformin 500 mg", "Lisinopril 10 mg"))

    points = coach.review("My lisinopril makes me cough.", context=context)

    assert "Lisinopril 10 mg" in points[0].better


def test_the_words_are_in_the_language_of_the_page_and_the_text_in_any():
    english_page = coach.review("¿Puedo dejar la pastilla?", language="en")
    spanish_page = coach.review("May I stop the pill?", language="es-mx")

    assert english_page[0].passed and english_page[0].why == load("en").words["clear-ask"]["passed"]
    assert spanish_page[0].passed and spanish_page[0].why == load("es").words["clear-ask"]["passed"]


def test_the_points_are_those_that_a_sent_message_records():
    assert tuple(coach.passed(coach.review("Hello"))) == COACH_POINTS


def test_both_languages_hold_the_same_words():
    english, spanish = load("en"), load("es")

    assert set(english.topics) == set(spanish.topics)
    assert {check: set(words) for check, words in english.words.items()} == {
        check: set(words) for check, words in spanish.words.items()
    }
    assert _keys(english.better) == _keys(spanish.better)


def _keys(better):
    return {check: set(found) if isinstance(found, dict) else None for check, found in better.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_coachs_own_long_example_passes_every_check(language):
    example = load(language).example("length", "medicine", "Lisinopril 10 mg")

    points = coach.review(example, language=language, context=coach.Context("medicine"))

    assert [point.check for point in points if not point.passed] == []


def test_an_empty_message_fails_without_an_error():
    assert not any(point.passed for point in coach.review("   ") if point.check in ("clear-ask", "length"))
