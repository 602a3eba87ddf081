"""Who asks: from an Authorization header to a Client.

A client and the digests of its secrets are kept for some seconds in each process (LRS_CLIENT_CACHE_SECONDS),
so that a request that comes soon after another costs no query. Secrets themselves are checked each time.
Clients of a suspended or closed organisation are refused; their rows stay, for when it opens again.
"""

import base64
import binascii
from time import monotonic

from django.conf import settings
from django.utils import timezone

from analytics.lrs.clients import keyed, rates, tokens
from analytics.lrs.clients.errors import NotAllowed, NotAuthenticated
from analytics.lrs.clients.models import Client, ClientSecret
from lms.organisations.models import Organisation

_known = {}  # {key: (until by the monotonic clock, client or None, [(digest, expires_at)])}
_MOST_KNOWN = 2000


def authenticate(request) -> Client:
    """Returns the client that asks and counts its request; raises NotAuthenticated (401) or TooMany (429)."""
    return authenticate_header(request.headers.get("Authorization"))


def authenticate_header(value: str | None) -> Client:
    """Does the same for the text of an Authorization header, for requests that carry it in their form."""
    if not value:
        raise NotAuthenticated("This needs credentials: an Authorization header, basic or with a token.")
    scheme, _space, rest = value.strip().partition(" ")
    ways = {"basic": _by_basic, "bearer": _by_token}
    if scheme.lower() not in ways:
        raise NotAuthenticated("Only basic credentials and bearer tokens are known here.")
    client = ways[scheme.lower()](rest.strip())
    rates.count(client)
    return client


def require(client: Client, *wanted: str, is_reading: bool = False) -> None:
    """Raises NotAllowed (403) unless the client has one of the scopes, or one that includes it."""
    if not any(client.may(scope, is_reading=is_reading) for scope in wanted):
        raise NotAllowed(f"This client may not do that; it would need the scope {' or '.join(wanted)}.")


def forget(key: str) -> None:
    """Has this process read a client anew the next time."""
    _known.pop(key, None)


def forget_all() -> None:
    """Has this process read every client anew."""
    _known.clear()


def by_secret(key: str, secret: str) -> Client:
    """Returns the client whose key and secret these are; raises NotAuthenticated."""
    client, secrets = _find(key) if key.isascii() and key.isprintable() else (None, [])
    now = timezone.now()
    digests = [digest for digest, expires_at in secrets if expires_at is None or expires_at > now]
    if not keyed.is_one_of(secret, digests) or client is None:
        raise NotAuthenticated("The credentials are not known here, or not valid any more.")
    return client


def _by_basic(text):
    try:
        decoded = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise NotAuthenticated("The basic credentials cannot be read: base64 of key:secret.") from error
    key, _colon, secret = decoded.partition(":")
    return by_secret(key, secret)


def _by_token(token):
    said = tokens.read(token)
    client = _find(said["client"])[0] if said else None
    if client is None:
        raise NotAuthenticated(
            "The token is not known here, or has run out.", 'Bearer realm="xAPI", error="invalid_token"'
        )
    return tokens.narrowed(client, said["scopes"])


def _find(key):
    kept = _known.get(key)
    if kept and kept[0] > monotonic():
        return kept[1], kept[2]
    valid = ClientSecret.objects.filter(client__key=key, client__revoked_at=None)
    active = valid.filter(client__organisation__status=Organisation.Status.ACTIVE)
    secrets = list(active.select_related("client__organisation"))
    client = secrets[0].client if secrets else None
    found = [(secret.digest, secret.expires_at) for secret in secrets]
    if client is not None and settings.LRS_CLIENT_CACHE_SECONDS:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = (monotonic() + settings.LRS_CLIENT_CACHE_SECONDS, client, found)
    return client, found
