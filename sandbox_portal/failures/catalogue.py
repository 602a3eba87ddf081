"""The catalogue of failures, read once from catalogue.yaml."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, model_validator

from lms.organisations.policy import SECTIONS, Words

FILE = Path(__file__).parent / "catalogue.yaml"
GROUPS = {
    "sign-in": _("Signing in"),
    "portal": _("The portal itself"),
    "device": _("Your device"),
    "files": _("Files"),
    "requests": _("Messages and requests"),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Says(_Strict):
    """What the portal shows, in its own tone."""

    title: Words
    text: Words


class Act(_Strict):
    """Something one can do about it, and what comes of it."""

    slug: str
    label: Words
    then: Words
    is_right: bool = False


class Entry(_Strict):
    """One failure. With `acts` it can strike any page of a section; without, it is met on `page`.

    With `at` it strikes that page only, which shows it in a screen of its own. `task` is the task of the
    library in which it can be met.
    """

    id: str
    group: Literal[tuple(GROUPS)]
    says: Says
    means: Words
    do: Words
    section: Literal[SECTIONS] | None = None
    reach: Literal["page", "portal"] = "page"
    acts: list[Act] = []
    at: str = ""
    page: str = ""
    how: Words | None = None
    task: str

    @model_validator(mode="after")
    def _can_be_met(self):
        if self.acts and (not self.section or sum(act.is_right for act in self.acts) != 1):
            raise ValueError("a failure that strikes needs a section and exactly one right act")
        if not self.acts and not (self.page and self.how):
            raise ValueError("a failure without acts says on which page it is met, and how")
        if self.at and not self.how:
            raise ValueError("a failure with a page of its own says how one comes there")
        return self

    @property
    def can_strike(self) -> bool:
        """True where it can be brought about on a page; the others arise by themselves."""
        return bool(self.acts)

    def act(self, slug):
        """Returns one of the acts, or None."""
        return next((act for act in self.acts if act.slug == slug), None)


@cache
def entries() -> dict[str, Entry]:
    """Returns every failure by its id, in file order."""
    loaded = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {each["id"]: Entry.model_validate(each) for each in loaded["failures"]}
