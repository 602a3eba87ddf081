"""Guests: people who learn without an account, known by a signed cookie only."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone, translation

from lms.people.models import Learner

SALT = "lms.people.guests"
SEEN_EVERY = timedelta(hours=1)


def find(request):
    """Returns the learner behind a request, or None. Writes at most one `last_seen_at` an hour.

    One query. Their organisation is the request's, where it is the same, and else asked for when needed.
    """
    if request.user.is_authenticated:
        learner = Learner.objects.for_user(request.user).first()
    else:
        key = key_in_cookie(request)
        learner = key and Learner.objects.guest(key).first()
    if not learner:
        return None
    here = request.organisation
    if here is not None and here.pk == learner.organisation_id:
        learner.organisation = here
    _touch(learner)
    return learner


def ensure(request):
    """Returns the learner behind a request, made on the spot at a visitor's first act.

    The middleware sets the cookie on the way out. Raises nothing: a broken or expired cookie
    simply leads to a new guest.
    """
    if request.learner:
        return request.learner
    path = request.COOKIES.get("pw_path")
    new = {
        "organisation": request.organisation,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "path": path if path in Learner.Path.values else Learner.Path.PATIENT,
    }
    if request.user.is_authenticated:  # of two first clicks at once, the second finds what the first one made
        learner, _is_new = Learner.objects.get_or_create(user=request.user, defaults=new)
    else:
        learner = Learner.objects.create(**new)
    request.learner = learner
    return learner


def set_cookie(request, response):
    """Puts the guest's key in the response's cookie, or takes it away once an account is signed in."""
    learner = request.learner
    if learner and learner.is_guest and key_in_cookie(request) != learner.key:
        response.set_cookie(
            settings.LEARNER_COOKIE,
            signing.TimestampSigner(salt=SALT).sign(learner.key.hex),
            max_age=settings.LEARNER_COOKIE_AGE,
            httponly=True,
            secure=settings.IS_HTTPS,
            samesite="Lax",
        )
    elif request.user.is_authenticated and settings.LEARNER_COOKIE in request.COOKIES:
        response.delete_cookie(settings.LEARNER_COOKIE, samesite="Lax")
    return response


def guest_of(request):
    """Returns the guest behind a request's cookie even when someone is signed in, or None."""
    key = key_in_cookie(request)
    return key and Learner.objects.guest(key).first()


def key_in_cookie(request):
    """Returns the key in the guest's cookie, or None where there is none or it is not ours. No query."""
    value = request.COOKIES.get(settings.LEARNER_COOKIE)
    if not value:
        return None
    try:
        unsigned = signing.TimestampSigner(salt=SALT).unsign(value, max_age=settings.LEARNER_COOKIE_AGE)
        return uuid.UUID(unsigned)
    except (signing.BadSignature, ValueError):
        return None


def _touch(learner):
    now = timezone.now()
    if now - learner.last_seen_at > SEEN_EVERY:
        learner.last_seen_at = now
        Learner.objects.filter(pk=learner.pk).update(last_seen_at=now)
