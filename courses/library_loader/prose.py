"""Turns the library's plain marks into rich text: **bold** and [a link](https://…)."""

import re
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


def rich(text):
    """Returns HTML for a rich-text block; everything but the two marks is escaped."""
    html = escape(text, quote=True)
    html = _BOLD.sub(r"<b>\1</b>", html)
    return _LINK.sub(r'<a href="\2">\1</a>', html)


def paragraph(text):
    """Returns one rich-text paragraph."""
    return f"<p>{rich(text)}</p>"
