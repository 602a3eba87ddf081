"""What the patient does about who can see the record: invite, look, lower, pause, end."""

import secrets
from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.proxy import levels
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.states import ACTIVE, PENDING, State
from sandbox_portal.sections.refusing import NotPossible

_CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXY"  # none that looks like a digit
PATIENT = "patient"


def people(practice):
    """Returns the relatives of the chart who may be invited: adults, with their e-mail on file."""
    today = practice.today
    adult = practice.policy.proxy.adult_age
    return [p for p in practice.chart.relations if (p.age_on(today) or 0) >= adult and email_of(p)]


def children(practice):
    """Returns the relatives of the chart who are no adults yet: they cannot be a proxy."""
    return [p for p in practice.chart.relations if p not in people(practice)]


def grants(practice):
    """Returns every access and invitation of one practice, newest first."""
    return ProxyGrant.objects.for_practice(practice)


def email_of(person):
    """Returns the invented person's e-mail address, or an empty string."""
    return next((point.value for point in person.telecom if point.system == "email"), "")


@transaction.atomic
def start(*, practice, form_key, person):
    """Begins an invitation and returns the draft. The same form sent twice begins one.

    Raises NotPossible("unknown-person") for someone who is not an adult relative in the chart and
    NotPossible("already") where that person has access or an invitation.
    """
    if person not in {each.id for each in people(practice)}:
        raise NotPossible("unknown-person")
    mine = ProxyGrant.objects.for_practice(practice)
    if form_keys.first(mine, form_key) is None and mine.standing().of(person).exists():
        raise NotPossible("already")
    grant, is_new = form_keys.once(
        mine,
        form_key,
        lambda: ProxyGrant.objects.create(practice=practice, form_key=form_key, person=person),
    )
    if is_new:
        transitions.begin(grant, by=PATIENT)
    return grant


def choose_level(*, grant, level, sections=(), shows_sensitive=False):
    """Writes down how much an unsent invitation will share, and returns it."""
    if grant.status != State.DRAFT:
        raise NotPossible("sent")
    grant.level, grant.sections = level, sorted(sections) if level == levels.Level.CUSTOM else []
    grant.shows_sensitive = shows_sensitive
    grant.save(update_fields=["level", "sections", "shows_sensitive"])
    return grant


@transaction.atomic
def send(*, grant):
    """Signs the consent and sends the invitation; sending it again returns what was sent.

    Raises NotPossible("no-level") for a draft without a level, NotPossible("already") where another
    invitation to the same person went out meanwhile.
    """
    practice = grant.practice
    Practice.objects.locked(practice.pk)  # of two invitations at once, the second waits and finds the first
    grant = ProxyGrant.objects.for_practice(practice).select_for_update().get(pk=grant.pk)
    grant.practice = practice
    if grant.status != State.DRAFT:
        return grant
    if not grant.level:
        raise NotPossible("no-level")
    if ProxyGrant.objects.for_practice(practice).standing().of(grant.person).exists():
        raise NotPossible("already")
    grant.signed_at = practice.now
    _new_code(grant)
    transitions.move(grant, State.INVITED, by=PATIENT)
    practice.log(
        "proxy.invited", request=grant.pk, relation=relation_kind(practice, grant.person), level=grant.level
    )
    return grant


def relation_kind(practice, person):
    """Returns the relation as HL7's role code in lower case ("son"), for the log."""
    found = practice.chart.relation(person)
    return found.kind.lower() if found and found.kind else "other"


def _new_code(grant):
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(4))
    grant.code = f"{letters}-{secrets.randbelow(9000) + 1000}"
    days = grant.practice.policy.proxy.invite_expires_days
    grant.code_expires_on = grant.practice.today + timedelta(days=days)
    grant.save(update_fields=["code", "code_expires_on", "signed_at"])
    after = practice_days.at_hour(grant.code_expires_on + timedelta(days=1), 0)
    replies.cancel(practice=grant.practice, kind="proxy.invitation_runs_out", target=grant.pk)
    replies.schedule(practice=grant.practice, kind="proxy.invitation_runs_out", due=after, target=grant.pk)


@transaction.atomic
def resend(*, grant):
    """Sends the invitation again with a new code and a new last day. Raises NotPossible("too-late")."""
    if grant.status not in (State.INVITED, State.INVITE_EXPIRED):
        raise NotPossible("too-late")
    _new_code(grant)
    if grant.status == State.INVITE_EXPIRED:
        transitions.move(grant, State.INVITED, by=PATIENT, reason="resent")
    grant.practice.log("proxy.moved", request=grant.pk, to=State.INVITED, reason="resent")
    return grant


def _refuse_for_parents(grant):
    """A minor cannot end or change a parent's access alone: the clinic's ages say what it shows."""
    if grant.is_parents:
        raise NotPossible("a-parent")


@transaction.atomic
def end(*, grant):
    """Ends an access, or takes back an invitation, at once. Ending what is over changes nothing."""
    if not grant.is_standing:
        return grant
    _refuse_for_parents(grant)
    was_pending = grant.status in PENDING
    grant.is_open = False
    grant.save(update_fields=["is_open"])
    transitions.move(grant, State.REVOKED, by=PATIENT, reason="cancelled" if was_pending else "")
    if was_pending:
        grant.practice.log("proxy.moved", request=grant.pk, to=State.REVOKED, reason="cancelled")
    else:
        grant.practice.log("proxy.revoked", request=grant.pk)
    return grant


