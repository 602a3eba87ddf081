"""The invented apps and what they ask for, read once from apps.yaml."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict

from lms.organisations.policy import Words

FILE = Path(__file__).parent / "apps.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(_Strict):
    """One thing that an app can ask for: its name in the SMART standard, and what that means."""

    smart: str
    words: Words


class App(_Strict):
    """One app. What it `asks` for beyond what it `needs` is up to the person."""

    id: str
    name: str
    maker: Words
    does: Words
    promise: Words
    asks: list[str]
    needs: list[str]
    covered: bool = False
    is_tracker: bool = False


class Shelf(_Strict):
    """All of apps.yaml."""

    scopes: dict[str, Scope]
    apps: list[App]


@cache
def shelf() -> Shelf:
    """Returns everything that apps.yaml holds."""
    return Shelf.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def app(id) -> App | None:
    """Returns an app by its id, or None."""
    return next((each for each in shelf().apps if each.id == id), None)


def said(words) -> str:
    """Returns a text in the page's language."""
    return words.in_language(get_language())


def scope_words(ids) -> list[str]:
    """Returns what these scopes mean, in their own order."""
    return [said(scope.words) for id, scope in shelf().scopes.items() if id in ids]
