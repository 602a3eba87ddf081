"""A text as folded words with their places, so that spelling, accents and case no longer matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_PIECE = re.compile(r"\d+(?:[.,/]\d+)+|[a-z0-9]+(?:'[a-z]+)*|[.!?;\n]|[,:()]|\s-+\s")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_QUOTES = dict.fromkeys(map(ord, "’‘`´ʼ"), "'")
_DASHES = dict.fromkeys(map(ord, "–—"), "-")


class _Folding(dict[int, str]):
    """Maps one character to one lower-case ASCII character where there is one, so that places stay true."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[:1].lower()
        folded = base if len(base) == 1 and base.isascii() else char.lower()[:1] or char
        if len(self) < 4096:
            self[code] = folded
        return folded


_FOLDING = _Folding({**_QUOTES, **_DASHES})


class Token(NamedTuple):
    """One word; `sentence` and `clause` count up at stops and at commas."""

    word: str
    start: int
    end: int
    sentence: int
    clause: int


def compose(text: str) -> str:
    """The text in NFC, the form whose characters all places count."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text in lower-case ASCII letters, character for character as long as its NFC form."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("`", "'")
    return compose(text).translate(_FOLDING)


def split(text: str, spellings: Mapping[str, str], joins: Mapping[tuple[str, str], str]) -> list[Token]:
    """The words of a text in order; known misspellings corrected and "can not" joined to "cant"."""
    tokens: list[Token] = []
    sentence = clause = 0
    folded = fold(text)
    is_stretched = bool(_STRETCHED.search(folded))
    for piece in _PIECE.finditer(folded):
        found = piece.group()
        if found in ".!?;\n":
            sentence, clause = sentence + 1, clause + 1
        elif found in ",:()" or found.isspace() or "-" in found:
            clause += 1
        else:
            word = _plain(found, spellings, is_stretched)
            last = tokens[-1] if tokens else None
            joined = joins.get((last.word, word)) if last and last.clause == clause else None
            if last and joined:
                tokens[-1] = Token(joined, last.start, piece.end(), sentence, clause)
            else:
                tokens.append(Token(word, piece.start(), piece.end(), sentence, clause))
    return tokens


def _plain(found: str, spellings: Mapping[str, str], is_stretched: bool) -> str:
    word = found.replace("'", "")
    word = spellings.get(word, word)
    if is_stretched:
        word = _STRETCHED.sub(r"\1", word)
        word = spellings.get(word, word)
    return word
