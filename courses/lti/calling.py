"""Requests to platforms: to https addresses on the open net only, each with an end (docs/adr/0044, 0220)."""

import http.client
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

from analytics.lrs.forwarding import addresses, sending
from analytics.lrs.forwarding.addresses import BadAddress
from analytics.lrs.forwarding.sending import Reply
from courses.lti.troubles import kept

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10
WHOLE_SECONDS = 20  # so that an answer that comes drop by drop holds nobody up
MOST_BYTES = 200_000


class Unreachable(Exception):
    """No answer that is of use came; says why as troubles.kept does."""


__all__ = ["BadAddress", "Reply", "Unreachable", "ask", "parse"]


def parse(url):
    """Returns (Endpoint, path with its question) of an address; raises BadAddress if we may not call it."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadAddress("This is no address.") from error
    endpoint = addresses.parse(urlunsplit((parts.scheme, parts.netloc, parts.path, "", parts.fragment)))
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if not target.isascii() or not target.isprintable() or " " in target:
        raise BadAddress("The address has signs in it that no address has.")
    return endpoint, target


def ask(method, url, *, body=None, headers=None):
    """Returns the Reply to one request; follows no redirect. Raises Unreachable, also for a bad address."""
    try:
        endpoint, target = parse(url)
        ip = addresses.resolve(endpoint)
    except BadAddress as error:
        raise Unreachable(kept("address")) from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(kept("name", sending.short(error))) from error
    connection = sending.connection(endpoint, ip, connect=CONNECT_SECONDS, answer=ANSWER_SECONDS)
    sent = {"User-Agent": "Portalwise", "Accept": "application/json"} | (headers or {})
    try:
        connection.request(method, target, body=body, headers=sent)
        response = connection.getresponse()
        text = _read(response).decode(errors="replace")
        return Reply(response.status, text, {name.lower(): value for name, value in response.getheaders()})
    except TimeoutError as error:
        raise Unreachable(kept("late")) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(kept("away", sending.short(error))) from error
    finally:
        connection.close()


def _read(response):
    """Returns the body, MOST_BYTES of it at most; raises TimeoutError after WHOLE_SECONDS."""
    until, found = monotonic() + WHOLE_SECONDS, bytearray()
    while len(found) < MOST_BYTES and (piece := response.read1(65_536)):
        found += piece
        if monotonic() > until:
            raise TimeoutError
    return bytes(found[:MOST_BYTES])
