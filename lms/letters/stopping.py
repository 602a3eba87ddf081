"""Signed links that end a subscription in one step, and the headers that mail programs read (RFC 8058)."""

from urllib.parse import urlsplit

from django.core import signing

SALT = "lms.letters.stopping"


def token(kind, key):
    """Returns a signed token for one subscription of a kind ("newsletter"); it does not run out."""
    return signing.Signer(salt=f"{SALT}.{kind}").sign(str(key))


def key(kind, token):
    """Returns the key (str) that a token of this kind was made for, or None where it is not ours."""
    try:
        return signing.Signer(salt=f"{SALT}.{kind}").unsign(token)
    except signing.BadSignature:
        return None


def headers(url, *, key):
    """Returns the headers of an e-mail that is one of many: how it is stopped, and an id that stays.

    A mail program stops the letters by a POST to `url`, without a page. One that was accepted just before a
    crash is known again by its id, made of `key` and the host of `url`.
    """
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{key}@{urlsplit(url).hostname}>",
    }
