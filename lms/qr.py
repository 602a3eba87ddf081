"""An address as a square code for the camera of a phone (QR, ISO/IEC 18004): as SVG, and for paper."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # empty squares around the code that readers need (ISO/IEC 18004)


@dataclass(frozen=True)
class Code:
    """The drawing: its side in squares, and the path of the dark ones."""

    side: int
    path: str


def _rows(url):
    return [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]


def drawn(url):
    """Returns the Code of an address, error correction M: it stays readable where 15 % are smudged."""
    rows = _rows(url)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Code(len(rows) + 2 * QUIET, path)


@dataclass(frozen=True)
class Bars:
    """The drawing for paper: its side in squares, and each row's dark stretches as (x, y, width)."""

    side: int
    runs: tuple


def bars(url):
    """Returns the Bars of an address. Whole stretches, as a printer shows seams between single squares."""
    rows, runs = _rows(url), []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, squares in groupby(row):
            width = len(list(squares))
            if is_dark:
                runs.append((x + QUIET, y + QUIET, width))
            x += width
    return Bars(len(rows) + 2 * QUIET, tuple(runs))
