"""The first pages of a new organisation's site. Who has pages registers how to make them."""

_makers = []


def register(maker):
    """Adds `maker`, a function that gives an organisation with a site its first pages. Once each.

    Each may be run again without harm, inside the transaction of who asks.
    """
    if maker not in _makers:
        _makers.append(maker)


def make(organisation):
    """Gives an organisation its home page and what stands beside it, in every language."""
    for maker in _makers:
        maker(organisation)
