"""Bringing a failure about, letting it strike a page, and finding the way out.

A failure strikes pages that are opened, never a form that is sent: what was typed is kept first.
"""

from django.db import transaction

from sandbox_portal import transitions
from sandbox_portal.failures.catalogue import entries
from sandbox_portal.failures.models import Failure
from sandbox_portal.failures.states import State

_SPARED = ("phone", "door", "failure")  # one can always call, sign in, and read about it
_ways_out = {}


class UnknownFailure(LookupError):
    """The catalogue has no such failure, or it cannot be brought about."""


def way_out(failure):
    """Registers fn(practice) for what else the right act does, where a section has to know of it."""

    def register(function):
        _ways_out[failure] = function
        return function

    return register


@transaction.atomic
def bring_about(*, practice, failure, section="", after=""):
    """Lets a failure wait for the next page of a section and returns it. While one waits, it is that one.

    Raises UnknownFailure.
    """
    entry = entries().get(failure)
    if entry is None or not entry.can_strike:
        raise UnknownFailure(failure)
    found = Failure.objects.for_practice(practice).open().filter(failure=failure).first()
    if found:
        return found
    made = Failure.objects.create(
        practice=practice, failure=failure, section=section or entry.section, after=after
    )
    transitions.begin(made, by="portal")
    return made


def standing(practice, section, request):
    """Returns the failure that stands on this page, or None; one that was waiting for it strikes now.

    No query where nothing waits: the practice knows. Only pages that are opened are struck.
    """
    if request.method != "GET" or not getattr(practice, "has_failure", True):
        return None
    if request.resolver_match.url_name.startswith(_SPARED):
        return None
    for failure in Failure.objects.for_practice(practice).open():
        known = entries().get(failure.failure)
        if known is None or not known.can_strike or known.at:  # an older catalogue, or a page of its own
            continue
        failure.practice = practice
        if failure.status == State.SHOWN and _covers(failure, request.path):
            return failure
        if failure.status == State.WAITING and failure.section == section and _is_time(failure):
            return _strike(failure, request.path)
    return None


def standing_at(practice, failure, request):
    """Returns the failure with a page of its own where it stands or strikes now, or None.

    The page asks by itself, so that it can show what it knows beside the failure.
    """
    if request.method != "GET" or not getattr(practice, "has_failure", True):
        return None
    found = Failure.objects.for_practice(practice).open().filter(failure=failure).first()
    if found is None:
        return None
    found.practice = practice
    if found.status == State.WAITING:
        return _strike(found, request.path) if _is_time(found) else None
    return found


def _covers(failure, path):
    return failure.path == path or entries()[failure.failure].reach == "portal"


def _is_time(failure):
    run = failure.practice.attempt
    return not failure.after or bool(run and run.passed.filter(check_slug=failure.after).exists())


@transaction.atomic
def _strike(failure, path):
    transitions.move(failure, State.SHOWN, by="portal")
    failure.path = path[:200]
    failure.save(update_fields=["path"])
    failure.practice.log("failures.met", failure=failure.failure, section=failure.section)
    return failure


@transaction.atomic
def act(*, failure, slug):
    """Tries a way out and returns the act; the right one ends the failure. None for an act that is not there.

    Trying it again once it is over changes nothing.
    """
    found = entries()[failure.failure].act(slug)
    if found is None:
        return None
    locked = Failure.objects.select_for_update(no_key=True).get(pk=failure.pk)
    if locked.status != State.SHOWN:
        return found
    locked.practice = failure.practice
    locked.tried = [*locked.tried, slug]
    locked.save(update_fields=["tried"])
    failure.practice.log("failures.tried", failure=failure.failure, act=slug, is_right=found.is_right)
    if found.is_right:
        transitions.move(locked, State.OVER, by=failure.practice.seat)
        failure.practice.log("failures.over", failure=failure.failure)
        if failure.failure in _ways_out:
            _ways_out[failure.failure](failure.practice)
    return found
