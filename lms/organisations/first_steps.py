"""The steps of the workflow that ask nobody. Who can judge a page registers how to make its step."""

_makers = []


def register(maker):
    """Adds `maker`, a function that returns the task of an organisation's workflow. Once each."""
    if maker not in _makers:
        _makers.append(maker)


def of(organisation):
    """Returns the tasks that come before any reader, in the order in which they were registered."""
    return [maker(organisation) for maker in _makers]
