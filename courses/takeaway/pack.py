"""A course as a zip of plain pages that open from a stick: no server, no script, no address outside."""

import io
import zipfile
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from courses.takeaway import content

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the same zip whenever the words are the same
MOST_BYTES = 10_000_000


class TooLarge(ValueError):
    """The pack would hold more than MOST_BYTES."""


def write(course, *, language, organisation, policy) -> bytes:
    """Returns the zip: a folder with index.html, a page a lesson, style, drawings. Raises TooLarge."""
    lessons = content.lessons(course, language, organisation=organisation)
    shared = {"course": course, "lessons": lessons, "organisation": organisation, "policy": policy}
    files = {"index.html": _page("index", {**shared, "LANGUAGE_CODE": language})}
    for at, lesson in enumerate(lessons):
        around = {
            "before": lessons[at - 1] if at else None,
            "after": lessons[at + 1] if at + 1 < len(lessons) else None,
        }
        files[lesson.file] = _page(
            "lesson", {**shared, **around, "lesson": lesson, "LANGUAGE_CODE": language}
        )
    files["style.css"] = _static("css/takeaway.css")
    for name in sorted({course.drawing, *(lesson.page.drawing for lesson in lessons)} - {""}):
        if finders.find(f"drawings/{name}.svg"):
            files[f"drawings/{name}.svg"] = _static(f"drawings/{name}.svg")
    if sum(map(len, files.values())) > MOST_BYTES:
        raise TooLarge(course.slug)
    return _zipped(course.slug, files)


def _page(name, context):
    return render_to_string(f"courses/takeaway/pack_{name}.html", context).encode()


def _static(name):
    return Path(finders.find(name)).read_bytes()


def _zipped(folder, files):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return whole.getvalue()
