"""The keys with which an organisation signs what it sends to platforms. RSA of 2048 bits, RS256 (LTI 1.3).

The private half is sealed with a key made from SECRET_KEY: a copy of the database alone signs nothing. When
SECRET_KEY changes, a new pair is made. One that was replaced is shown for OLD_KEY_DAYS days more.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import RSAKey
from wagtail.log_actions import log

from courses.lti.models import ToolKey
from lms.organisations.models import Organisation

BITS = 2048
ALGORITHM = "RS256"


def sign(claims, organisation):
    """Returns claims as a compact JWS, signed with the organisation's key in use."""
    row, pair = in_use(organisation)
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": str(row.key_id)}
    return jwt.encode(header, claims, pair, algorithms=[ALGORITHM])


@transaction.atomic
def in_use(organisation):
    """Returns (ToolKey, RSAKey) to sign with, made where there is none that can be opened."""
    list(Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk).values_list("pk"))
    newest = ToolKey.objects.for_organisation(organisation).filter(replaced_at=None).order_by("-pk").first()
    if newest is not None:
        try:
            return newest, RSAKey.import_key(_fernet().decrypt(newest.sealed_private.encode()))
        except InvalidToken:
            pass
    return _make(organisation)


@transaction.atomic
def rotate(*, organisation, by=None):
    """Makes a new pair to sign with, and writes it down. Platforms read it from the key set."""
    _make(organisation)
    log(instance=organisation, action="lti.key_rotated", user=by)


def key_set(organisation):
    """Returns the organisation's public keys as a JWK set (RFC 7517); makes the first."""
    rows = list(ToolKey.objects.for_organisation(organisation).shown())
    rows = rows or [in_use(organisation)[0]]
    more = {"alg": ALGORITHM, "use": "sig"}
    return {"keys": [row.public | more | {"kid": str(row.key_id)} for row in rows]}


def _make(organisation):
    pair = RSAKey.generate_key(BITS, private=True)
    older = ToolKey.objects.for_organisation(organisation).filter(replaced_at=None)
    older.update(replaced_at=timezone.now())
    public = pair.as_dict(private=False)
    row = ToolKey.objects.create(
        organisation=organisation,
        public={name: public[name] for name in ("kty", "n", "e")},
        sealed_private=_fernet().encrypt(pair.as_pem(private=True)).decode(),
    )
    return row, pair


def _fernet():
    purpose = b"portalwise.courses.lti:" + settings.SECRET_KEY.encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(purpose).digest()))
