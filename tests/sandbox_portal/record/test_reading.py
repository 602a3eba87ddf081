"""“Read about this” beside a health problem: what fits, in both languages, or that there is nothing yet."""

import pytest

from courses.library_loader import files
from lms.skills import links
from sandbox_portal.chart import Text
from sandbox_portal.sections.health import reading

LESSON, WORD = "lesson:your-own-advocate/home-readings", "word:blood-pressure"
FOUND = {
    LESSON: [links.Link("Write down home readings", "/en/learn/your-own-advocate/home-readings/", 8)],
    WORD: [links.Link("blood pressure", "/en/words/#word-blood-pressure")],
}


@pytest.fixture
def asked(monkeypatch):
    """The keys that were asked for, each time; only FOUND is there to read."""
    times = []

    def find(*, skills, organisation, language):
        times.append((sorted(skills), language))
        return {key: FOUND[key] for key in skills if key in FOUND}

    monkeypatch.setitem(links._finders, "reading", find)
    return times


def test_everything_the_file_names_is_in_the_library():
    library = files.read()
    there = {f"word:{key}" for key in library.glossary}
    for course in library.courses:
        there |= {f"lesson:{course.facts.slug}/{lesson.slug}" for lesson in course.lessons["en"]}

    named = {key for _names, keys in reading.shelf() for key in keys}

    assert named and named <= there


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (Text("Type 2 diabetes"), LESSON),
        (Text("High blood pressure"), LESSON),
        (Text("Presión alta"), LESSON),  # an adapted person's, written in Spanish
        (Text("Raised pressure", (("es", "Presión alta"),)), LESSON),
        (Text("Mild asthma"), "lesson:everyday-skills/medicines-and-refills"),
        (Text("Memory loss, early"), "lesson:caring-for-someone/one-adult-helps-another"),
    ],
)
def test_what_fits_a_problem_is_found_by_its_name(name, first):
    assert reading.keys_for(name)[0] == first


def test_a_key_that_two_lines_name_stands_once():
    keys = reading.keys_for(Text("Diabetes and high blood pressure"))

    assert keys.count(LESSON) == 1 and WORD in keys


def test_nothing_fits_a_sprain():
    assert reading.keys_for(Text("Sprained wrist after a fall")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "read", "lesson", "word", "none", "teaching"),
    [
        ("en", "Read about this:", "(a lesson, 8 minutes)", "(a word, explained)",
         "We have nothing to read about this yet.", "It is not advice about you."),
        ("es", "Lea sobre esto:", "(una lección, 8 minutos)", "(una palabra, explicada)",
         "Aún no tenemos nada para leer sobre esto.", "No es un consejo sobre usted."),
    ],
)  # fmt: skip
def test_the_page_has_it_beside_each_problem(page, asked, language, read, lesson, word, none, teaching):
    shown = page("health", language=language).content.decode()

    assert read in shown and lesson in shown and word in shown
    assert '<a href="/en/learn/your-own-advocate/home-readings/">' in shown
    assert none in shown  # Ruth's dry eyes
    assert teaching in shown
    assert [each for _keys, each in asked] == [language]  # one look for all problems


@pytest.mark.django_db
def test_without_the_courses_it_says_that_there_is_nothing(page, monkeypatch):
    monkeypatch.delitem(links._finders, "reading", raising=False)

    shown = page("health").content.decode()

    assert "We have nothing to read about this yet." in shown and "Read about this:" not in shown


@pytest.mark.django_db
def test_the_page_leaves_two_queries_to_the_courses(page, asked, django_assert_max_num_queries):
    page("health")
    with django_assert_max_num_queries(10):
        page("health")
