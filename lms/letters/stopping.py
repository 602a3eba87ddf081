"""Signed links that end a subscription in one step, and the headers that mail programs read (RFC 8058)."""

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


def headers(url):
    """Returns the headers with which a mail program stops the letters by a POST to `url`, without a page."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