@transaction.atomic
def change_level(*, grant, level, sections=(), shows_sensitive=False):
    """Changes what a proxy sees from now on, and returns the access. Raises NotPossible("not-active").

    Choosing what holds already changes nothing.
    """
    if grant.status not in ACTIVE:
        raise NotPossible("not-active")
    _refuse_for_parents(grant)
    old_level, old, old_sensitive = grant.level, grant.opens, grant.shows_sensitive
    new = levels.sections_of(level, grant.policy, sections)
    if (level, new, shows_sensitive) == (old_level, old, old_sensitive):
        return grant
    grant.level, grant.shows_sensitive = level, shows_sensitive
    grant.sections = sorted(new) if level == levels.Level.CUSTOM else []
    grant.save(update_fields=["level", "sections", "shows_sensitive"])
    if grant.status != State.EXPIRING:
        transitions.move(grant, running_state(grant), by=PATIENT, reason="level-changed")
    grant.practice.log(
        "proxy.level_changed",
        request=grant.pk,
        frm=old_level,
        to=level,
        is_lower=levels.is_lower(new, shows_sensitive, old, old_sensitive),
    )
    return grant


def running_state(grant):
    """Returns the active state that fits what the access opens."""
    return State.ACTIVE_FULL if grant.is_full else State.ACTIVE_LIMITED


@transaction.atomic
def pause(*, grant):
    """Puts an active access on hold, so that nothing can be seen. Raises NotPossible("not-active")."""
    if grant.status == State.SUSPENDED:
        return grant
    if grant.status not in ACTIVE:
        raise NotPossible("not-active")
    _refuse_for_parents(grant)
    grant.is_open = False
    grant.save(update_fields=["is_open"])
    transitions.move(grant, State.SUSPENDED, by=PATIENT, reason="patient-asked")
    grant.practice.log("proxy.moved", request=grant.pk, to=State.SUSPENDED, reason="patient-asked")
    return grant


@transaction.atomic
def resume(*, grant):
    """Lets a paused access go on as before. Raises NotPossible("not-paused")."""
    if grant.status != State.SUSPENDED:
        raise NotPossible("not-paused")
    if grant.is_held:
        raise NotPossible("on-hold")
    transitions.move(grant, running_state(grant), by=PATIENT, reason="patient-asked")
    grant.practice.log("proxy.moved", request=grant.pk, to=grant.status, reason="resumed")
    return grant


@transaction.atomic
def renew(*, grant):
    """Lets an access that ends soon go on for as long again. Only the patient can. Raises NotPossible."""
    if grant.status != State.EXPIRING:
        raise NotPossible("not-expiring")
    grant.asked_at = None
    grant.save(update_fields=["asked_at"])
    schedule_end(grant, grant.practice.today)
    transitions.move(grant, running_state(grant), by=PATIENT, reason="renewed")
    grant.practice.log("proxy.renewed", request=grant.pk)
    return grant


def schedule_end(grant, day):
    """Sets the last day of an access that runs from `day`, with the warning some days before."""
    practice = grant.practice
    grant.expires_on = levels.months_later(day, practice.policy.proxy.adult_expires_months)
    grant.save(update_fields=["expires_on"])
    for kind, on in (
        ("proxy.ends_soon", grant.expires_on - timedelta(days=practice.policy.proxy.warn_days)),
        ("proxy.ends", grant.expires_on + timedelta(days=1)),
    ):
        replies.cancel(practice=practice, kind=kind, target=grant.pk)
        replies.schedule(practice=practice, kind=kind, due=practice_days.at_hour(on, 0), target=grant.pk)


@transaction.atomic
def answer_request(*, grant, is_yes):
    """Answers someone who asked for access: yes signs the consent, no ends it. Raises NotPossible."""
    if grant.status != State.AWAITING_PATIENT:
        raise NotPossible("not-waiting")
    if not is_yes:
        transitions.move(grant, State.DENIED, by=PATIENT, reason="patient-said-no")
        grant.practice.log("proxy.answered", request=grant.pk, is_yes=False, level=grant.level or None)
        grant.practice.log("proxy.moved", request=grant.pk, to=State.DENIED, reason="patient-said-no")
        return grant
    grant.signed_at = grant.practice.now
    grant.save(update_fields=["signed_at"])
    transitions.move(grant, State.ACCEPTED, by=PATIENT)
    grant.practice.log("proxy.answered", request=grant.pk, is_yes=True, level=grant.level or None)
    send_to_review(grant)
    return grant


def send_to_review(grant):
    """Hands a signed access to the clinic, which answers after the policy's review days."""
    practice = grant.practice
    transitions.move(grant, State.CLINIC_REVIEW, by="clinic")
    day = practice_days.add_business_days(
        practice.now, practice.policy.proxy.review_business_days, practice.policy.holidays
    )
    due = max(practice_days.at_hour(day, 10), practice.now)
    replies.schedule(practice=practice, kind="proxy.review", due=due, target=grant.pk)
    return due


@transaction.atomic
def give_password(*, practice):
    """Writes down the mistake of handing over a password. Nothing is typed and nothing is kept."""
    return practice.log("proxy.password_given")
