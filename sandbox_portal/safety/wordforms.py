"""Other forms of a word that mean the same in a word list: number, gender, ending, pronoun, sound.

The lists name a word in the forms that people use most. A word that they do not name may be another form of
one that they do: "clutches" of "clutching", "moraos" of "morados", "despertarla" of "despertar". The rules
are those of any school grammar; what comes out only counts when the lists have it.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST = 4

_CLITICS = re.compile(r"^(.{2,}(?:ar|er|ir|ando|endo|iendo))(?:[mts]e|nos|l[aeo]s?)(?:l[aeo]s?)?$")
_PARTICIPLE = re.compile(r"^(.{2,}(?:ad|id|uest|ert|ot))(?:[oa]s?)$")
_DROPPED_D = re.compile(r"^(.{2,}[ai])([oa]s?)$")
_DIMINUTIVE = re.compile(r"^(.{2,}?)(?:e?c)?it([oa])(s?)$")
_SUPERLATIVE = re.compile(r"^(.{2,})isim([oa])(s?)$")

_SOUNDS = (
    (re.compile(r"qu(?=[ei])|k|q|c(?=[aour])"), "k"),
    (re.compile(r"[cz](?=[ei])|z|x(?=[ei])"), "s"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"(?<!c)h"), ""),
    (re.compile(r"v"), "b"),
    (re.compile(r"ll|y"), "y"),
    (re.compile(r"rr"), "r"),
    (re.compile(r"m(?=[bpf])"), "n"),
)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """The words of which this may be another form, in English and in Spanish; itself never."""
    if len(word) < SHORTEST or not word.isalpha():
        return frozenset()
    return frozenset({*_english(word), *_spanish(word)} - {word})


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """How a Spanish word is said in Latin America, so that "kiero", "qiero" and "quiero" are one."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def _english(word: str) -> set[str]:
    roots = {word}
    for ending in ("ing", "in", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            root = word[: -len(ending)]
            roots |= {root, root + "e"}
            if root[-1] == root[-2:-1]:
                roots.add(root[:-1])
    last = {root + root[-1] for root in roots if not root.endswith("e")}
    stems = {root.removesuffix("e") for root in roots} | last
    return (
        roots | {stem + ending for stem in stems for ending in ("ing", "ed", "es")} | {r + "s" for r in roots}
    )


def _spanish(word: str) -> set[str]:
    found = {word, word + "s", word + "es", word.removesuffix("s"), word.removesuffix("es")}
    if match := _CLITICS.match(word):
        found.add(match[1])
    if match := _DROPPED_D.match(word):
        found |= _genders(match[1] + "d")
    if match := _PARTICIPLE.match(word):
        found |= _genders(match[1])
    if match := _DIMINUTIVE.match(word):
        found |= {match[1] + end + match[3] for end in ("", match[2], "e")}
        found |= _genders(match[1]) if match[1].endswith(("ad", "id")) else set()
        if match[1].endswith("qu"):
            found.add(match[1][:-2] + "c" + match[2] + match[3])
    if match := _SUPERLATIVE.match(word):
        found |= {match[1] + end + match[3] for end in ("", match[2], "e")}
    return found


def _genders(root: str) -> set[str]:
    return {root + end for end in ("o", "a", "os", "as")}
