"""A parent's access to a child's record: the birthdays that change it, and what a teen agrees to."""

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.proxy import helper, levels, rules
from sandbox_portal.sections.proxy.models import HELD, ProxyGrant
from sandbox_portal.sections.proxy.states import State
from sandbox_portal.sections.refusing import NotPossible

PARENT, CHILD, CLINIC = "proxy", "patient", "clinic"
REASONS = ("age-rule", "broken", "child-hid-it", "my-mistake")
RIGHT_REASON = "age-rule"


def age(practice):
    """Returns how old the child is on the practice clock."""
    return levels.age_on(practice.chart.patient.birth_date, practice.today)


@transaction.atomic
def begin(*, practice, person):
    """Gives a parent access: the birth certificate was shown and checked before. Returns it."""
    grant = ProxyGrant.objects.create(practice=practice, person=person, way=ProxyGrant.Way.PARENT)
    grant.band = levels.access_at(age(practice), practice.policy)
    grant.shows_sensitive = grant.band == "full"
    grant.signed_at = practice.now
    grant.save(update_fields=["band", "shows_sensitive", "signed_at"])
    transitions.begin(grant, by=PARENT)
    transitions.move(grant, State.AWAITING_DOCUMENTS, by=PARENT)
    transitions.move(grant, State.CLINIC_REVIEW, by=CLINIC)
    transitions.move(grant, rules.running_state(grant), by=CLINIC)
    schedule_birthday(grant)
    return grant


def fit_to_age(grant):
    """Gives a parent's access what the clinic's ages say today, and writes the next birthday down."""
    grant.band = levels.access_at(age(grant.practice), grant.policy)
    grant.shows_sensitive = grant.band == "full"
    grant.save(update_fields=["band", "shows_sensitive"])
    replies.cancel(practice=grant.practice, kind="proxy.birthday", target=grant.pk)
    schedule_birthday(grant)


@transaction.atomic
def hold(*, grant):
    """The clinic puts a parent's access on hold: a court paper about the child came in."""
    grant.is_open = False
    grant.save(update_fields=["is_open"])
    transitions.move(grant, State.SUSPENDED, by=CLINIC, reason=HELD)
    grant.practice.log("proxy.moved", request=grant.pk, to=State.SUSPENDED, reason=HELD)
    return grant


def schedule_birthday(grant):
    """Writes down the next birthday that changes what the parent sees; returns the BandChange, or None."""
    practice = grant.practice
    change = levels.next_change(practice.chart.patient.birth_date, practice.today, practice.policy)
    if change:
        due = practice_days.at_hour(change.on, 0)
        replies.schedule(practice=practice, kind="proxy.birthday", due=due, target=grant.pk)
    return change


@transaction.atomic
def come_of_age(*, grant):
    """Lets the parent see what the child's age allows from today on, and nothing that was agreed before.

    The parent is led out of the record; where the child is an adult now, the access ends.
    """
    practice = grant.practice
    grant.band = levels.access_at(age(practice), practice.policy)
    grant.sections, grant.wished, grant.asked_at = [], [], None
    grant.is_open, grant.shows_sensitive = False, grant.band == "full"
    grant.save(update_fields=["band", "sections", "wished", "asked_at", "is_open", "shows_sensitive"])
    to, reason = (State.AGED_OUT if grant.band == "none" else rules.running_state(grant)), "birthday"
    if grant.status == State.SUSPENDED and to != State.AGED_OUT:
        schedule_birthday(grant)  # it stays on hold; whoever lifts that looks at the age
        return grant
    if to != State.AGED_OUT and helper.asks_teen(grant):
        to, reason = State.AWAITING_PATIENT, "teen-is-asked"
    transitions.move(grant, to, by=CLINIC, reason=reason)
    practice.log("proxy.moved", request=grant.pk, to=to, reason=reason)
    if to != State.AGED_OUT:
        schedule_birthday(grant)
    return grant


@transaction.atomic
def choose_reason(*, practice, reason):
    """Writes down why the parent thinks that parts are gone; returns whether that is the reason."""
    practice.log("proxy.reason_chosen", reason=reason)
    return reason == RIGHT_REASON


@transaction.atomic
def ask_for_more(*, grant):
    """Asks the teen, and the clinic, to open more. Asking twice asks once. Raises NotPossible."""
    if not (grant.is_active and grant.is_part):
        raise NotPossible("not-a-teen")
    if grant.asked_at is None and not grant.wished:
        grant.asked_at = grant.practice.now
        grant.save(update_fields=["asked_at"])
        grant.practice.log("proxy.more_asked", request=grant.pk)
    return grant


@transaction.atomic
def answer(*, grant, is_yes, sections=()):
    """The teen's own consent. A no changes nothing; a yes holds once the clinic has talked with the teen.

    Raises NotPossible("not-a-teen"), or NotPossible("not-waiting") while the clinic looks at an answer.
    """
    if not (grant.is_active and grant.is_part):
        raise NotPossible("not-a-teen")
    if grant.wished:
        raise NotPossible("not-waiting")
    practice = grant.practice
    grant.wished = [each for each in levels.agreeable(practice.policy) if is_yes and each in sections]
    grant.asked_at = None
    grant.save(update_fields=["wished", "asked_at"])
    practice.log("proxy.teen_answered", request=grant.pk, is_yes=is_yes, parts=len(grant.wished))
    if grant.wished:
        days = practice.policy.proxy.review_business_days
        day = practice_days.add_business_days(practice.now, days, practice.policy.holidays)
        due = max(practice_days.at_hour(day, 10), practice.now)
        replies.schedule(practice=practice, kind="proxy.teen_talk", due=due, target=grant.pk)
    return grant


@transaction.atomic
def open_what_was_agreed(*, grant):
    """The clinic has talked with the teen alone: what the teen said yes to is open now."""
    grant.sections, grant.wished = grant.wished, []
    grant.save(update_fields=["sections", "wished"])
    transitions.move(grant, rules.running_state(grant), by=CLINIC, reason="teen-agreed")
    grant.practice.log("proxy.moved", request=grant.pk, to=grant.status, reason="teen-agreed")
    return grant


@transaction.atomic
def close_again(*, grant):
    """The teen takes back what was agreed, at once. Doing it twice changes nothing."""
    if grant.sections or grant.wished:
        grant.sections, grant.wished = [], []
        grant.save(update_fields=["sections", "wished"])
        replies.cancel(practice=grant.practice, kind="proxy.teen_talk", target=grant.pk)
        transitions.move(grant, rules.running_state(grant), by=CHILD, reason="teen-closed")
        grant.practice.log("proxy.moved", request=grant.pk, to=grant.status, reason="teen-closed")
    return grant
