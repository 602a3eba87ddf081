"""Sends a ready page before Django makes a request of what is asked (docs/adr/0290-the-front.md)."""

import time

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from lms.site import form_tokens, freshness, guest_pages


class Front:
    """A WSGI application around Django's: what is ready goes out from here, all else is handed on as it came.

    It sends what GuestPagesMiddleware would, to whom it would, at a small part of the cost. It makes no page,
    keeps none, and asks the database nothing: where that is due, the request is Django's. So are sites that
    stand below a path.
    """

    def __init__(self, application):
        self.application = application
        self.csrf = CsrfViewMiddleware(application)
        self._cookie = (0, "", "")

    def __call__(self, environ, start_response):
        page = _page(environ)
        if page is None:
            return self.application(environ, start_response)
        headers = list(page.headers)
        if len(page.parts) == 1:
            start_response("200 OK", headers)
            return [page.parts[0]]
        asked = _Asked(environ)
        self.csrf.process_request(asked)
        token = form_tokens.of(asked).encode()
        headers.append(("Set-Cookie", self._cookie_of(asked)))
        start_response("200 OK", headers)
        return [token.join(page.parts)]

    def _cookie_of(self, asked):
        """Returns the cookie of the form's token as Django writes it; its date is the same for a second."""
        secret, now = asked.META["CSRF_COOKIE"], int(time.time())
        second, before, after = self._cookie
        if second != now:
            response = self.csrf.process_response(asked, HttpResponse())
            written = response.cookies[settings.CSRF_COOKIE_NAME].OutputString()
            before, _secret, after = written.partition(secret)
            self._cookie = (now, before, after)
        return before + secret + after


class _Asked(WSGIRequest):
    """As much of a request as tells which ready page is asked for, and by whom."""

    def __init__(self, environ):
        self.environ = self.META = environ
        self.method = environ["REQUEST_METHOD"]
        self.path = self.path_info = environ["PATH_INFO"]


def _page(environ):
    """Returns the ready page that is asked for, or None where Django has to look."""
    path = environ.get("PATH_INFO", "")
    if not path or environ.get("SCRIPT_NAME") or settings.FORCE_SCRIPT_NAME or not path.isascii():
        return None
    key = guest_pages.key_of(_Asked(environ))
    mark = key and freshness.known()
    return None if mark is None else guest_pages.shelf.get(key, mark)
