"""The product's own drawings that pages may show: SVG files in the static folder drawings/."""

from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def names():
    """Returns the drawings' names without the ending, from A to Z."""
    folders = [Path(folder) / "drawings" for folder in settings.STATICFILES_DIRS]
    return sorted({file.stem for folder in folders for file in folder.glob("*.svg")})


def choices():
    """Returns the drawings as choices for a form."""
    return [(name, name.replace("-", " ").capitalize()) for name in names()]
