"""Marks an order: which steps stand in their right place."""

from hashlib import sha256

from courses.activities.models import Line, Marked

JOINT = "[,]"


def mixed(items):
    """Returns the items in an order that is always the same and never the right one."""
    found = sorted(items, key=lambda item: sha256(item["key"].encode()).hexdigest())
    right = [item["key"] for item in items]
    if [item["key"] for item in found] == right:
        found = found[1:] + found[:1]
    return found


def mark(items, response, *, message_right="", message_wrong=""):
    """Returns the marked order; `items` are dicts with key, text and feedback, in the right order.

    Raises KeyError where the response names other items than these.
    """
    given = response.split(JOINT)
    texts = {item["key"]: item for item in items}
    right = [item["key"] for item in items]
    if sorted(given) != sorted(right):
        raise KeyError(response)
    lines = tuple(
        Line(texts[key]["text"], key == wanted, texts[key].get("feedback", ""))
        for key, wanted in zip(given, right, strict=True)
    )
    is_right = given == right
    score = sum(line.is_right for line in lines) / len(lines)
    return Marked(response, is_right, lines, message_right if is_right else message_wrong, round(score, 2))
