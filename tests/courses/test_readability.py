"""The reading measure agrees with syllables counted by ear and with the published formulas."""

import pytest

from lms.readability import english_syllables, grade, plain, sentences_of, spanish_syllables

ENGLISH = {
    1: "phone asked called billed doors one one's through signed guide",
    2: "portal clinic people quiet website notebook sometimes idle doctor signing safely",
    3: "medicine idea caregiver pharmacy appointment insurance another telephone video area",
    4: "experience diabetes information emergency January security",
    5: "laboratory possibility",
}
SPANISH = {
    1: "muy hay quien bien web y",
    2: "día guía país usted portal leyes ciudad aún",
    3: "clínica ahora familia cuidado correo mensaje oído",
    4: "medicina contraseña seguimiento energía análisis",
    5: "electrónico representante resultaría",
}


@pytest.mark.parametrize(("count", "words"), ENGLISH.items())
def test_english_syllables_agree_with_the_ear(count, words):
    assert {word: english_syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


@pytest.mark.parametrize(("count", "words"), SPANISH.items())
def test_spanish_syllables_agree_with_the_ear(count, words):
    assert {word: spanish_syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_english_is_flesch_kincaid():
    reading = grade("The cat sat on the mat. It is a fat cat.", "en")
    assert (reading.words, reading.sentence_length) == (11, 5.5)
    assert reading.grade == round(0.39 * 5.5 + 11.8 * 11 / 11 - 15.59, 1)


def test_spanish_is_fernandez_huerta():
    reading = grade("El gato come pan. La casa es azul.", "es")
    assert (reading.words, reading.sentence_length) == (8, 4.0)
    assert reading.grade == round(206.84 - 60 * 12 / 8 - 1.02 * 4, 1)


def test_a_hard_text_is_not_called_easy():
    assert not grade("Interdisciplinary coordination facilitates therapeutic recommendations.", "en").is_easy
    assert not grade("La coordinación interdisciplinaria facilita las recomendaciones.", "es").is_easy


def test_long_sentences_are_not_easy_however_short_the_words():
    assert not grade("You can go to it and see it and do it and be in it at all of the time.", "en").is_easy


def test_a_doctor_does_not_end_a_sentence_and_a_line_does():
    assert len(sentences_of("Ask Dr. Lee today. Then rest.\nRead")) == 3


def test_links_and_emphasis_are_read_as_their_words():
    assert plain("Call **911** or [your clinic](https://example.org/a)") == "Call 911 or your clinic"


def test_no_words_are_no_burden():
    assert grade("911 …", "en").is_easy


def test_another_language_is_refused():
    with pytest.raises(KeyError):
        grade("Bonjour", "fr")
