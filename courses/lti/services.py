"""Speaking with a platform's services: an access token, and a score.

Written after the 1EdTech Security Framework 1.0, section 4.1 (JWT client assertion), and Assignment and Grade
Services 2.0, section 3.4 (score publish).
"""

import json
import time
import uuid
from datetime import UTC
from urllib.parse import urlencode, urlsplit, urlunsplit

from courses.lti import calling, keys, messages
from courses.lti.troubles import kept

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
GRADE_ONLY = {400, 403, 404, 409, 410, 422}  # what is the grade's trouble, not the platform's


class Trouble(Exception):
    """The platform cannot be spoken with now; says why as troubles.kept does."""


class ScoreTrouble(Trouble):
    """It lets us in, and takes this grade not now; says why as troubles.kept does."""


class GradeRefused(Exception):
    """The platform answers, and will not have this grade; says why as troubles.kept does."""


class Session:
    """Speaks with one platform; asks for one access token and keeps it as long as the object lives."""

    def __init__(self, registration):
        self.registration, self._token = registration, None

    def send(self, grade):
        """Sends a score. Raises Trouble, ScoreTrouble or GradeRefused."""
        headers = {"Authorization": f"Bearer {self.token()}", "Content-Type": SCORE_TYPE}
        body = json.dumps(score(grade)).encode()
        try:
            reply = _ask("POST", scores_url(grade.line_item), body=body, headers=headers)
        except Trouble as trouble:
            raise ScoreTrouble(str(trouble)) from trouble
        if 200 <= reply.status < 300:
            return
        if reply.status == 401:
            self._token = None
        if reply.status in GRADE_ONLY:
            raise GradeRefused(kept("status", reply.status))
        raise ScoreTrouble(kept("status", reply.status))

    def token(self):
        """Returns an access token that may send scores, asked for at the first call. Raises Trouble."""
        if self._token is None:
            self._token = self._fetch()
        return self._token

    def _fetch(self):
        said = self.registration
        now = int(time.time())
        claims = {
            "iss": said.client_id,
            "sub": said.client_id,
            "aud": said.audience or said.token_url,
            "iat": now,
            "exp": now + 300,
            "jti": str(uuid.uuid4()),
        }
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": keys.sign(claims, said.organisation),
            "scope": messages.SCORE_SCOPE,
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = _ask("POST", said.token_url, body=urlencode(form).encode(), headers=kind)
        try:
            token = json.loads(reply.text)["access_token"] if reply.status == 200 else None
        except (ValueError, KeyError, TypeError):
            token = None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise Trouble(kept("no_token", reply.status))
        return token


def scores_url(line_item):
    """Returns where the scores of a line item go: its path with /scores, before any question."""
    parts = urlsplit(line_item)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/scores", parts.query, ""))


def score(grade):
    """Returns a grade as AGS 2.0 takes it. Each is final as it stands: platforms show no other kind."""
    moment = grade.changed_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "userId": grade.identity.subject,
        "scoreGiven": grade.share,
        "scoreMaximum": 1,
        "activityProgress": "Completed" if grade.finished >= grade.total else "InProgress",
        "gradingProgress": "FullyGraded",
        "timestamp": moment.replace("+00:00", "Z"),
    }


def _ask(*words, **more):
    try:
        return calling.ask(*words, **more)
    except calling.Unreachable as error:
        raise Trouble(str(error)) from error
