"""The Open Badges 3.0 credential of a certificate: a W3C Verifiable Credential 2.0, secured as a JWT.

Written after the specification's sections "AchievementCredential" and "JSON Web Token Proof Format": RS256,
a `kid` that leads to the public key, the credential as payload with iss, jti, nbf and sub beside it.
See docs/adr/0153-certificates.md.
"""

from datetime import UTC
from functools import partial
from pathlib import PurePosixPath
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError

from courses.certificates import keys
from courses.certificates.models import Revocation, SigningKey
from lms.organisations import sites

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
_CLAIMS = ("iss", "jti", "nbf", "sub")


class NotValid(Exception):
    """The text is no credential of this organisation, or its signature does not hold."""


def profile(organisation):
    """Returns the issuer's profile, as it stands in credentials and at its own address."""
    return {
        "id": sites.address(organisation, reverse("credentials:issuer")),
        "type": ["Profile"],
        "name": organisation.name,
        "url": f"{sites.base_of(organisation)}/",
    }


def document(certificate):
    """Returns the credential, without a proof, in the certificate's language."""
    with translation.override(certificate.language):
        words = {
            "narrative": _("Every lesson of this course was finished on the site of the organization."),
            "limits": _(
                "It says that somebody finished a course about using patient portals. It says nothing "
                "about anybody's health, and it is no license and no clinical training."
            ),
        }
    subject = {
        "id": f"urn:uuid:{certificate.number}#subject",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": f"urn:uuid:{certificate.course_key}",
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "inLanguage": certificate.language,
            "name": certificate.course_title,
            "description": words["limits"],
            "criteria": {"narrative": words["narrative"]},
        },
    }
    if certificate.shown_name:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": certificate.shown_name,
                "identityType": "name",
            }
        ]
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{certificate.number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.course_title,
        "issuer": profile(certificate.organisation),
        "validFrom": certificate.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": subject,
        "credentialStatus": {
            "id": sites.address(certificate.organisation, reverse("credentials:revoked")),
            "type": "1EdTechRevocationList",
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def sign(certificate, pair):
    """Returns the compact JWS of a certificate, signed with an RSAKey that has its private half."""
    said = document(certificate)
    key = reverse("credentials:key", args=[certificate.key.key_id])
    header = {
        "alg": "RS256",
        "typ": "JWT",
        "kid": sites.address(certificate.organisation, key),
    }
    claims = {
        "iss": said["issuer"]["id"],
        "jti": said["id"],
        "nbf": int(certificate.made_at.timestamp()),
        "sub": said["credentialSubject"]["id"],
    }
    return jwt.encode(header, said | claims, pair, algorithms=["RS256"])


def verify(text, organisation):
    """Returns the credential in a compact JWS of this organisation; raises NotValid.

    Checks the signature with our own copy of the public key that `kid` names, that each claim says what the
    credential says, and that the number was not taken back. Three queries.
    """
    try:
        claims = jwt.decode(text, partial(_key_of, organisation), algorithms=["RS256"]).claims
    except (JoseError, ValueError) as fault:
        raise NotValid("signature") from fault
    return _checked(claims, organisation)


def _key_of(organisation, signed):
    """Returns our public key that a signed text names; raises ValueError where none is named so."""
    named = UUID(PurePosixPath(str(signed.headers().get("kid", ""))).stem)
    row = SigningKey.objects.for_organisation(organisation).filter(key_id=named).first()
    if row is None:
        raise ValueError("No key of this organisation has that name.")
    return keys.public(row)


def _checked(claims, organisation):
    said = {name: value for name, value in claims.items() if name not in _CLAIMS}
    if claims["jti"] != said["id"] or claims["sub"] != said["credentialSubject"]["id"]:
        raise NotValid("claims")
    if claims["iss"] != said["issuer"]["id"]:
        raise NotValid("issuer")
    number = said["id"].removeprefix("urn:uuid:")
    if Revocation.objects.for_organisation(organisation).filter(number=number).exists():
        raise NotValid("revoked")
    return said


def revoked(organisation):
    """Returns the organisation's list of credentials that no longer hold (1EdTech VC Revocation List 1.0)."""
    rows = Revocation.objects.for_organisation(organisation).order_by("pk")
    numbers = rows.values_list("number", flat=True)
    return {
        "id": sites.address(organisation, reverse("credentials:revoked")),
        "issuer": profile(organisation)["id"],
        "revokedCredential": [{"id": f"urn:uuid:{number}", "revoked": True} for number in numbers],
    }
