"""Signed statements: a JWS among the attachments that says the same as the statement (part 2, 2.6)."""

import base64
import binascii
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from django.conf import settings
from django.utils import timezone

from analytics.lrs import equivalence
from analytics.lrs.attachments import described
from analytics.lrs.errors import BadStatement, LRSError
from analytics.lrs.validation import rules, strict

USAGE = "http://adlnet.gov/expapi/attachments/signature"
_RULE = "part 2, 2.6"
_ALGORITHMS = {"RS256": SHA256, "RS384": SHA384, "RS512": SHA512}


def check(incoming, version: str) -> None:
    """Raises BadStatement unless each signature of the statement is one."""
    for attachment in described(incoming.document):
        if attachment["usageType"] != USAGE:
            continue
        if attachment["contentType"].partition(";")[0].strip() != "application/octet-stream":
            _refuse("its contentType must be application/octet-stream")
        file = incoming.files.get(attachment["sha2"].lower())
        if file is not None:
            _check_signature(file[1], incoming.document, version)


def _check_signature(content, document, version):
    parts = content.strip().split(b".")
    if len(parts) != 3:
        _refuse("is no JWS in its compact form")
    header, payload, signature = (_decoded(part) for part in parts)
    try:
        said, signed = strict.read(header, "The header")[1], strict.read(payload, "The payload")[1]
    except LRSError as error:
        _refuse(error.message)
    if not isinstance(said, dict) or said.get("alg") not in _ALGORITHMS:
        _refuse("alg must be RS256, RS384 or RS512")
    if "crit" in said:
        _refuse("crit names what is not known here")
    rules.check(signed, version, "signature.payload")
    if not equivalence.is_same(signed, document):
        _refuse("the payload does not say what the statement says")
    if "x5c" in said:
        key = _key_of(said["x5c"])
        try:
            key.verify(signature, parts[0] + b"." + parts[1], padding.PKCS1v15(), _ALGORITHMS[said["alg"]]())
        except InvalidSignature:
            _refuse("was not made with the certificate of x5c")


def _key_of(chain):
    """Returns the public key of the first certificate, after checking that each is signed by the next."""
    try:
        found = [x509.load_der_x509_certificate(base64.b64decode(text, validate=True)) for text in chain]
        for one, issuer in zip(found, found[1:], strict=False):
            one.verify_directly_issued_by(issuer)
        key = found[0].public_key()
    except (
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        InvalidSignature,
        x509.InvalidVersion,
    ) as error:
        _refuse(f"x5c is no chain of certificates: {error}"[:200])
    if not isinstance(key, rsa.RSAPublicKey):
        _refuse("the key of x5c is no RSA key")
    anchors = _anchors(settings.LRS_SIGNATURE_ROOTS)
    if anchors:
        _check_trust(found, anchors)
    return key


@cache
def _anchors(path):
    """Returns the certificates that signatures must lead to; none where any chain will do."""
    return tuple(x509.load_pem_x509_certificates(Path(path).read_bytes())) if path else ()


def _check_trust(chain, anchors):
    """Refuses a chain that is out of its time, or leads to none of the anchors by authorities alone."""
    now = timezone.now()
    for place, one in enumerate(chain):
        if not one.not_valid_before_utc <= now <= one.not_valid_after_utc:
            _refuse("a certificate of x5c is out of its time")
        if place and not _is_authority(one):
            _refuse("a certificate of x5c signs another and is no authority")
    if not any(_leads_to(chain[-1], anchor) for anchor in anchors):
        _refuse("x5c leads to no authority that is trusted here")


def _leads_to(one, anchor):
    if one == anchor:
        return True
    try:
        one.verify_directly_issued_by(anchor)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_authority(one):
    try:
        return one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _decoded(part):
    try:
        return base64.b64decode(part + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        _refuse("is no JWS in its compact form")


def _refuse(fault):
    raise BadStatement("attachments.signature", fault, _RULE)
