"""The strict content security policy needs pages without inline script or style."""

import re

import pytest

from tests.architecture.places import name, tracked

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "inline style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"""<[a-z][^>]*\sstyle\s*=""", re.I),
    "script attribute": re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=\s*["']""", re.I),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "another host's asset": re.compile(
        r"""(?:src|href)\s*=\s*["']https?://[^"']+\.(?:js|css|woff2?|png|svg)""", re.I
    ),
}


# Puts a component into HTML that is safe already, and escapes what is not: tests/site/test_explaining.py.
MARKS = {"lms/explaining.py"}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what):
    wrong = [
        f"{name(path)}: {found.group(0)}"
        for path in tracked("templates/**.html", "*/templates/**.html")
        if "templates/wagtailadmin" not in str(path)
        for found in FORBIDDEN[what].finditer(path.read_text())
    ]

    assert not wrong


def test_no_python_marks_text_as_safe():
    wrong = [
        f"{name(path)}:{number}"
        for path in tracked("*.py")
        if not name(path).startswith("tests/") and name(path) not in MARKS
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "mark_safe(" in line
    ]

    assert not wrong
