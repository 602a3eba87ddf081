"""The rules for a password, checked one by one. What is typed is looked at here and kept nowhere."""

import re
import unicodedata

# The beginnings of the lists that guessers try first, in both languages.
COMMON = (
    *("password", "passw0rd", "contrasena", "qwerty", "iloveyou", "teamo", "letmein", "welcome", "admin"),
    *("123456", "111111", "abc123", "clave"),
)
RULES = ("long", "words", "personal", "common")


def broken(text: str, *, least: int, personal=()) -> list[str]:
    """Returns which of RULES a password breaks, in their order; [] for a good one.

    `least` is the policy pack's number of characters, `personal` what is known about the person.
    """
    plain = _plain(text)
    squeezed = re.sub(r"[^a-z0-9]", "", plain)
    found = {
        "long": len(text) < least,
        "words": len(set(re.findall(r"\w{2,}", plain))) < 3,
        "personal": any(_plain(fact) in plain for fact in personal if len(fact) > 2),
        "common": any(word in squeezed for word in COMMON) or len(set(squeezed)) < 5,
    }
    return [rule for rule in RULES if found[rule]]


def _plain(text):
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
