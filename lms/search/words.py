"""From text to words that are indexed and asked for in the same way (docs/adr/0154-search.md)."""

import re
import unicodedata

MOST_WORDS = 10
_WORD = re.compile(r"[^\W_]+")
_ENGLISH = (
    "a an and are at be by can do does for from how i in is it me my of on or our so the to was what when "
    "where which who why with you your"
)
_SPANISH = (
    "al como con cual cuando de del donde e el en es esta hay la las le les lo los mi mis o para por porque "
    "que se si sin su sus tu un una unas uno unos y yo"
)
_SMALL = frozenset(f"{_ENGLISH} {_SPANISH}".split())


def fold(text):
    """Returns a text in small letters and without accents: "Sesión" and "sesion" are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _stem(word):
    """Returns a word without the endings of more than one and of gender: "messages", "message" → "messag"."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word[-1] in "aeo":
        word = word[:-1]
    return word


def stems(text):
    """Returns the words of a text that carry meaning, as stems, in their order."""
    found = (word for word in _WORD.findall(fold(text)) if word not in _SMALL)
    return [_stem(word) for word in found if len(word) > 1 or word.isdigit()]


def indexed(*texts, language=""):
    """Returns the text to index. With a language, each word says so: rows that hold both are told apart."""
    return " ".join(f"{language}{stem}" for text in texts for stem in stems(str(text or "")))


def asked(query, language=""):
    """Returns the words of a search, at most 10, as they stand in the index; "" where none has meaning."""
    return " ".join(f"{language}{stem}" for stem in dict.fromkeys(stems(query)[:MOST_WORDS]))
