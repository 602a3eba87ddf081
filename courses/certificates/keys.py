"""The keys with which organisations sign. RSA of 2048 bits, as Open Badges 3.0 asks for RS256 at least.

The private half is sealed with a key made from SECRET_KEY: a copy of the database alone signs nothing. When
SECRET_KEY changes, a new pair is made, and what the old one signed is still verified with its public half.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from joserfc.jwk import RSAKey

from courses.certificates.models import SigningKey

BITS = 2048


def of(organisation):
    """Returns (SigningKey, RSAKey) to sign with, made when there is none that can be opened."""
    newest = SigningKey.objects.for_organisation(organisation).order_by("-made_at", "-pk").first()
    if newest is not None:
        try:
            return newest, RSAKey.import_key(_fernet().decrypt(newest.sealed_private.encode()))
        except InvalidToken:
            pass
    pair = RSAKey.generate_key(BITS, private=True)
    sealed = _fernet().encrypt(pair.as_pem(private=True)).decode()
    row = SigningKey.objects.create(
        organisation=organisation, public=pair.as_dict(private=False), sealed_private=sealed
    )
    return row, pair


def public(row):
    """Returns the public half as an RSAKey."""
    return RSAKey.import_key(row.public)


def _fernet():
    purpose = b"portalwise.courses.certificates:" + settings.SECRET_KEY.encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(purpose).digest()))
