"""Marks things sorted into groups."""

from courses.activities.models import Line, Marked

JOINT = "[,]"
INTO = "--"


def pack(groups_by_item):
    """Returns {item: group} as one response."""
    return JOINT.join(f"{item}{INTO}{group}" for item, group in groups_by_item.items())


def unpack(response):
    """Returns a response as {item: group}."""
    return dict(part.split(INTO) for part in response.split(JOINT)) if response else {}


def mark(items, labels, response, *, message_right="", message_wrong=""):
    """Returns the marked groups; `items` have key, text, group and feedback, `labels` name the groups.

    Raises KeyError where the response leaves an item out or names an unknown group.
    """
    given = unpack(response)
    lines = []
    for item in items:
        label = labels[given[item["key"]]]
        is_right = given[item["key"]] == item["group"]
        lines.append(Line(f"{item['text']} → {label}", is_right, item["feedback"]))
    is_right = all(line.is_right for line in lines)
    score = sum(line.is_right for line in lines) / len(lines)
    message = message_right if is_right else message_wrong
    return Marked(response, is_right, tuple(lines), message, round(score, 2))
