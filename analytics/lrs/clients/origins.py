"""Browsers: which web pages may use a client's credentials (CORS; docs/adr/0049-browsers.md).

A page of another site may ask only if the client that it signs in as names that site. A preflight carries no
credentials, so it is answered for every site that some client in use names.
"""

import re
from time import monotonic

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from analytics.lrs.clients.errors import NotAllowed
from analytics.lrs.clients.models import Client

_HTTPS = re.compile(r"https://[a-z0-9.\-]+(:[0-9]{1,5})?|https://\[[0-9a-f:.]+\](:[0-9]{1,5})?")
_HERE = re.compile(r"http://(localhost|127\.0\.0\.1|[a-z0-9\-]+\.localhost)(:[0-9]{1,5})?")
_ASKED = (
    "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, X-Experience-API-Version,"
    " X-Experience-API-Hash"
)
_TOLD = (
    "ETag, Last-Modified, Retry-After, WWW-Authenticate, X-Experience-API-Version,"
    " X-Experience-API-Consistent-Through"
)
_KEPT_SECONDS = "600"
_known = {"until": 0.0, "origins": frozenset()}


def parse(text) -> list[str]:
    """Returns the origins in a text, separated by spaces, commas or lines; ValueError names what is none.

    An origin is https://host or https://host:port; http only for this machine, for trials.
    """
    found = []
    for name in text.replace(",", " ").split():
        origin = name.lower().rstrip("/")
        if not (_HTTPS.fullmatch(origin) or _HERE.fullmatch(origin)):
            raise ValueError(name)
        if origin not in found:
            found.append(origin)
    return found


def preflight(request, methods) -> HttpResponse:
    """Answers a browser that asks whether a page may ask."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = ", ".join((*methods, "OPTIONS"))
    if _is_named(_origin(request)):
        response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
        response.headers["Access-Control-Allow-Headers"] = _ASKED
        response.headers["Access-Control-Max-Age"] = _KEPT_SECONDS
    return tell(request, response)


def require(request, client) -> None:
    """Raises NotAllowed (403) when a page of another site asks that the client does not name.

    Also without a preflight: the alternate request syntax is a form that any page can send.
    """
    origin = _origin(request)
    if origin and origin not in client.origins:
        raise NotAllowed(f"This client may not be used by pages of {origin[:200]}.")


def tell(request, response) -> HttpResponse:
    """Lets a page of a site that some client names read the answer, errors too."""
    patch_vary_headers(response, ["Origin"])
    origin = _origin(request)
    if _is_named(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _TOLD
    return response


def forget() -> None:
    """Has this process ask anew which sites there are."""
    _known["until"] = 0.0


def _origin(request):
    """Returns the origin of a page of another site, or nothing."""
    origin = request.headers.get("Origin", "")
    return "" if origin == f"{request.scheme}://{request.get_host()}" else origin


def _is_named(origin):
    if not origin:
        return False
    if _known["until"] <= monotonic():
        named = Client.objects.in_use().exclude(origins=[]).values_list("origins", flat=True)
        _known["origins"] = frozenset(origin for origins in named for origin in origins)
        _known["until"] = monotonic() + settings.LRS_CLIENT_CACHE_SECONDS
    return origin in _known["origins"]
