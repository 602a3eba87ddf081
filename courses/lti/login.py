"""The first half of a launch: the platform says that somebody comes, we send them back to sign in there.

Written after 1EdTech Security Framework 1.0, section 5.1.1 (OpenID Connect third-party initiated login).
"""

import hashlib
import secrets
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courses.lti.models import LOGIN_SECONDS, Login, Problem, Registration
from lms.organisations import sites

COOKIE = "pw_lti_"  # and the first signs of the state, so that two windows do not disturb each other


class Refused(Exception):
    """A login or launch that does not hold: `problem` says why, `registration` whose it seems to be."""

    def __init__(self, problem, registration=None, deployment=""):
        super().__init__(problem)
        self.problem, self.registration, self.deployment = Problem(problem), registration, deployment


def registration_of(said, organisation):
    """Returns the registration that a login is about. Raises Refused.

    `said` holds `iss` and, where the platform gives it, `client_id`; without one, the issuer must have one
    registration only. Where only the issuer is known, the refusal names one of its registrations.
    """
    rows = Registration.objects.for_organisation(organisation).select_related("organisation__site")
    issuer = said.get("iss", "")
    rows = list(rows.of_issuer(issuer).order_by("pk")[:50]) if issuer.isprintable() else []
    client_id = said.get("client_id")
    found = [row for row in rows if row.client_id == client_id] if client_id else rows
    if len(found) != 1 or not said.get("login_hint"):
        raise Refused(Problem.CLIENT if len(found) != 1 else Problem.MESSAGE, next(iter(rows), None))
    return found[0]


def is_for_choosing(said):
    """Says whether a login leads to deep linking: to where a teacher chooses what to link to."""
    return urlsplit(said.get("target_link_uri", "")).path == reverse("lti_machine:deep")


@transaction.atomic
def begin(registration, said):
    """Keeps a new login and returns (state, the platform's address to send the browser to)."""
    Login.objects.run_out().delete()
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    Login.objects.create(registration=registration, state_hash=hashed(state), nonce=nonce)
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": registration.client_id,
        "redirect_uri": sites.address(registration.organisation, reverse("lti_machine:launch")),
        "login_hint": said["login_hint"],
        "state": state,
        "nonce": nonce,
    }
    if said.get("lti_message_hint"):
        asked["lti_message_hint"] = said["lti_message_hint"]
    mark = "&" if urlsplit(registration.login_url).query else "?"
    return state, registration.login_url + mark + urlencode(asked)


@transaction.atomic
def finish(state, organisation):
    """Returns the Login of a state and uses it up. Raises Refused: unknown, used, too old, another's."""
    rows = Login.objects.select_for_update(of=("self",)).filter(state_hash=hashed(state or ""))
    rows = rows.filter(registration__organisation=organisation)
    found = rows.select_related("registration__organisation__site").first()
    if found is None:
        raise Refused(Problem.STATE)
    if found.ends_at <= timezone.now():
        raise Refused(Problem.STATE, found.registration)
    Login.objects.filter(pk=found.pk).delete()
    return found


def hashed(state):
    """Returns the hash under which a state is kept."""
    return hashlib.sha256(state.encode()).hexdigest()


def remember(response, state):
    """Ties the state to this browser. It comes back with a form that another site sends: SameSite=None.

    Browsers take that only over https; on a plain http address of a trial the cookie says nothing of it.
    """
    response.set_cookie(
        COOKIE + hashed(state)[:12],
        state,
        max_age=LOGIN_SECONDS,
        path=reverse("lti_machine:launch"),
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="None" if settings.IS_HTTPS else None,
    )
    return response


def is_same_browser(request, state):
    """Says whether a launch came back to the browser in which its login was begun."""
    kept = request.COOKIES.get(COOKIE + hashed(state)[:12], "")
    return secrets.compare_digest(kept.encode(), state.encode())
