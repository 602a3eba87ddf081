"""Leaving the hospital, what is to be done after it, and the survey that is offered some days later.

Nobody has to answer. What is answered goes to no one who looks after the person: it is no way to get help.
"""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.hospital.models import StaySurvey
from sandbox_portal.sections.hospital.states import MACHINE, OPEN, State
from sandbox_portal.sections.refusing import NotPossible

STEP = "stay.survey"
HOUR = 10


def left_on(viewing):
    """Returns the day on which the person went home, or None while they are still there. No query."""
    return next((at.date() for at in viewing.opened("stay.left").values()), None)


@transaction.atomic
def call(*, practice, who):
    """Makes the pretend call for help after a stay. Nobody is rung up."""
    return practice.log("stay.called", who=who)


@transaction.atomic
def leave(*, practice):
    """Goes home; the survey is offered some days later. Twice changes nothing."""
    Practice.objects.locked(practice.pk)
    if practice.events.filter(kind="stay.left").exists():
        return
    practice.log("stay.left", item="home")
    rules = practice.policy.hospital
    steps = (
        (State.OFFERED, rules.survey_after_days, HOUR),
        (State.EXPIRED, rules.survey_until_days + 1, 0),  # with the end of its last day
    )
    for to, days, hour in steps:
        due = practice_days.at_hour(practice.today + timedelta(days=days), hour)
        replies.schedule(practice=practice, kind=STEP, due=due, facts={"to": str(to)})


def offer(practice):
    """Offers the survey, once, until its last day."""
    rules = practice.policy.hospital
    until = practice.today + timedelta(days=rules.survey_until_days - rules.survey_after_days)
    survey, is_new = StaySurvey.objects.get_or_create(practice=practice, defaults={"until": until})
    if is_new:
        survey.practice = practice
        transitions.begin(survey, by="hospital")
        practice.log("stay.survey_moved", to=str(State.OFFERED))


def expire(practice):
    """Ends a survey that nobody answered."""
    survey = of(practice)
    if survey and MACHINE.can(survey.status, State.EXPIRED):
        _move(survey, State.EXPIRED, by="hospital")


def of(practice):
    """Returns the survey, or None before it is offered. One query."""
    survey = StaySurvey.objects.for_practice(practice).first()
    if survey:
        survey.practice = practice
    return survey


@transaction.atomic
def answer(*, survey, answers, note):
    """Keeps the answers; what was left open stays open. Sent twice, the first counts. Raises NotPossible."""
    _open_or_refuse(survey)
    if survey.status == State.DONE:
        return survey
    survey.answers, survey.note = answers, note
    survey.save(update_fields=["answers", "note"])
    _move(survey, State.DONE, by=survey.practice.seat, answered=len(answers), has_words=bool(note))
    return survey


@transaction.atomic
def decline(*, survey):
    """Says no, thank you. That is all right, and can be taken back until the last day. Raises NotPossible."""
    _open_or_refuse(survey)
    if survey.status == State.OFFERED:
        _move(survey, State.DECLINED, by=survey.practice.seat)
    return survey


def _open_or_refuse(survey):
    Practice.objects.locked(survey.practice_id)
    survey.refresh_from_db(fields=["status"])
    if survey.status not in (*OPEN, State.DONE):
        raise NotPossible("over")


def _move(survey, to, *, by, **facts):
    transitions.move(survey, to, by=by)
    survey.practice.log("stay.survey_moved", to=str(to), **facts)
