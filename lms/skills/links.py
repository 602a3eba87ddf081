"""Where a skill can be learned or practised. Upper apps register; lower ones ask."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go: its title in the asked language, its address, and the minutes it takes (or None).

    `seats` is how many people's parts a learner plays there.
    """

    title: str
    url: str
    minutes: int | None = None
    seats: int = 1


_finders = {}


def register(kind, finder):
    """Adds a finder for a kind of place ("lesson", "practice"); refuses a second one for the same kind.

    A finder takes skills=, organisation=, language= and returns {slug: [Link, …]}. For the kind "reading"
    the slugs are no skills but keys of what there is to read (courses/reading.py).
    """
    if kind in _finders and _finders[kind] is not finder:
        raise ValueError(f"Two finders are registered for {kind}.")
    _finders[kind] = finder


def find(kind, *, skills, organisation, language):
    """Returns {slug: [Link, …]} with an entry for every slug asked for, empty where there is nothing.

    A kind that nobody has registered finds nothing: an app that is left out leaves its links out.
    """
    finder = _finders.get(kind)
    found = finder(skills=skills, organisation=organisation, language=language) if finder else {}
    return {slug: found.get(slug, []) for slug in skills}
