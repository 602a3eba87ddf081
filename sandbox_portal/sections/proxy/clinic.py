"""What happens by itself: the clinic's review, invitations that run out, access that ends."""

from sandbox_portal import personas, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.proxy import helper, parents, rules
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.states import State

CLINIC = "clinic"


def _grant(practice, reply, *statuses):
    """Returns the access a reply is about while it is in one of these states, else None."""
    grant = ProxyGrant.objects.for_practice(practice).filter(pk=reply.target, status__in=statuses).first()
    if grant:
        grant.practice = practice
    return grant


def _move(grant, to, reason=""):
    transitions.move(grant, to, by=CLINIC, reason=reason)
    grant.practice.log("proxy.moved", request=grant.pk, to=to, reason=reason or None)
    alerts.notify(practice=grant.practice, kind="family", item=f"access-{grant.pk}")


@replies.handler("proxy.review")
def review(practice, reply):
    """The clinic has checked: the access starts. Papers are refused where the patient can decide alone.

    What a judge has ordered does not run out (PORTAL.md A14); all other access does.
    """
    grant = _grant(practice, reply, State.CLINIC_REVIEW)
    if grant is None:
        return
    if grant.is_parents:
        _review_parent(grant)
        return
    is_by_paper = grant.way == ProxyGrant.Way.PAPERS
    if is_by_paper and not _has_guardian(practice):
        _move(grant, State.DENIED, "patient-can-decide")
        return
    if not is_by_paper:
        rules.schedule_end(grant, practice.today)
    _move(grant, rules.running_state(grant))


def _review_parent(grant):
    """A parent's access shows what the child's age allows on that day, and ends with a birthday.

    Who became a teen since the paper came in is asked first, where the clinic asks teens.
    """
    parents.fit_to_age(grant)
    if grant.band == "none":
        _move(grant, State.DENIED, "patient-can-decide")
    elif helper.asks_teen(grant):
        _move(grant, State.AWAITING_PATIENT, "teen-is-asked")
    else:
        _move(grant, rules.running_state(grant))


def _has_guardian(practice):
    """True where a judge has named the helper guardian: it is so in the person's life, or in this task."""
    return personas.get(practice.persona).guardian or openings.is_begun_with(practice, "proxy.guardian_named")


@replies.handler("proxy.invitation_runs_out")
def invitation_runs_out(practice, reply):
    """The code no longer works."""
    grant = _grant(practice, reply, State.INVITED)
    if grant:
        _move(grant, State.INVITE_EXPIRED)


@replies.handler("proxy.ends_soon")
def ends_soon(practice, reply):
    """Some days before the end the patient is asked whether it should go on."""
    grant = _grant(practice, reply, State.ACTIVE_LIMITED, State.ACTIVE_FULL)
    if grant:
        _move(grant, State.EXPIRING)


@replies.handler("proxy.ends")
def ends(practice, reply):
    """The last day is over."""
    grant = _grant(practice, reply, State.ACTIVE_LIMITED, State.ACTIVE_FULL, State.EXPIRING, State.SUSPENDED)
    if grant:
        grant.is_open = False
        grant.save(update_fields=["is_open"])
        _move(grant, State.EXPIRED)


@replies.handler("proxy.birthday")
def birthday(practice, reply):
    """The child has a birthday at which a parent's access changes."""
    grant = _grant(practice, reply, State.ACTIVE_LIMITED, State.ACTIVE_FULL, State.SUSPENDED)
    if grant and grant.is_parents:
        parents.come_of_age(grant=grant)


@replies.handler("proxy.teen_talk")
def teen_talk(practice, reply):
    """The clinic has talked with the teen alone, and the teen still says yes."""
    grant = _grant(practice, reply, State.ACTIVE_LIMITED, State.ACTIVE_FULL)
    if grant and grant.wished:
        parents.open_what_was_agreed(grant=grant)
