"""What happens to registrations: made, changed, removed; and trying whether a platform answers."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses.lti import calling, keys, messages, services, tasks, troubles
from courses.lti.models import Grade, Registration


class IssuerStays(Exception):
    """People came from this issuer. At another one, their numbers stand for other people."""


@transaction.atomic
def keep(*, organisation, facts, registration=None, by=None):
    """Makes a registration of these facts, or gives them to one; returns it. The first makes our key.

    Raises IssuerStays: many a platform counts its people from 1, and each would open another's place.
    """
    is_new = registration is None
    if is_new:
        registration = Registration(organisation=organisation)
    else:
        registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
        if registration.issuer != facts["issuer"] and registration.identities.exists():
            raise IssuerStays
    for name, value in facts.items():
        setattr(registration, name, value)
    registration.failures, registration.next_try_at, registration.last_error = 0, None, ""
    registration.save()
    keys.in_use(organisation)
    _write_down(registration, "lti.made" if is_new else "lti.changed", by)
    return registration


@transaction.atomic
def add_deployment(*, registration, deployment, by=None):
    """Adds the deployment id that came with the last launch, which was signed by the platform.

    Returns False, and adds nothing, where it is not the one that was shown: at a platform with many customers
    another one's launch may have come meanwhile.
    """
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if not deployment or row.unknown_deployment != deployment:
        return False
    if deployment not in row.deployments:
        row.deployments = [*row.deployments, deployment]
        _write_down(row, "lti.changed", by)
    row.unknown_deployment = row.last_problem = ""
    row.last_problem_at = None
    row.save(update_fields=["deployments", "unknown_deployment", "last_problem", "last_problem_at"])
    return True


@transaction.atomic
def try_again(*, registration):
    """Has the grades sent once more that the platform refused too often; returns how many."""
    now = timezone.now()
    rows = Grade.objects.of_platform(registration).given_up()
    number = rows.update(waits=True, failures=0, next_try_at=now)
    Registration.objects.filter(pk=registration.pk).update(next_try_at=None)
    transaction.on_commit(lambda: tasks.send_grades.delay(registration.pk), robust=True)
    return number


@transaction.atomic
def remove(*, registration, by=None):
    """Removes a platform: nobody comes from it, no grade goes there. Learners keep their learning."""
    _write_down(registration, "lti.removed", by)
    registration.delete()


def _write_down(registration, action, by):
    log(instance=registration.organisation, action=action, user=by, data={"name": registration.name})


@dataclass(frozen=True)
class Tried:
    """One thing that was tried: what, whether it worked, and how it went."""

    what: str
    is_good: bool
    words: str


def check(registration):
    """Reads the platform's keys and asks it for an access token; returns [Tried]."""
    return [_try_keys(registration), _try_token(registration)]


def _try_keys(registration):
    what = _("Public key set URL")
    try:
        number = len(messages.fetch_keys(registration))
    except calling.Unreachable as error:
        return Tried(what, False, troubles.words(str(error)))
    return Tried(what, number > 0, ngettext("%d key", "%d keys", number) % number)


def _try_token(registration):
    what = _("Access token URL")
    try:
        services.Session(registration).token()
    except services.Trouble as trouble:
        return Tried(what, False, troubles.words(str(trouble)))
    return Tried(what, True, _("It gave us a token: the client ID and our key are known there."))
