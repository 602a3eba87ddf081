"""Marks things sorted into groups."""

from courses.activities.models import Line
from courses.activities.pairs import unpack


def lines(items, labels, response):
    """Returns a line a thing; `items` have key, text, group and feedback, `labels` name the groups.

    Raises KeyError where the response leaves an item out or names an unknown group.
    """
    given = unpack(response)
    return [
        Line(
            f"{item['text']} → {labels[given[item['key']]]}",
            given[item["key"]] == item["group"],
            item["feedback"],
        )
        for item in items
    ]
