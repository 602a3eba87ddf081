"""What the coach looks for and says, read from words/en.yaml and words/es.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from sandbox_portal.safety.tokens import fold

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "es")


class Cues(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: tuple[str, ...]
    ask_first: tuple[str, ...]  # questions only where a sentence begins
    when: tuple[str, ...]
    tried: tuple[str, ...]
    more: tuple[str, ...]
    urgent: tuple[str, ...]
    angry: tuple[str, ...]  # scolding and threats, in a request to correct the record


class Rules(BaseModel):
    """One language's cues and words. A key that is missing stops the start, not a learner."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    language: str
    greetings: tuple[str, ...]
    cues: Cues
    topics: dict[str, tuple[str, ...]]
    words: dict[str, dict[str, str]]
    better: dict[str, str | dict[str, str]]
    my_medicine: str

    def example(self, check: str, category: str, medicine: str) -> str:
        """The stronger example for a check, with the learner's medicine in it."""
        found = self.better[check]
        if isinstance(found, dict):
            found = found.get(category, found["medical"])
        return found.replace("{medicine}", medicine or self.my_medicine)


class _Patterns(BaseModel):
    """The cues of both languages together, for people mix them."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    rules: tuple[Rules, ...]

    @cached_property
    def greeting(self) -> re.Pattern[str]:
        return _pattern(word for one in self.rules for word in one.greetings)

    @cached_property
    def cues(self) -> dict[str, re.Pattern[str]]:
        return {
            name: _pattern(phrase for one in self.rules for phrase in getattr(one.cues, name))
            for name in Cues.model_fields
        }

    @cached_property
    def topics(self) -> dict[str, re.Pattern[str]]:
        names = dict.fromkeys(name for one in self.rules for name in one.topics)
        return {
            name: _pattern(word for one in self.rules for word in one.topics.get(name, ())) for name in names
        }


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One plain alternation of whole words; it cannot backtrack into a crawl."""
    parts = {
        re.escape(fold(phrase).removesuffix("*")) + (r"\w*" if phrase.endswith("*") else r"\b")
        for phrase in phrases
    }
    return re.compile(r"\b(?:" + "|".join(sorted(parts, key=len, reverse=True)) + ")")


@cache
def load(language: str) -> Rules:
    """The rules of a language, English where there are none."""
    code = language[:2] if language[:2] in LANGUAGES else "en"
    return Rules.model_validate(yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8")))


@cache
def patterns() -> _Patterns:
    return _Patterns(rules=tuple(load(language) for language in LANGUAGES))
