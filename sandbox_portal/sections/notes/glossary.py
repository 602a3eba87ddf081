"""The words of a note that need saying in plain words."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from lms import explaining

FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Word:
    """A word as it stands in the note, and what it means."""

    word: str
    meaning: str


@lru_cache(maxsize=2)
def _explainer(language):
    words = [
        explaining.Word(
            key=entry["find"][0],
            word=entry["find"][0],
            meaning=_first_upper(entry[language].split(": ", 1)[-1]),
            forms=tuple(entry["find"]),
        )
        for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))
    ]
    return explaining.Explainer(words, is_case_kept=True)


def words_in(text: str) -> list[Word]:
    """Each known word of a text, in the text's order, once."""
    language = "es" if (get_language() or "en").startswith("es") else "en"
    return [Word(found, word.meaning) for found, word in _explainer(language).words_in(text)]


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
