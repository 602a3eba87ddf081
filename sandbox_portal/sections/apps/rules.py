"""Letting an app in, in part or not at all, ending it, and sending what a tracker has."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.apps.models import AppLink, AppSync
from sandbox_portal.sections.apps.shelf import app as the_app
from sandbox_portal.sections.apps.states import Outcome, State
from sandbox_portal.sections.refusing import NotPossible

ASLEEP_AFTER = timedelta(days=2)  # without a sync, the phone and the tracker lose each other


@transaction.atomic
def begin(*, practice, form_key, app):
    """Begins connecting an app and returns what waits for an answer. The same form begins one.

    Raises NotPossible("connected") where the app is let in already.
    """
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the question
    mine = AppLink.objects.for_practice(practice)
    found = form_keys.first(mine, form_key) or mine.of(app).filter(status=State.ASKED).first()
    if found:
        return found
    if mine.of(app).connected().exists():
        raise NotPossible("connected")
    made = AppLink.objects.create(practice=practice, form_key=form_key, app=app, asked_at=practice.now)
    transitions.begin(made, by="app")
    practice.log("apps.asked", item=app)
    return made


@transaction.atomic
def allow(*, link, scopes, days):
    """Lets an app have these scopes for so many days, and returns the access.

    Raises NotPossible("nothing") without a scope and NotPossible("needs") without one it cannot do without.
    """
    app = the_app(link.app)
    scopes = [scope for scope in app.asks if scope in scopes]
    if not scopes:
        raise NotPossible("nothing")
    if not set(app.needs) <= set(scopes):
        raise NotPossible("needs")
    practice = link.practice
    transitions.move(link, State.CONNECTED, by=practice.seat)
    link.scopes, link.days, link.allowed_at = scopes, days, practice.now
    link.ends_on = practice.today + timedelta(days=days)
    link.save(update_fields=["scopes", "days", "allowed_at", "ends_on"])
    due = practice_days.at_hour(link.ends_on + timedelta(days=1), 0)
    replies.schedule(practice=practice, kind="apps.ends", due=due, target=link.pk)
    practice.log(
        "apps.allowed",
        item=link.app,
        shared=len(scopes),
        asked_for=len(app.asks),
        days=days,
        is_part=len(scopes) < len(app.asks),
        is_only_needed=set(scopes) == set(app.needs),
    )
    return link


@transaction.atomic
def refuse(*, link):
    """Says no to an app. Saying it twice changes nothing."""
    if link.status == State.ASKED:
        transitions.move(link, State.REFUSED, by=link.practice.seat)
        link.practice.log("apps.refused", item=link.app)


@transaction.atomic
def revoke(*, link):
    """Ends an app's access at once. Ending it twice changes nothing."""
    if link.status == State.CONNECTED:
        transitions.move(link, State.REVOKED, by=link.practice.seat)
        replies.cancel(practice=link.practice, kind="apps.ends", target=link.pk)
        link.practice.log("apps.revoked", item=link.app)


def run_out(practice, link):
    """Ends an app's access because its time is over; does nothing where it is ended already."""
    if link.status == State.CONNECTED:
        link.practice = practice
        transitions.move(link, State.EXPIRED, by="clinic")
        practice.log("apps.ended", item=link.app)


@transaction.atomic
def sync(*, link, has_bluetooth=False):
    """Lets a tracker send what it has, and returns how that went. Raises NotPossible("no-tracker").

    After two days without, the phone and the tracker have lost each other; `has_bluetooth` says that the
    person has turned Bluetooth on.
    """
    practice = link.practice
    Practice.objects.locked(practice.pk)
    if not the_app(link.app).is_tracker:
        raise NotPossible("no-tracker")
    made = AppSync.objects.create(
        link=link, at_sim=practice.now, outcome=_outcome(link, practice.now, has_bluetooth)
    )
    practice.log("apps.synced", item=link.app, outcome=str(made.outcome))
    return made


def _outcome(link, now, has_bluetooth):
    if link.status != State.CONNECTED:
        return Outcome.NOT_ALLOWED
    if has_bluetooth:
        return Outcome.OK
    latest = AppSync.objects.for_link(link).first()
    if latest and latest.outcome != Outcome.OK:
        return Outcome.NO_BLUETOOTH
    since = latest.at_sim if latest else link.allowed_at
    return Outcome.NO_BLUETOOTH if now - since >= ASLEEP_AFTER else Outcome.OK


def readings(until):
    """Yields (day, steps, upper, lower, weight) of the 7 days up to the last sync, newest first. Pure."""
    for back in range(7):
        day = until.date() - timedelta(days=back)
        spread = day.toordinal() * 37 % 100
        yield day, 2800 + spread * 31, 128 + spread % 14, 76 + spread % 9, 164 + spread % 3
