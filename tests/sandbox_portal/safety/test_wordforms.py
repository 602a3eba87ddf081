"""A word that the lists do not name may be another form of one that they do."""

import pytest

from sandbox_portal.safety.lists import lexicon
from sandbox_portal.safety.wordforms import forms, sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("clutches", "clutching"),
        ("hurtin", "hurting"),
        ("seizures", "seizure"),
        ("moraos", "morados"),
        ("enredao", "enredado"),
        ("hinchadas", "hinchado"),
        ("despertarla", "despertar"),
        ("cayendosele", "cayendo"),
        ("moraditos", "morados"),
        ("poquito", "poco"),
        ("fuertisimo", "fuerte"),
    ],
)
def test_another_form_of_a_word_is_known(typed, meant):
    assert meant in forms(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("kiero", "quiero"), ("bomitando", "vomitando"), ("inchada", "hinchada"), ("zangre", "sangre")],
)
def test_a_word_written_as_it_is_said_is_the_same_word(typed, meant):
    assert sound(typed) == sound(meant)


@pytest.mark.parametrize("word", ["no", "chest", "uno", "a1"])
def test_a_word_is_never_a_form_of_itself_and_short_ones_have_none(word):
    assert word not in forms(word)
    assert len(word) >= 4 or not forms(word)


def test_a_word_of_the_lists_stays_itself():
    assert lexicon().index.keys("pecho") == {"pecho"}
    assert "desmayado" in lexicon().index.keys("desmayaditos")
