"""Marks an order: which steps stand in their right place."""

from hashlib import sha256

from courses.activities.models import Line
from courses.activities.pairs import JOINT


def mixed(items):
    """Returns the items in an order that is always the same and never the right one."""
    found = sorted(items, key=lambda item: sha256(item["key"].encode()).hexdigest())
    right = [item["key"] for item in items]
    if [item["key"] for item in found] == right:
        found = found[1:] + found[:1]
    return found


def lines(items, response):
    """Returns a line a step as given; `items` are dicts with key, text and feedback, in the right order.

    Raises KeyError where the response names other items than these.
    """
    given = response.split(JOINT)
    texts = {item["key"]: item for item in items}
    right = [item["key"] for item in items]
    if sorted(given) != sorted(right):
        raise KeyError(response)
    return [
        Line(texts[key]["text"], key == wanted, texts[key].get("feedback", ""))
        for key, wanted in zip(given, right, strict=True)
    ]
