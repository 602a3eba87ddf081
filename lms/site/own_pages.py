"""Puts guests' own pages together from a kept frame and what is theirs (docs/adr/0270).

A frame is a page made for a visitor who brings nothing, with holes where something of a person would stand.
It is made by a request of its own, without cookies, so that nothing of anybody can be in it; what is a
learner's own can enter through the holes alone, read anew for each request by the page's filler.

A view takes part so: it gives its response a filler (`may_be_framed`), and where `request.holes` is there it
puts `request.holes.mark(name)` where the filler's parts go, and nothing else of a person.
"""

import re
import secrets
import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from lms.people import guests
from lms.site import form_tokens, freshness, guest_pages, preferences
from lms.site.offline import keeping

_SECRET = secrets.token_hex(16)  # never sent to anybody: no content can hold a mark by chance or on purpose
TOKEN = f"hole{_SECRET}token"  # where a form's token goes, in frames and in what fills them
_TOKEN = TOKEN.encode()
_MARK = re.compile(f"hole{_SECRET}-([a-z0-9-]+?)-{_SECRET}".encode())

shelf = guest_pages.Shelf()


class Holes:
    """The holes that a view leaves open in a frame."""

    def __init__(self):
        self.names = []

    def mark(self, name):
        """Returns what stands in the frame where the filler's part of this name goes."""
        self.names.append(name)
        return f"hole{_SECRET}-{name}-{_SECRET}"


@dataclass(frozen=True)
class Frame:
    """A page with holes: pieces of it and names of holes by turns, and what fills them."""

    mark: str
    until: float
    pieces: tuple[bytes, ...]
    names: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    filler: Any

    @property
    def size(self):
        """About how much memory it takes."""
        return sum(map(len, self.pieces))

    def filled(self, parts, token):
        """Returns the page with {name: bytes} in its holes, and the visitor's token in its forms."""
        body = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            body += (parts[name], piece)
        return b"".join(body).replace(_TOKEN, token.encode())


def may_be_framed(response, filler):
    """Says that the page can be put together by `filler`, or cannot (None). Returns the response.

    `filler.fill(guest's key)` returns (the learner's primary key, {name of hole: bytes}), or None where the
    page has to be made the long way. It holds nothing of a person.
    """
    response.filler = filler
    return response


class OwnPagesMiddleware:
    """Sends guests with a learner's cookie, and with nothing else of their own, the filled frame of a page.

    Stands after GuestPagesMiddleware. Costs the filler's queries, and one request more for the frame after a
    change of content.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)
        self.pages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        own = settings.LEARNER_COOKIE
        self.known = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, preferences.COOKIE, own}

    def __call__(self, request):
        key = self._key(request)
        mark = key and freshness.current()
        if mark is None:
            return self.get_response(request)
        frame = shelf.get(key, mark)
        if frame is not None:
            return self._filled(request, frame) or self.get_response(request)
        response = self.get_response(request)
        if getattr(response, "filler", None) is not None and response.status_code == 200:
            self._keep(key, mark, request)
        return response

    def _key(self, request):
        """Returns what the frame depends on, or None where the page is made the long way."""
        meta = request.META
        if settings.LEARNER_COOKIE not in meta.get("HTTP_COOKIE", "") or request.method != "GET":
            return None
        if meta.get("QUERY_STRING") or "HTTP_AUTHORIZATION" in meta or not settings.READY_PAGE_SECONDS:
            return None
        if not request.path_info.startswith(self.pages) or not self.known.issuperset(request.COOKIES):
            return None
        chosen = preferences.from_request(request).to_cookie()
        host = meta.get("HTTP_HOST") or meta.get("SERVER_NAME")
        return request.scheme, host, meta.get("SERVER_PORT"), request.path, chosen

    def _filled(self, request, frame):
        key = guests.key_in_cookie(request)
        own = key and frame.filler.fill(key)
        if own is None:
            return None
        learner_pk, parts = own
        self.csrf.process_request(request)
        body = frame.filled(parts, form_tokens.of(request))
        response = HttpResponse(body)
        for name, value in frame.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(body))
        response.headers[keeping.HOLDER] = keeping.holder_of_guest(learner_pk)
        return self.csrf.process_response(request, response)

    def _keep(self, key, mark, request):
        """Makes the frame by a request that brings nothing but the choices of the settings bar."""
        nobody = _anonymous(request)
        nobody.holes = Holes()
        response = self.get_response(nobody)
        filler = getattr(response, "filler", None)
        if filler is None or not guest_pages.is_same_for_all(nobody, response):
            return
        found = _MARK.split(guest_pages.TOKEN.sub(_TOKEN, response.content))
        names = tuple(name.decode() for name in found[1::2])
        if sorted(names) != sorted(nobody.holes.names):  # a hole was left out, or shown twice
            return
        until = time.monotonic() + settings.READY_PAGE_SECONDS
        frame = Frame(mark, until, tuple(found[::2]), names, tuple(response.items()), filler)
        shelf.put(key, frame)


def _anonymous(request):
    """The same request from a visitor who brings nothing but the choices of the settings bar."""
    chosen = request.COOKIES.get(preferences.COOKIE)
    environ = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    environ["wsgi.input"] = BytesIO()
    nobody = WSGIRequest(environ)
    nobody.COOKIES = {preferences.COOKIE: chosen} if chosen else {}
    return nobody
