"""Reading the id_token of a launch: whose signature, for whom, when, and what it asks for.

Written after LTI Core 1.3, sections 4 and 5, and the 1EdTech Security Framework 1.0, section 5.1.3.
"""

import json
import re
import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import compare_digest

from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from courses.lti import calling
from courses.lti.login import Refused
from courses.lti.models import Problem, origin_of
from courses.lti.troubles import kept

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
RESOURCE, CHOOSING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
LEEWAY = 60  # seconds that two clocks may differ
OLDEST = 3600  # seconds since it was made
KEYS_SECONDS = 3600  # how long a key set is kept
ASK_AGAIN = 30  # seconds between two readings of a key set that cannot be read, or for a key not in it
WAIT_TURNS = 30  # tenths of a second to wait for a key set that another launch is reading
LONGEST = 255
_ELSEWHERE = re.compile("/(institution|system)/")  # what somebody is besides, not in this course
_STAFF = ("#Instructor", "#Administrator", "#ContentDeveloper", "#Manager", "#Mentor", "#TeachingAssistant")


@dataclass(frozen=True)
class Message:
    """What a launch says: its kind, for whom, from which link, and the settings of its services."""

    kind: str
    deployment: str
    subject: str
    is_learner: bool
    target: str
    language: str
    resource_link: str = ""
    custom: dict = field(default_factory=dict)
    line_item: str = ""
    choosing: dict = field(default_factory=dict)


def read(token, login):
    """Returns the Message of an id_token that answers a Login. Raises Refused."""
    registration = login.registration
    claims = _verified(token, registration)
    _check_whom(claims, registration)
    _check_when(claims, registration)
    if not compare_digest(_text(claims, "nonce").encode(), login.nonce.encode()):
        raise Refused(Problem.STATE, registration)
    deployment = _text(claims, LTI + "deployment_id")
    if deployment not in registration.deployments:
        raise Refused(Problem.DEPLOYMENT, registration, deployment[:LONGEST])
    return _message(claims, registration, deployment)


