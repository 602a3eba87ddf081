"""Where the measures get a figure from: kept by the worker, or counted now (analytics/keeping.py)."""


def of(organisation):
    """Returns what answers for the figures of this organisation, None where each is counted."""
    return getattr(organisation, "kept_figures", None)


def figure(organisation, name, parts, count):
    """Returns the figure of a name and what it depends on, JSON-able; `count()` counts it.

    `parts` are texts, numbers, dates, None, Windows, or Groups.
    """
    book = of(organisation)
    return count() if book is None else book.figure(" ".join([name, *map(_text, parts)]), count)


def of_view(organisation, name, view, count):
    """Returns a figure that depends on a view, as the measures take it."""
    parts = [f"{part}={_text(value)}" for part, value in sorted(view.items()) if value is not None]
    return figure(organisation, name, parts, count)


def _text(value):
    return getattr(value, "kept_as", None) or str(value)
