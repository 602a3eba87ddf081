"""Whether a request to correct the record names a day, and whether it is calm."""

import pytest

from sandbox_portal import coach


@pytest.mark.parametrize(
    "text",
    [
        "On September 7 I hurt my right knee.",
        "My son was born in 2022.",
        "It was 3 weeks ago.",
        "In May I fell.",
        "El 7 de septiembre me lastimé la rodilla.",
        "Fue hace dos meses.",
        "La semana pasada.",
        "09/07 right knee",
    ],
)
def test_a_day_a_month_or_a_year_is_one(text):
    assert coach.names_day(text)


@pytest.mark.parametrize(
    "text", ["It was my right knee.", "I may have said so.", "Era la rodilla derecha.", ""]
)
def test_without_one_there_is_none(text):
    assert not coach.names_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "The note says left. It was my right knee. Please change it.",
        "The MRI shows the RIGHT knee, not the left.",
        "Me duele la rodilla derecha. Por favor corrijan la línea.",
        "I was told that it may take a while!",
    ],
)
def test_plain_words_are_calm(text):
    assert coach.is_calm(text)


@pytest.mark.parametrize(
    "text",
    [
        "You people never read anything.",
        "This is unacceptable. I will sue.",
        "FIX THIS STUPID NOTE RIGHT AWAY",
        "It was the right knee!!",
        "Es su culpa. Arréglenlo ya.",
        "Voy a llamar a mi abogado.",
        "USTEDES NUNCA LEEN NADA",
    ],
)
def test_scolding_threats_and_shouting_are_not(text):
    assert not coach.is_calm(text)
