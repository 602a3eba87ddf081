"""A change of the library's as people see it: older and newer words, and one's own, side by side."""

import re
from difflib import SequenceMatcher


def row(change, *, where, block, say):
    """Returns a Change for templates/comparing/changes.html. `say(value)` puts one of its texts in words."""
    before, now, yours = (say(value) for value in (change.before, change.now, change.yours))
    return {
        "token": change.token,
        "where": where,
        "block": block,
        "is_new": not change.before or before == "",
        "is_gone": not change.now or now == "",
        "before": before,
        "now": now,
        "yours": yours,
        "old_words": words(before, now, old=True),
        "new_words": words(before, now, old=False),
        "is_yours_too": change.is_yours_too,
    }


def words(before, now, *, old):
    """Returns [(words, whether they differ)] of the older or the newer text."""
    one, other = (re.findall(r"\S+\s*", text) for text in (before, now))
    found = []
    for kind, first, end, other_first, other_end in SequenceMatcher(None, one, other).get_opcodes():
        words = "".join(one[first:end] if old else other[other_first:other_end])
        if words:
            found.append((words, kind != "equal"))
    return found
