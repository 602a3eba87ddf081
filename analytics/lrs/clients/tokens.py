"""Access tokens of OAuth 2: signed, not stored; each names its client, its scopes and its end."""

from copy import copy

from django.conf import settings
from django.core import signing

from analytics.lrs.clients import scopes

SECONDS = 3600
_SALT = "analytics.lrs.clients.tokens"


def make(client, granted) -> str:
    """Returns a token by which a client may do what `granted` says, for an hour."""
    return _signer().sign_object({"client": client.key, "scopes": [str(scope) for scope in granted]})


def read(token: str) -> dict | None:
    """Returns {"client", "scopes"} of a token that is ours and has not run out, else None."""
    try:
        return _signer().unsign_object(token, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        return None


def narrowed(client, granted):
    """Returns the client with no more scopes than the token names and it has itself today."""
    narrow = copy(client)
    narrow.scopes = [scope for scope in granted if scope in scopes.Scope.values and client.may(scope)]
    return narrow


def _signer():
    return signing.TimestampSigner(key=settings.LRS_SERVER_KEY, salt=_SALT)
