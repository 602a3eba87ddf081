"""The invented lines of the log, devices and sample passwords, read once from log.yaml."""

from datetime import time
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict

from lms.organisations.policy import Words

FILE = Path(__file__).parent / "log.yaml"
STRANGER, LIBRARY, THIS = "unknown", "library", "own-phone"
TEXT = "fake-text"  # the fake text message: it can be reported as a line of the log can


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(_Strict):
    """One line that stood in the log before the practice began."""

    id: str
    kind: str
    days_ago: int
    time: time
    what: Words
    who: Words | None = None
    staff: str = ""
    device: str = ""
    because: Words | None = None


class Back(_Strict):
    """What stands in the log when the stranger comes back."""

    what: Words
    because: Words


class Device(_Strict):
    """Something that is, or was, signed in; `elsewhere` is its name while one is at another device."""

    id: str
    name: Words
    elsewhere: Words | None = None
    where: Words
    days_ago: int
    is_this: bool = False
    is_trusted: bool = False
    is_strange: bool = False


class Sample(_Strict):
    """A password to choose; `refused` says why the portal does not take it."""

    id: str
    words: str
    refused: str


class Shelf(_Strict):
    """All of log.yaml."""

    rows: list[Line]
    back: Back
    answers: dict[str, Words]
    means: dict[str, Words]
    acts: dict[str, Words]
    devices: list[Device]
    passphrases: list[Sample]


@cache
def shelf() -> Shelf:
    """Returns everything that log.yaml holds."""
    return Shelf.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def said(words) -> str:
    """Returns a text in the page's language."""
    return words.in_language(get_language())


def device(id):
    """Returns a device by its id, or None."""
    return next((each for each in shelf().devices if each.id == id), None)


def sample(id) -> Sample:
    """Returns a sample password by its id."""
    return next(each for each in shelf().passphrases if each.id == id)
