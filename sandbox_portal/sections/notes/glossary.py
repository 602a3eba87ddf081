"""The words of a note that need saying in plain words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Word:
    """A word as it stands in the note, and what it means."""

    word: str
    meaning: str


@lru_cache(maxsize=1)
def _entries():
    found = []
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        pattern = "|".join(re.escape(word) for word in sorted(entry["find"], key=len, reverse=True))
        found.append((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), entry))
    return tuple(found)


def words_in(text: str) -> list[Word]:
    """Each known word of a text, in the text's order, once."""
    language = "es" if (get_language() or "en").startswith("es") else "en"
    hits = [(match, entry) for pattern, entry in _entries() if (match := pattern.search(text))]
    return [
        Word(match.group(), _first_upper(entry[language].split(": ", 1)[-1]))
        for match, entry in sorted(hits, key=lambda hit: hit[0].start())
    ]


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
