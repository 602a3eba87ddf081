"""A long list some lines at a time, with links that work without script.

    part = paging.of(request, rows, most=10)
    # {% include "sandbox_portal/shell/pages.html" with part=part only %}

Only what stands on the page is made ready: cut first, then put into words. Two lists on one page each have a
name of their own, which is the name in the address and the anchor of the links.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 10  # lines that a thumb still scrolls through on a phone


@dataclass(frozen=True)
class Part:
    """The lines of one page, and the ways to the pages around it."""

    items: Sequence
    number: int
    pages: int
    total: int
    first: int  # which line of all the first one here is, from 1; 0 where there is none
    last: int
    newer_url: str
    older_url: str

    @property
    def is_cut(self) -> bool:
        """True where not everything stands on this page."""
        return self.pages > 1


def of(request, items: Sequence, *, most: int = MOST, name: str = "page") -> Part:
    """Returns the page that the address asks for; the nearest one there is, where it asks for no page."""
    total = len(items)
    pages = max(-(-total // most), 1)
    number = min(max(_asked(request, name), 1), pages)
    start = (number - 1) * most
    here = items[start : start + most]
    return Part(
        items=here,
        number=number,
        pages=pages,
        total=total,
        first=start + 1 if here else 0,
        last=start + len(here),
        newer_url=_url(request, name, number - 1) if number > 1 else "",
        older_url=_url(request, name, number + 1) if number < pages else "",
    )


def _asked(request, name: str) -> int:
    words = request.GET.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 1


def _url(request, name: str, number: int) -> str:
    """This page's address with another number; the first page has none."""
    query = request.GET.copy()
    query.pop(name, None)
    if number > 1:
        query[name] = number
    words = query.urlencode()
    return f"{request.path}?{words}#{name}" if words else f"{request.path}#{name}"
