"""The gallery shows every component; the drawings are small and say what they are."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from lms.site.gallery import DRAWINGS

COMPONENTS = sorted(path.name for path in (settings.BASE_DIR / "templates" / "components").glob("*.html"))
DRAWING_FILES = sorted((settings.BASE_DIR / "lms" / "static" / "drawings").glob("*.svg"))


@pytest.fixture
def page(clinic, client_for):
    return client_for().get(reverse("site:gallery"))


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_gallery_shows(page, component):
    drawn = {template.name for template in page.templates if template.name}

    assert f"components/{component}" in drawn
    assert f"components/{component}" in page.content.decode()


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_names_its_parameters_first(component):
    text = Path(settings.BASE_DIR, "templates", "components", component).read_text()

    assert text.startswith("{% comment %}")
    assert "arameters" in text.split("{% endcomment %}")[0]


@pytest.mark.parametrize("drawing", DRAWING_FILES, ids=lambda path: path.stem)
def test_a_drawing_is_small_and_calls_for_nothing(drawing):
    svg = drawing.read_text()

    assert len(svg) < 4096
    assert not re.search(r"<script|<style|href=|@import|url\(", svg)


def test_every_drawing_has_words_for_those_who_do_not_see_it(page):
    named = set(DRAWINGS) | {"favicon.svg", "welcome.svg"}

    assert {path.name for path in DRAWING_FILES} == named
    for name, alt in DRAWINGS.items():
        assert re.search(rf'drawings/{name}" alt="{alt}"', page.content.decode())


def test_search_engines_are_asked_to_stay_away(page):
    assert '<meta name="robots" content="noindex">' in page.content.decode()
