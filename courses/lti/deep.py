"""Deep linking: a teacher picks what a link at the platform leads to, and the platform gets a signed answer.

Written after LTI Deep Linking 2.0, sections 3 and 4. What is to be answered goes along in the form, signed:
inside a frame there may be no cookies.
"""

import secrets
import time

from django.core import signing

from courses.lti import content, keys
from courses.lti.messages import DEEP, LTI
from courses.lti.models import Registration, origin_of

SALT, SECONDS = "courses.lti.deep", 3600
POINTS = 100  # what a finished course counts in the platform's list of grades; teachers may change it there


class CannotAnswer(Exception):
    """The form is too old, not ours, or names nothing that is published."""


def ticket(registration, message):
    """Returns what an answer needs, signed."""
    asked = message.choosing
    return signing.dumps(
        {
            "registration": registration.pk,
            "deployment": message.deployment,
            "to": asked["deep_link_return_url"],
            "data": asked.get("data"),
            "with_grade": asked.get("accept_lineitem") is not False,
        },
        salt=SALT,
        compress=True,
    )


def asked_by(text, organisation):
    """Returns (Registration, what a ticket holds). Raises CannotAnswer."""
    try:
        asked = signing.loads(text, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise CannotAnswer from error
    rows = Registration.objects.for_organisation(organisation).select_related("organisation__site")
    found = rows.filter(pk=asked["registration"]).first()
    if found is None:
        raise CannotAnswer
    return found, asked


def answer(registration, asked, value, language):
    """Returns the signed answer that links to the course or lesson named by `value`. Raises CannotAnswer."""
    item = _item(registration.organisation, value, language)
    now = int(time.time())
    claims = {
        "iss": registration.client_id,
        "aud": [registration.issuer],
        "iat": now,
        "exp": now + 600,
        "nonce": secrets.token_urlsafe(24),
        LTI + "deployment_id": asked["deployment"],
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": "1.3.0",
        DEEP + "content_items": [_link(registration.organisation, item, asked)],
    }
    if asked["data"] is not None:
        claims[DEEP + "data"] = asked["data"]
    return keys.sign(claims, registration.organisation)


def goes_to(asked):
    """Returns the origin to which the answer is sent."""
    return origin_of(asked["to"])


def _item(organisation, value, language):
    for course, lessons in content.offered(organisation, language):
        for item in (course, *lessons):
            if item.value == value:
                return item
    raise CannotAnswer


def _link(organisation, item, asked):
    found = {
        "type": "ltiResourceLink",
        "title": item.title,
        "url": content.address_of(organisation, item),
        "custom": {str(item.kind): str(item.key)},
        "window": {"targetName": "_blank"},
    }
    if asked["with_grade"]:
        found["lineItem"] = {"scoreMaximum": POINTS, "label": item.title, "resourceId": str(item.key)}
    return found
