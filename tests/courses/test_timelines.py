"""A timeline: folded for those who want to know more, whole on paper, and alike in both languages."""

import pytest
from django.template.loader import render_to_string
from pydantic import ValidationError

from courses.library_check import checking
from courses.library_loader import files
from courses.library_loader.schema import Timeline
from courses.takeaway import content

MOMENTS = [{"when": "2003", "what": "A first website."}, {"when": "2021", "what": "A rule."}]
WHOLE = {"title": "How it came to be", "moments": MOMENTS}


def test_it_is_folded_and_opens_without_script():
    html = render_to_string("courses/blocks/timeline.html", {"value": WHOLE})

    assert html.startswith("<details") and " open" not in html
    assert "<summary><h3>How it came to be</h3></summary>" in html
    assert html.index("<b>2003</b> A first website.") < html.index("<b>2021</b> A rule.")


def test_one_moment_is_no_timeline():
    with pytest.raises(ValidationError):
        Timeline(title="How", moments=MOMENTS[:1])


@pytest.mark.django_db
def test_it_goes_along_on_paper(lesson):
    lesson.see = [("timeline", WHOLE)]

    parts = [part for block in lesson.see for part in content._parts(block)]

    assert [(part.kind, part.lines) for part in parts] == [
        ("heading", ("How it came to be",)),
        ("points", ("2003: A first website.", "2021: A rule.")),
    ]


@pytest.fixture(scope="module")
def history():
    """{language: the lesson of the open library that tells how portals came to be}."""
    start = next(course for course in files.read().courses if course.facts.slug == "start-here")
    return {
        language: next(one for one in lessons if one.slug == "why-it-feels-odd")
        for language, lessons in start.lessons.items()
    }


def test_the_library_tells_how_portals_came_from_the_staff_to_the_patients(history):
    told = next(item.value for item in history["en"].see if item.kind == "timeline")

    assert len(told.moments) >= 5
    years = {source.year for source in history["en"].sources}
    assert {2006, 2012, 2020} <= years  # where its moments are from


def test_a_language_with_fewer_moments_lags(history):
    english, spanish = history["en"], history["es"]
    at = next(number for number, item in enumerate(spanish.see) if item.kind == "timeline")
    shorter = spanish.see[at].value.model_copy(update={"moments": spanish.see[at].value.moments[:-1]})
    see = [*spanish.see]
    see[at] = see[at].model_copy(update={"timeline": shorter})

    lagging = checking._outline(spanish.model_copy(update={"see": see}))

    assert checking._outline(english) == checking._outline(spanish) != lagging
