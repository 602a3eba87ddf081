"""What belongs to an organisation. Each app that holds some of it registers how to read it."""

import csv
import io

from lms.spreadsheets import harmless

_parts = {}


def register(name, part):
    """Adds a part under a name; refuses a second one.

    A part takes an organisation and returns a list of functions, each a step of the work that returns
    {place in the file: bytes}. Nothing of a learner may be in them but counts of 10 and more.
    """
    if name in _parts and _parts[name] is not part:
        raise ValueError(f"Two parts of the takeout are called {name}.")
    _parts[name] = part


def steps(organisation):
    """Returns every step of the work, in a fixed order."""
    return [step for name in sorted(_parts) for step in _parts[name](organisation)]


def table(rows):
    """Returns rows as the bytes of a CSV file that spreadsheets open with the right letters."""
    text = io.StringIO()
    csv.writer(text).writerows([[_cell(cell) for cell in row] for row in rows])
    return ("\ufeff" + text.getvalue()).encode()


def _cell(value):
    return harmless(value) if isinstance(value, str) else value
