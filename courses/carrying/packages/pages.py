"""The pages of a package: each lesson as one page in all its languages, with the house's look."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from lms.organisations.theme import Theme
from lms.site import theme

PLAYER = Path(__file__).parent / "player"
PICTURE = "max-1200x1200|format-jpeg"


def files(contents, record):
    """Returns {name: bytes} of the pages and what they show. `record` names the script that reports."""
    found = {chapter.file: _page(contents, chapter) for chapter in contents.chapters}
    found["look.css"] = _look(contents.organisation)
    found["lesson.js"] = (PLAYER / "lesson.js").read_bytes()
    found["record.js"] = (PLAYER / record).read_bytes()
    for chapter in contents.chapters:
        for lesson in chapter.versions.values():
            found |= _shown(lesson)
    return found


def used(chapter):
    """Returns the names of the drawings and pictures that a lesson's page shows, in their order."""
    return sorted({name for lesson in chapter.versions.values() for name in _shown(lesson)})


def _page(contents, chapter):
    several = len(chapter.versions) > 1
    versions = []
    for language, lesson in chapter.versions.items():
        with override(language):
            words = render_to_string(
                "courses/carrying/version.html",
                {
                    "LANGUAGE_CODE": language,
                    "at": f"{language}-" if several else "",
                    "lesson": lesson,
                    "course": contents.courses[language],
                    "organisation": contents.organisation,
                    "policy": contents.policy,
                    "words": contents.words(lesson, language),
                    "practice": contents.practice(lesson, language),
                },
            )
        versions.append((language, get_language_info(language)["name_local"].capitalize(), words))
    about = {"title": chapter.first.page.title, "versions": versions}
    return render_to_string("courses/carrying/lesson.html", about).encode()


def _look(organisation):
    tokens = Path(finders.find("css/tokens.css")).read_text()
    own = theme.stylesheet(organisation.theme if organisation else Theme())
    look = (PLAYER / "look.css").read_text()
    layers = [
        "@layer tokens, theme, look;",
        f"@layer tokens {{\n{tokens}}}",
        own,
        f"@layer look {{\n{look}}}",
    ]
    return "\n".join(layers).encode()


def _shown(lesson):
    found = {}
    name = f"drawings/{lesson.page.drawing}.svg"
    if lesson.page.drawing and finders.find(name):
        found[name] = Path(finders.find(name)).read_bytes()
    for part in lesson.parts:
        if part.image:
            with part.image.get_rendition(PICTURE).file.open() as file:
                found[part.file] = file.read()
    return found
