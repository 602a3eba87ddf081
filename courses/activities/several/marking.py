"""Marks several answers: each was ticked rightly or not, or left rightly or not."""

from courses.activities.models import Line
from courses.activities.pairs import JOINT


def lines(options, response):
    """Returns a line an answer; `options` are dicts with key, text, is_right and feedback.

    Raises KeyError where the response names other answers than these.
    """
    ticked = set(response.split(JOINT))
    if lost := ticked - {option["key"] for option in options}:
        raise KeyError(lost.pop())
    return [
        Line(option["text"], bool(option["is_right"]) == (option["key"] in ticked), option["feedback"])
        for option in options
    ]
