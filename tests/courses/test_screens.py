"""Drawn screens and papers: alike in both languages, told to those who do not see them, carried whole."""

import re

import pytest
from django.template.loader import render_to_string

from courses.carrying.leaving import _screen
from courses.library_loader import files
from courses.library_loader.schema import Screen

SHOWN = {
    "frame": "label",
    "shows": [
        {"bar": "Hilltop"},
        {"row": "Refills", "value": "0", "at": 1},
        {"button": "Call", "sign": "sound"},
    ],
    "alt": "A label. 1 marks “Refills 0.”",
    "caption": "Look here first.",
}


def _screens(lesson):
    return [item.value for item in lesson.see if item.kind == "screen"]


@pytest.fixture(scope="module")
def lessons():
    """{slug: {language: lesson}} of the whole library."""
    found = {}
    for course in files.read().courses:
        for language, several in course.lessons.items():
            for lesson in several:
                found.setdefault(lesson.slug, {})[language] = lesson
    return found


def test_both_languages_draw_the_same_with_the_numbers_at_the_same_places(lessons):
    drawn = 0
    for slug, both in lessons.items():
        english, spanish = _screens(both["en"]), _screens(both["es"])
        drawn += len(english)
        shape = [(s.frame, [(one.kind, one.sign, one.at) for one in s.shows]) for s in english]
        assert shape == [(s.frame, [(one.kind, one.sign, one.at) for one in s.shows]) for s in spanish], slug

    assert drawn >= 27


def test_every_number_is_told_to_those_who_do_not_see_it(lessons):
    for slug, both in lessons.items():
        for lesson in both.values():
            for screen in _screens(lesson):
                places = {one.at for one in screen.shows if one.at}
                assert places == set(range(1, len(places) + 1)), slug
                told = {int(number) for number in re.findall(r"\d", screen.alt + screen.caption)}
                said_together = re.search(r"1 (to|al) 5", screen.alt)
                assert places <= told or said_together, slug


def test_its_words_are_a_picture_and_the_description_is_read_in_their_place():
    page = render_to_string("courses/blocks/screen.html", {"value": Screen(**SHOWN).told()})

    read, hidden = page.split('<div class="screen__drawn" aria-hidden="true">')
    assert SHOWN["alt"] in read
    assert hidden.index("Refills") < hidden.index("</div>") < hidden.index(SHOWN["caption"])
    assert '<p class="row here">' in hidden


def test_it_is_carried_to_another_site_and_back():
    assert Screen(**_screen(Screen(**SHOWN).told())) == Screen(**SHOWN)


@pytest.mark.parametrize(
    "line",
    [{"value": "0"}, {"row": "One", "bar": "Two"}, {"row": "One", "at": 9}, {"row": "One", "sign": "x"}],
)
def test_a_line_that_is_no_line_is_refused(line):
    with pytest.raises(ValueError, match="line|at|sign"):
        Screen(**SHOWN | {"shows": [line]})
