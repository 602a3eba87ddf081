"""Access that stands before a task begins."""

from datetime import timedelta

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.proxy import parents, rules
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


@openings.opening("proxy.ends_soon")
def ends_soon(practice, person="sam", level=Level.EVERYDAY, days=20, shows_sensitive=False):
    """An access that ran for a long time ends in so many days."""
    grant = active(practice, person=person, level=level, shows_sensitive=shows_sensitive)
    grant.expires_on = practice.today + timedelta(days=days)
    grant.save(update_fields=["expires_on"])
    for kind in ("proxy.ends_soon", "proxy.ends"):
        replies.cancel(practice=practice, kind=kind, target=grant.pk)
    due = practice_days.at_hour(grant.expires_on + timedelta(days=1), 0)
    replies.schedule(practice=practice, kind="proxy.ends", due=due, target=grant.pk)
    transitions.move(grant, State.EXPIRING, by="clinic")
    return grant


@openings.opening("proxy.parent")
def parent(practice, person="sam"):
    """A parent can open the child's record, as far as the child's age allows it here."""
    return parents.begin(practice=practice, person=person)


@openings.opening("proxy.on_hold")
def on_hold(practice, person="sam"):
    """A parent's access runs, and then the clinic puts it on hold: it got a court paper about the child."""
    return parents.hold(grant=parents.begin(practice=practice, person=person))


@openings.opening("person.birthday")
def birthday_comes(practice, becomes="limited", days=7):
    """The child has the birthday that changes what a parent sees, in so many days.

    `becomes` is "limited" (the teen years begin) or "none" (an adult). Nothing is done here: the record
    tells the birth date from it (practice.py), by the clinic's own ages.
    """


@openings.opening("proxy.family")
def family(practice):
    """The helper can open other relatives' records too, to look at."""


@openings.opening("proxy.guardian_named")
def guardian_named(practice):
    """A judge has named the helper guardian, as the patient can no longer decide; no access runs yet.

    The clinic then takes the judge's paper, which it refuses where the patient can say yes.
    """
