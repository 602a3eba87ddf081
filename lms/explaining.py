"""Finds the words of a glossary in a text and explains each where it stands, without a script.

A word becomes a button with a popover (HTML's own), so that a tap, Enter or a screen reader opens what it
means and Escape closes it. The practice portal's notes and the lessons use the same `Explainer`. See
docs/adr/0200-words-explained-where-they-stand.md.
"""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
# Where no button may stand, or where it would be in the way.
_CLOSED = frozenset({"a", "button", "summary", "label", "legend", "script", "style", "h1", "h2", "h3", "h4"})
_PARTICLES = frozenset({"de", "del", "la", "el", "los", "las", "en", "al", "a", "con", "para", "por", "y"})


@dataclass(frozen=True)
class Word:
    """A word and what it means. `forms` are the ways it stands in a text."""

    key: str
    word: str
    meaning: str
    forms: tuple[str, ...]


def forms(word: str, language: str) -> tuple[str, ...]:
    """A word and its plural, by the rules of English or Spanish spelling."""
    parts = word.split()
    if language == "es":
        many = [part if part.lower() in _PARTICLES else _plural_es(part) for part in parts]
    else:
        many = [*parts[:-1], _plural_en(parts[-1])] if parts else []
    return tuple(dict.fromkeys((word, " ".join(many))))


def _plural_en(word):
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    if word.endswith("sis"):
        return f"{word[:-2]}es"
    return f"{word}es" if re.search(r"(?:s|x|ch|sh)$", word) else f"{word}s"


def _plural_es(word):
    if word.endswith("ón"):
        return f"{word[:-2]}ones"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word.endswith("s"):
        return word
    return f"{word}s" if re.search(r"[aeiouáéó]$", word) else f"{word}es"


class Explainer:
    """Knows a list of Words; a longer one wins over a shorter one inside it."""

    def __init__(self, words, *, is_case_kept=False):
        self._fold = str if is_case_kept else str.casefold
        self._words = {self._fold(form): word for word in words for form in word.forms}
        ordered = sorted(self._words, key=len, reverse=True)
        self._pattern = (
            re.compile(
                rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])", 0 if is_case_kept else re.I
            )
            if ordered
            else None
        )

    def words_in(self, text: str) -> list[tuple[str, Word]]:
        """Returns each known word of a plain text once, in the text's order, as it stands there."""
        found = {}
        for match in self._pattern.finditer(text) if self._pattern else ():
            word = self._word(match)
            found.setdefault(word.key, (match.group(), word))
        return list(found.values())

    def explain(self, html: str, *, place: str, address: str = ""):
        """Returns HTML in which the first of each known word opens what it means.

        `place` begins each id, so that it is unique on its page. `address` is the glossary's page; each
        explanation leads to its word there. Nothing is marked inside links, buttons and headings.
        """
        if self._pattern is None:
            return html
        seen, closed, parts = set(), [], _TAG.split(conditional_escape(html))
        for index, part in enumerate(parts):
            if index % 2:
                _follow(part, closed)
            elif part and not closed:
                parts[index] = self._pattern.sub(
                    lambda match: self._marked(match, seen, place, address), part
                )
        return mark_safe("".join(parts))

    def _word(self, match):
        return self._words[self._fold(match.group())]

    def _marked(self, match, seen, place, address):
        word = self._word(match)
        if word.key in seen:
            return match.group()
        seen.add(word.key)
        about = {
            "id": f"{place}-{word.key}",
            "shown": mark_safe(match.group()),  # a piece of HTML as it stood
            "meaning": word.meaning,
            "address": f"{address}#word-{word.key}" if address else "",
        }
        return render_to_string("components/word.html", about).strip()


def _follow(tag, closed):
    """Keeps the stack of the elements in which nothing is marked."""
    name = _NAME.match(tag)
    name = name.group(1).lower() if name else ""
    if name not in _CLOSED:
        return
    if not tag.startswith("</"):
        closed.append(name)
    elif closed:
        closed.pop()
