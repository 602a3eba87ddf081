"""Marks a choice: one of the given answers."""

from courses.activities.models import Line, Marked


def mark(options, response):
    """Returns the marked answer; `options` are dicts with key, text, is_right and feedback.

    Raises KeyError where no option has this key.
    """
    chosen = {option["key"]: option for option in options}[response]
    line = Line(chosen["text"], bool(chosen["is_right"]), chosen["feedback"])
    return Marked(response, line.is_right, (line,), score=float(line.is_right))
