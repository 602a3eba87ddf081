"""A launch: what stands behind the unit's address, who it is told is learning, and the word it gets once."""

import hashlib
import json
import secrets
from base64 import b64encode
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from courses.packages import actions
from courses.packages.models import Attempt, Package, Session

ENDPOINT, FETCH, OVER = "~xapi/", "~fetch", "~over"
SALT = "courses.packages.cmi5"
CAME_ALONG = "came along"  # {session: [name, registration]} of launches that a guest's sign-in found open
KEPT_SECONDS = 60 * 60 * 24  # of a launch; its address holds no longer
SESSION_ID = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
PREFERENCES = "cmi5LearnerPreferences"
LAUNCH_DATA = "LMS.LaunchData"


@transaction.atomic
def begin(*, package, attempt, language):
    """Returns a new Session; one of the same attempt that is still open is given up (9.3.6).

    An older launch goes, and its address with it, so that nothing more is taken from it.
    """
    mine = Session.objects.of(package=package, attempt=attempt)
    if attempt:
        row = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)  # one launch after the other
        for open_one in mine.open():
            _record(open_one, "abandoned", duration=timezone.now() - open_one.opened_at)
        if row.values.pop(CAME_ALONG, None):
            row.save(update_fields=["values"])
    else:
        mine = mine.filter(opened_at__lt=timezone.now() - timedelta(seconds=KEPT_SECONDS))
    mine.delete()
    session = Session.objects.create(package=package, attempt=attempt, language=language)
    _record(session, "launched")
    return session


def _record(session, verb, **result):
    if session.attempt is None:
        return
    here = actions.place_of(session.attempt, session.language)
    if here:
        actions.record(session.attempt, here, verb, language=session.language, **result)


def parameters(session, base):
    """Returns what is put behind the unit's address (8.1)."""
    return urlencode(
        {
            "endpoint": f"{base}{ENDPOINT}",
            "fetch": f"{base}{FETCH}",
            "actor": json.dumps(actor(session)),
            "registration": str(registration(session)),
            "activityId": activity_id(session.package),
        }
    )


def actor(session):
    """Returns the Agent that a unit is told: an account that stands for one learner in one package only."""
    home = f"{settings.XAPI_ACTIVITY_BASE}packages/learners"
    return {"objectType": "Agent", "account": {"homePage": home, "name": told(session)[0]}}


def registration(session):
    """Returns the registration: one for a learner and all units of a package."""
    return UUID(told(session)[1])


def told(session):
    """Returns [name of the account, registration] of a launch; the guest's where a guest began it."""
    if came_along(session):
        return session.attempt.values[CAME_ALONG][str(session.key)]
    whose = f"{session.attempt.learner_id}" if session.attempt else f"look-{session.key}"
    name = salted_hmac(SALT, f"actor:{course_key(session.package)}:{whose}").hexdigest()[:32]
    said = salted_hmac(SALT, f"registration:{course_key(session.package)}:{whose}").digest()[:16]
    return [name, str(UUID(bytes=said, version=4))]


def came_along(session):
    """True where a guest began the launch and has signed in since: it goes on under what it was told."""
    return session.attempt is not None and str(session.key) in session.attempt.values.get(CAME_ALONG, {})


@transaction.atomic
def merge(*, source, target):
    """Gives a guest's attempts to the account, and lets the launches that are open go on there."""
    rows = Attempt.objects.select_for_update(of=("self",))
    list(rows.filter(learner__in=[source, target], package__kind=Package.Kind.CMI5).order_by("pk"))
    open_ones = Session.objects.open().filter(attempt__learner=source).select_related("package", "attempt")
    known = [(session, session.attempt.lesson_key, told(session)) for session in open_ones]
    actions.merge(source=source, target=target)
    for session, lesson_key, words in known:
        mine = Attempt.objects.for_learner(target).in_lesson(lesson_key).get(package=session.package)
        mine.values[CAME_ALONG] = mine.values.get(CAME_ALONG, {}) | {str(session.key): words}
        mine.save(update_fields=["values"])
        session.attempt = mine
        session.save(update_fields=["attempt"])


def course_key(package):
    """Returns what all units of a package share: the name of their file."""
    return PurePosixPath(package.file.name).stem


def activity_id(package):
    """Returns the unit's id for statements; never the one of its publisher (8.1.5)."""
    return f"{settings.XAPI_ACTIVITY_BASE}packages/unit/{package.key}"


def is_judged(session):
    """True where results count; False where an author looks around."""
    return session.attempt is not None


def data(session, base):
    """Returns the LMS.LaunchData document (10)."""
    facts = session.package.facts
    unit = {"objectType": "Activity", "id": facts["unit"]}
    said = {
        "contextTemplate": {
            "contextActivities": {"grouping": [unit]},
            "extensions": {SESSION_ID: str(session.key)},
        },
        "launchMode": "Normal" if is_judged(session) else "Browse",
        "moveOn": facts["move_on"],
        "returnURL": f"{base}{OVER}",
    }
    for name, key in (("launchParameters", "launch_parameters"), ("masteryScore", "mastery")):
        if key in facts:
            said[name] = facts[key]
    if "entitlement_key" in facts:
        said["entitlementKey"] = {"courseStructure": facts["entitlement_key"]}
    return said


def preferences(session):
    """Returns the learner's preferences (11): the language in which the lesson is read, then the other."""
    others = [code for code, _name in settings.LANGUAGES if code != session.language]
    return {"languagePreference": ",".join([session.language, *others]), "audioPreference": "on"}


@transaction.atomic
def give_word(session):
    """Returns the word for the Authorization header, once; None for who asks again, or too late (8.2)."""
    row = Session.objects.select_for_update(of=("self",)).filter(pk=session.pk).first()
    if row is None or row.secret or row.ended_at:
        return None
    word = b64encode(f"{row.key}:{secrets.token_urlsafe(24)}".encode()).decode()
    row.secret = _print(word)
    row.save(update_fields=["secret"])
    return word


def holds(session, header):
    """True where an Authorization header has the word of this launch."""
    scheme, _space, word = header.partition(" ")
    is_basic = scheme.lower() == "basic" and session.secret != ""
    return is_basic and constant_time_compare(_print(word.strip()), session.secret)


def _print(word):
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()


def is_whole_course_done(package, learner):
    """True where a learner has met what every unit of a package asks for, in whatever lesson. Two queries."""
    units = Package.objects.filter(file=package.file.name)
    mine = Attempt.objects.for_learner(learner).filter(package__file=package.file.name)
    met = {row.package_id for row in mine.select_related("package") if row.is_done}
    return all(unit.pk in met or unit.facts.get("move_on") == "NotApplicable" for unit in units)