def _verified(token, registration):
    """Returns the claims of a token that one of the platform's keys has signed."""
    try:
        # The header only chooses the key; the algorithm is ours to say.
        key_id = json.loads(_part(token, 0)).get("kid")
        keys = _keys(registration, key_id)
        key = next((one for one in keys if one.get("kid") == key_id), None) if key_id else None
        if key is None:
            raise Refused(Problem.SIGNATURE, registration)
        claims = jwt.decode(token, RSAKey.import_key(key), algorithms=["RS256"]).claims
    except calling.Unreachable as error:
        raise Refused(Problem.KEYS, registration) from error
    except (JoseError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Refused(Problem.SIGNATURE, registration) from error
    if not isinstance(claims, dict):
        raise Refused(Problem.MESSAGE, registration)
    return claims


def _part(token, number):
    part = token.split(".")[number]
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def kept_as(registration):
    """Returns the name under which the cache holds a platform's keys."""
    return f"lti.keys.{sha256(registration.key_set_url.encode()).hexdigest()}"


def _keys(registration, key_id):
    """Returns the platform's keys, read anew where the one that is asked for is not among them.

    One launch reads at a time, and none for ASK_AGAIN seconds after a reading that failed (kept as no keys):
    a platform that hangs holds no others up. Raises calling.Unreachable.
    """
    name = kept_as(registration)
    keys = cache.get(name)
    is_known = any(one.get("kid") == key_id for one in keys or ())
    mark = f"{name}.again" if keys else f"{name}.first"
    if not is_known and cache.add(mark, True, ASK_AGAIN):
        try:
            keys = fetch_keys(registration)
        except calling.Unreachable:
            cache.set(mark, True, ASK_AGAIN)
            cache.add(name, [], ASK_AGAIN)
            raise
        cache.set(name, keys, KEYS_SECONDS)
    elif keys is None:
        keys = _read_by_another(name)
    if not keys:
        raise calling.Unreachable(kept("no_keys"))
    return keys


def _read_by_another(name):
    """Waits a moment for the keys that another launch is reading; returns them, or None."""
    for _turn in range(WAIT_TURNS):
        time.sleep(0.1)
        if (keys := cache.get(name)) is not None:
            return keys
    return None


def fetch_keys(registration):
    """Returns the RSA keys of a platform's key set, as dicts. Raises calling.Unreachable."""
    reply = calling.ask("GET", registration.key_set_url)
    if reply.status != 200:
        raise calling.Unreachable(kept("status", reply.status))
    try:
        keys = json.loads(reply.text)["keys"]
        return [key for key in keys if key.get("kty") == "RSA" and key.get("kid")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise calling.Unreachable(kept("no_keys")) from error


def _check_whom(claims, registration):
    if claims.get("iss") != registration.issuer:
        raise Refused(Problem.CLIENT, registration)
    audience = claims.get("aud")
    audience = [audience] if isinstance(audience, str) else audience
    if not isinstance(audience, list) or registration.client_id not in audience:
        raise Refused(Problem.AUDIENCE, registration)
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != registration.client_id:
        raise Refused(Problem.AUDIENCE, registration)


def _check_when(claims, registration):
    now = time.time()
    ends, made = claims.get("exp"), claims.get("iat")
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (ends, made)):
        raise Refused(Problem.TIME, registration)
    if ends < now - LEEWAY or not now - OLDEST <= made <= now + LEEWAY:
        raise Refused(Problem.TIME, registration)


def _message(claims, registration, deployment):
    kind, subject = _text(claims, LTI + "message_type"), _text(claims, "sub")
    if claims.get(LTI + "version") != "1.3.0" or kind not in (RESOURCE, CHOOSING):
        raise Refused(Problem.MESSAGE, registration)
    if not subject or len(subject) > LONGEST:
        raise Refused(Problem.PERSON, registration)
    roles = claims.get(LTI + "roles")
    link = _text(_dict(claims, LTI + "resource_link"), "id")
    choosing = _dict(claims, DEEP + "deep_linking_settings")
    is_whole = (kind == RESOURCE and 0 < len(link) <= LONGEST) or (kind == CHOOSING and _may_choose(choosing))
    if not isinstance(roles, list) or not is_whole:
        raise Refused(Problem.MESSAGE, registration)
    return Message(
        kind=kind,
        deployment=deployment,
        subject=subject,
        is_learner=_is_learner(roles),
        target=_text(claims, LTI + "target_link_uri"),
        language=_text(_dict(claims, LTI + "launch_presentation"), "locale")[:2].lower(),
        resource_link=link,
        custom=_dict(claims, LTI + "custom"),
        line_item=_line_item(_dict(claims, AGS)),
        choosing=choosing,
    )


def _may_choose(settings):
    """Says whether the platform takes links to our courses, and where to."""
    address = _text(settings, "deep_link_return_url")
    try:
        calling.parse(address)
    except calling.BadAddress:
        return False
    accepted = settings.get("accept_types")
    return bool(origin_of(address)) and isinstance(accepted, list) and "ltiResourceLink" in accepted


def _is_learner(roles):
    """Says whether grades are wanted for somebody: not for those who teach and do not learn as well."""
    said = [role for role in roles if isinstance(role, str) and not _ELSEWHERE.search(role)]
    learns = any(role.endswith("#Learner") or role == "Learner" for role in said)
    return learns or not any(role.endswith(_STAFF) or f"#{role}" in _STAFF for role in said)


def _line_item(endpoint):
    """Returns where the grade goes, "" where the platform gives no address or lets us send no score."""
    scopes = endpoint.get("scope")
    address = _text(endpoint, "lineitem")
    if not isinstance(scopes, list) or SCORE_SCOPE not in scopes or len(address) > 1000:
        return ""
    try:
        calling.parse(address)
    except calling.BadAddress:
        return ""
    return address


def _text(claims, name):
    """Returns a claim, "" where it is no text, or text with signs that a database refuses."""
    value = claims.get(name)
    return value if isinstance(value, str) and value.isprintable() else ""


def _dict(claims, name):
    value = claims.get(name)
    return value if isinstance(value, dict) else {}
