"""Passwords of other stores: we must send them, so they are kept encrypted, not hashed.

The key is derived from LRS_SERVER_KEY: a copy of the database alone opens nothing.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CannotOpen(Exception):
    """The password was sealed with another LRS_SERVER_KEY; somebody must type it anew."""


def seal(text: str) -> str:
    """Returns the text encrypted (AES in Fernet's form)."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Returns the text again; raises CannotOpen when the server's key has changed."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen from error


def _fernet():
    purpose = b"portalwise.lrs.forwarding:" + settings.LRS_SERVER_KEY.encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(purpose).digest()))
