"""Turns the library's plain marks into rich text and back: **bold** and [a link](https://…).

A blank line parts paragraphs, a single line break stays one. A mark that is meant as a plain sign has a
backslash before it.
"""

import re
from html import escape
from html.parser import HTMLParser

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https?://|mailto:|tel:)[^)\s]+)\)")
_PLAIN = re.compile(r"\\([*\[\]\\])")
_SIGNS = "*[]\\"
_HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate(_SIGNS)}


def rich(text):
    """Returns HTML for a rich-text block; everything but the marks is escaped."""
    html = escape(_PLAIN.sub(lambda found: _HIDDEN[found[1]], text), quote=True)
    html = _BOLD.sub(r"<b>\1</b>", html)
    html = _LINK.sub(r'<a href="\2">\1</a>', html).replace("\n", "<br/>")
    for sign, hidden in _HIDDEN.items():
        html = html.replace(hidden, sign)
    return html


def paragraph(text):
    """Returns rich-text paragraphs."""
    return "".join(f"<p>{rich(part)}</p>" for part in text.split("\n\n"))


def marked(html, address=None):
    """Returns the plain marks of a rich text, the other way round. What has no mark is left as its words.

    `address(page_id)` gives the address of a page of the same site, or "" where there is none.
    """
    reader = _Reader(address or (lambda page_id: ""))
    reader.feed(html)
    reader.close()
    return "\n\n".join(
        part for part in (one.strip("\n ") for one in "".join(reader.parts).split("\n\n")) if part
    )


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__(convert_charrefs=True)
        self.parts, self._address, self._links = [], address, []

    def handle_starttag(self, tag, attrs):
        if tag in ("b", "strong"):
            self.parts.append("**")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            given = dict(attrs)
            inside = given.get("linktype") == "page"
            self._links.append(self._address(given.get("id")) if inside else given.get("href") or "")
            self.parts.append("[" if self._links[-1] else "")

    def handle_endtag(self, tag):
        if tag in ("b", "strong"):
            self.parts.append("**")
        elif tag in ("p", "li", "ul", "ol"):
            self.parts.append("\n\n")
        elif tag == "a" and self._links:
            href = self._links.pop()
            self.parts.append(f"]({href})" if href else "")

    def handle_data(self, data):
        self.parts.append(_plain(data))


def _plain(data):
    data = re.sub(r"\\(?=[*\[\]\\])", r"\\\\", data.replace("\n", " "))
    data = data.replace("**", r"\*\*")
    return re.sub(r"\[(?=[^\]]+\]\()", r"\\[", data)
