"""Keeps the pages that are the same for everybody ready to send (docs/adr/0132-ready-pages.md).

A view says so of its answer: `same_for_guests(response)`. It is kept for visitors who bring nothing of their
own, in the process's memory, under host, address, settings and the mark of freshness.py. The places of the
form's token are left open and filled in for each visitor.
"""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from lms.site import form_tokens, freshness, preferences

MOST_BYTES = 32_000_000
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
_ONE_USE = b'name="form_key"'  # a form that may be sent once only


def same_for_guests(response):
    """Says that everybody who brings no cookie of ours would get this same page. Returns the response."""
    response.is_same_for_guests = True
    return response


@dataclass(frozen=True)
class Ready:
    """A page to send again: its parts, between which the visitor's token goes."""

    mark: str
    until: float
    parts: tuple[bytes, ...]
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self):
        """About how much memory it takes."""
        return sum(map(len, self.parts))


class Shelf:
    """The ready pages of this process; those that were asked for longest ago go first."""

    def __init__(self, most_bytes=MOST_BYTES):
        self._pages, self._size, self._most, self._lock = OrderedDict(), 0, most_bytes, Lock()

    def get(self, key, mark):
        """Returns the page kept under this key and mark, or None."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.mark != mark or page.until < time.monotonic():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        """Keeps a page."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._size += page.size
            while self._size > self._most:
                self._drop(next(iter(self._pages)))

    def clear(self):
        """Forgets everything."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _drop(self, key):
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size


shelf = Shelf()


class GuestPagesMiddleware:
    """Keeps pages, and sends them to visitors who bring nothing of their own. Stands before all that answer.

    Under WSGI most are sent by front.py already.

    Costs one query on such a page, for the mark. Whoever has a cookie other than those of the forms' token,
    the language and the settings gets the page made for them.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request):
        key = key_of(request)
        mark = key and freshness.current()
        if mark is None:
            return self.get_response(request)
        page = shelf.get(key, mark)
        if page is not None:
            return self._sent(request, page)
        response = self.get_response(request)
        if is_same_for_all(request, response):
            shelf.put(key, _ready(mark, response))
        return response

    def _sent(self, request, page):
        """The page with the visitor's own token in its forms."""
        if len(page.parts) == 1:
            return _with_headers(HttpResponse(page.parts[0]), page)
        self.csrf.process_request(request)
        token = form_tokens.of(request).encode()
        response = _with_headers(HttpResponse(token.join(page.parts)), page)
        return self.csrf.process_response(request, response)


def key_of(request):
    """Returns what the page depends on, or None where it may be somebody's own."""
    meta = request.META
    if request.method != "GET" or meta.get("QUERY_STRING") or not settings.READY_PAGE_SECONDS:
        return None
    if not request.path_info.startswith(_pages()):  # files, machines, the desk
        return None
    chosen = ""
    if meta.get("HTTP_COOKIE"):
        if not _known().issuperset(request.COOKIES):
            return None
        chosen = preferences.from_request(request).to_cookie()
    if "HTTP_AUTHORIZATION" in meta:
        return None
    host = meta.get("HTTP_HOST") or meta.get("SERVER_NAME")
    return request.scheme, host, meta.get("SERVER_PORT"), request.path, chosen


@cache
def _pages():
    return tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


@cache
def _known():
    return frozenset((settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, preferences.COOKIE))


def is_same_for_all(request, response):
    """Whether everybody who brings nothing of their own gets this answer, so that it may be kept."""
    return (
        response.status_code == 200
        and getattr(response, "is_same_for_guests", False)
        and not response.streaming
        and set(response.cookies) <= {settings.CSRF_COOKIE_NAME}
        and getattr(request, "learner", None) is None
        and not request.user.is_authenticated
        and "nonce-" not in response.get("Content-Security-Policy", "")
        and _ONE_USE not in response.content
    )


def _ready(mark, response):
    return Ready(
        mark=mark,
        until=time.monotonic() + settings.READY_PAGE_SECONDS,
        parts=tuple(TOKEN.split(response.content)),
        headers=tuple(response.items()),
    )


def _with_headers(response, page):
    for name, value in page.headers:
        response.headers[name] = value
    return response
