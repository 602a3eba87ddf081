"""Secrets of clients: long random texts, kept as a fast keyed hash (docs/adr/0041-client-secrets.md)."""

import hashlib
import hmac
import secrets

from django.conf import settings

_PURPOSE = b"portalwise.lrs.client-secret:"


def new_secret() -> str:
    """Returns a secret of 256 random bits, safe in a header and a form."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """Returns the public name of a client, the user name of its basic credentials."""
    return secrets.token_hex(12)


def digest(secret: str) -> str:
    """Returns the keyed hash of a secret, 64 hexadecimal digits. Some microseconds, whatever the secret."""
    key = settings.LRS_SERVER_KEY.encode()
    return hmac.new(key, _PURPOSE + secret.encode(), hashlib.sha256).hexdigest()


def is_one_of(secret: str, digests) -> bool:
    """Says whether a secret has one of these digests; takes as long whichever it is."""
    found = False
    own = digest(secret)
    for known in digests:
        found |= hmac.compare_digest(own, known)
    return found
