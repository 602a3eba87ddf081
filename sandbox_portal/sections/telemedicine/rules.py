"""A video visit from the first questions to its end. Each step in one transaction."""

from django.db import transaction

from sandbox_portal import actions, form_keys, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.telemedicine import shelf
from sandbox_portal.sections.telemedicine.models import RemoteVisit
from sandbox_portal.sections.telemedicine.states import State

TALK_MINUTES = 9  # how long the visit takes


@transaction.atomic
def turn_away(*, practice, reason, why):
    """Says no to what does not belong here. Nothing is kept but that it happened."""
    return practice.log("video.turned_away", reason=reason, why=why)


@transaction.atomic
def ask(*, practice, form_key, reason, place, pharmacy, is_told):
    """Begins a visit and puts the person in line; returns it. The same form sent twice begins one.

    Raises NotPossible with why it does not belong here, or "waiting-already".
    """
    Practice.objects.locked(practice.pk)
    mine = RemoteVisit.objects.for_practice(practice)
    known = form_keys.first(mine, form_key)
    if known:
        return known
    away = shelf.REASONS[reason].away or ("" if place == "here" else "place")
    if away:
        raise NotPossible(away)
    if mine.open().exists():
        raise NotPossible("waiting-already")
    visit, is_new = form_keys.once(
        mine,
        form_key,
        lambda: RemoteVisit.objects.create(
            practice=practice,
            form_key=form_key,
            reason=reason,
            place=place,
            pharmacy=pharmacy,
            is_told=is_told,
            begun_at=practice.now,
        ),
    )
    if is_new:
        transitions.begin(visit, by="patient")
        practice.log(
            "video.asked",
            visit=visit.pk,
            reason=reason,
            pharmacy=pharmacy,
            is_told=is_told,
        )
        _move(visit, State.QUEUED, "patient")
    return visit


@transaction.atomic
def wait(*, visit):
    """Waits until the doctor is ready. Raises transitions.NotAllowed where the line was left."""
    minutes = visit.practice.policy.telemedicine.wait_minutes
    actions.pass_minutes(practice=visit.practice, minutes=minutes)
    _move(visit, State.CALLED, "clinic")


@transaction.atomic
def talk(*, visit):
    """Joins the doctor; the visit ends with a summary."""
    actions.pass_minutes(practice=visit.practice, minutes=TALK_MINUTES)
    _move(visit, State.ENDED, "clinic")


@transaction.atomic
def leave(*, visit):
    """Leaves the line or the visit."""
    _move(visit, State.LEFT, "patient")


@transaction.atomic
def send_summary(*, practice, visit, to):
    """Sends what the doctor wrote to the person's own clinic, or to nobody."""
    return practice.log("video.summary_sent", item=str(visit.pk), visit=visit.pk, to=to)


def _move(visit, to, by):
    transitions.move(visit, to, by=by)
    visit.practice.log("video.moved", visit=visit.pk, to=str(to))
