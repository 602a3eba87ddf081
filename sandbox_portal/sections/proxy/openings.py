"""Access that stands before a task begins."""

from sandbox_portal import transitions
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.proxy import rules
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.states import State


def _invited(practice, person, level, shows_sensitive):
    grant = ProxyGrant.objects.create(
        practice=practice, person=person, level=level, shows_sensitive=shows_sensitive
    )
    transitions.begin(grant, by=rules.PATIENT)
    return rules.send(grant=grant)


@openings.opening("proxy.invited")
def invited(practice, person="sam", level=Level.EVERYDAY, shows_sensitive=False):
    """An invitation is out and waits for the other one to accept."""
    return _invited(practice, person, level, shows_sensitive)


@openings.opening("proxy.active")
def active(practice, person="sam", level=Level.RECORDS, shows_sensitive=True):
    """The access runs: invited, accepted and checked by the clinic before the story begins."""
    grant = _invited(practice, person, level, shows_sensitive)
    transitions.move(grant, State.ACCEPTED, by="proxy")
    transitions.move(grant, State.CLINIC_REVIEW, by="clinic")
    rules.schedule_end(grant, practice.today)
    transitions.move(grant, rules.running_state(grant), by="clinic")
    return grant


@openings.opening("proxy.guardian_named")
def guardian_named(practice):
    """A judge has named the helper guardian, as the patient can no longer decide; no access runs yet.

    The clinic then takes the judge's paper, which it refuses where the patient can say yes.
    """
