"""Cards for practising a phone call."""

import pytest
from django.urls import reverse

from lms import readability
from lms.organisations.policy import Policy
from sandbox_portal.by_phone.views import calls, told
from sandbox_portal.scenarios import telling

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@LANGUAGES
def test_each_call_has_two_cards_in_plain_words(language):
    found = told(Policy(), language)

    assert len(found) >= 4
    for call in found:
        assert len(call["caller"]) >= 3
        assert len(call["clinic"]) >= 2
        text = "\n".join([*call["caller"], *call["clinic"]])
        assert "{" not in text
        assert readability.grade(text, language).is_easy, (call["slug"], text)


@LANGUAGES
def test_every_blank_is_one_that_is_filled_in(language):
    lines = [line for call in calls() for part in ("caller", "clinic") for line in call[part]]

    assert [line for line in lines if telling.unknown_blanks(line[language])] == []


@pytest.mark.django_db
def test_a_visitor_reads_and_prints_them_without_a_trace(clinic, client_for):
    response = client_for().get(reverse("practice:by_phone"))

    assert response.status_code == 200
    assert "Card for the one who calls" in response.content.decode()
    assert "pw_learner" not in response.cookies
