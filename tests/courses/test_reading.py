"""What there is to read, by its key: published lessons and words, at this organisation, in this language."""

import pytest

from courses.shelf.glossary import GlossaryTerm
from lms.skills import links

pytestmark = pytest.mark.django_db


def _found(organisation, *keys, language="en"):
    return links.find("reading", skills=keys, organisation=organisation, language=language)


@pytest.fixture
def word(lesson):
    return GlossaryTerm.objects.create(
        key="our-own-word", word="Our word", meaning="Ours.", locale=lesson.locale, live=True
    )


def test_a_lesson_and_a_word_are_found_with_their_places(loaded, lesson, word, django_assert_max_num_queries):
    keys = f"lesson:{lesson.key}", "word:our-own-word"
    _found(loaded, *keys)

    with django_assert_max_num_queries(2):
        found = _found(loaded, *keys)

    assert found == {
        keys[0]: [links.Link(lesson.title, "/en/learn/start-here/what-a-portal-is/", lesson.minutes)],
        keys[1]: [links.Link("Our word", "/en/words/#word-our-own-word")],
    }


def test_the_library_keys_its_lessons_by_course_and_slug(lesson):
    assert lesson.key == "start-here/what-a-portal-is"


def test_a_lesson_is_found_in_the_language_asked_for(loaded, lesson, lesson_es):
    key = f"lesson:{lesson.key}"

    assert [link.title for link in _found(loaded, key, language="es")[key]] == [lesson_es.title]


def test_what_is_not_published_is_left_out(loaded, lesson):
    key = f"lesson:{lesson.key}"
    lesson.unpublish()

    found = _found(loaded, key, "word:no-such", "video:cats")

    assert found == {key: [], "word:no-such": [], "video:cats": []}
