"""Cells that no spreadsheet takes for a formula."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DANGEROUS = ("=", "@", "+", "-", "\t", "\r")  # what a spreadsheet could take for a formula
_NUMBERS = re.compile(r"[+-]\d+(\.\d+)?( – [+-]?\d+(\.\d+)?)?")  # a number with its sign, or an interval


def printable(text) -> str:
    """Returns a text without the control characters that XML, and so SVG and XLSX, cannot hold."""
    return _CONTROLS.sub("", str(text))


def harmless(cell) -> str:
    """Returns a cell's text so that no spreadsheet takes it for a formula."""
    text = printable(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) and not _NUMBERS.fullmatch(text) else text
