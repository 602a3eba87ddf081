"""Marks what was typed into gaps, by the answers an author foresaw."""

import unicodedata

from courses.activities.models import Line
from courses.activities.pairs import unpack

ACCEPTED, OTHER = "accepted", "other"


def plain(text):
    """Returns a text without case, accents, signs and spaces: what a slip of the thumb may change."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def key_of(gap, typed):
    """Returns "accepted", "mistake-1"… or "other": which of a gap's foreseen answers was typed."""
    said = plain(typed)
    if said in map(plain, gap["accepted"]):
        return ACCEPTED
    for number, mistake in enumerate(gap["mistakes"], start=1):
        if said in map(plain, mistake["answers"]):
            return f"mistake-{number}"
    return OTHER


def lines(gaps, response):
    """Returns a line a gap; `gaps` have key, text, accepted, feedback, mistakes and feedback_other.

    Raises KeyError where the response leaves a gap out, ValueError for an answer that nobody foresaw.
    """
    given = unpack(response)
    return [_line(gap, given[gap["key"]]) for gap in gaps]


def _line(gap, key):
    if key == ACCEPTED:
        return Line(f"{gap['text']} {gap['accepted'][0]}", True, gap["feedback"])
    if key == OTHER:
        return Line(gap["text"], False, gap["feedback_other"])
    number = int(key.removeprefix("mistake-"))
    if not 1 <= number <= len(gap["mistakes"]):
        raise KeyError(key)
    mistake = gap["mistakes"][number - 1]
    return Line(f"{gap['text']} {mistake['answers'][0]}", False, mistake["feedback"])
