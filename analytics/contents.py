"""What no statement says and apps above know: which lessons a course has, and a task's mistakes in words.

Upper apps register; the insights pages ask. A kind that nobody has registered finds nothing.
"""

_finders = {}


def register(kind, finder) -> None:
    """Adds the finder of a kind, "lessons" or "mistakes"; refuses a second one for the same kind.

    A finder takes (organisation, language, addresses) and returns {address: …}: of a course's address the
    addresses of its lessons, in their order; of a task's address {mistake: its words}.
    """
    if kind in _finders and _finders[kind] is not finder:
        raise ValueError(f"Two finders are registered for {kind}.")
    _finders[kind] = finder


def find(kind, organisation, language, addresses) -> dict:
    """Returns what is known of these addresses; nothing is asked where there are none."""
    finder = _finders.get(kind)
    return finder(organisation, language, list(addresses)) if finder and addresses else {}
