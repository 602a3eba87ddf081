"""Marks what was put together."""

from courses.activities.models import Line
from courses.activities.pairs import unpack


def lines(pairs, partners, response):
    """Returns a line a thing; `pairs` have key, text, partner and feedback, `partners` are {key: text}.

    A thing's own partner has the thing's key. Raises KeyError where the response leaves a thing out or
    names an unknown partner.
    """
    given = unpack(response)
    return [
        Line(
            f"{pair['text']} → {partners[given[pair['key']]]}",
            given[pair["key"]] == pair["key"],
            pair["feedback"],
        )
        for pair in pairs
    ]
