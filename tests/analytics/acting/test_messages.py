"""The drafts of messages: for every skill in both languages, easy to read, with the clinic's own name."""

import pytest

from analytics.acting import drafts
from courses.library_check import measures
from lms.readability import grade
from lms.skills import SLUGS
from lms.skills.links import Link

LANGUAGES = ("en", "es")
BOTH = [(skill, language) for skill in SLUGS for language in LANGUAGES]


def test_there_is_a_message_for_every_skill_in_both_languages():
    said = drafts.written()

    assert list(said) == list(SLUGS)
    assert all(set(texts) == set(LANGUAGES) for texts in said.values())
    assert all(set(words) == {"subject", "text"} for texts in said.values() for words in texts.values())


@pytest.mark.parametrize(("skill", "language"), BOTH)
def test_a_message_is_easy_to_read(skill, language):
    words = drafts.written()[skill][language]
    facts = {"clinic": "us" if language == "en" else "su clínica", "emergency": "911"}
    subject, text = words["subject"].format(**facts), words["text"].format(**facts)
    reading = grade(f"{subject}.\n{text}", language)

    assert reading.is_easy, reading
    assert measures.second_reading(text, language)[1]
    assert not measures.hard_sentences(text, language)
    assert len(subject) <= 60
    assert reading.words <= 75


@pytest.mark.django_db
@pytest.mark.parametrize(("skill", "language"), BOTH)
def test_a_message_names_the_clinic_and_leads_to_the_lesson(skill, language, clinic):
    lesson = Link("A lesson", f"/{language}/learn/one/two/")
    draft = drafts.make(skill, language, organisation=clinic, lesson=lesson)

    assert draft.text.count("Lakeside Clinic") == 2
    assert f"http://lakeside.localhost:8000/{language}/learn/one/two/" in draft.text
    assert "911" in draft.text
    assert "{" not in draft.subject + draft.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_tells_the_clinics_own_emergency_number(clinic, language):
    clinic.policy_data = clinic.policy_data | {"emergency_number": "112"}

    for skill in SLUGS:
        draft = drafts.make(skill, language, organisation=clinic, lesson=None)
        assert "112" in draft.text
        assert "911" not in draft.subject + draft.text
