"""What a learner does with a practice as a whole: start it, move its clock, ask for help, leave it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sandbox_portal import form_keys, personas, practice_days
from sandbox_portal.adopting import fitting
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios import openings, recording
from sandbox_portal.scenarios.models import HINT_STEPS, Scenario, ScenarioRun
from sandbox_portal.sections.alerts import reminders

LONGEST_SKIP = 30
LONGEST_WAIT = 120  # minutes


class NoSuchSeat(ValueError):
    """The task does not have this part to play."""


class NoSuchPortal(ValueError):
    """The person has no such portal, or the learner plays the helper."""


class PersonInUse(Exception):
    """A task is about this imported person."""


class NoHelpHere(Exception):
    """Hints are for an open attempt with help; this one is over, or done alone."""


@transaction.atomic
def start(
    *,
    learner,
    organisation,
    form_key,
    scenario=None,
    mode=None,
    language=None,
    came_from="",
    persona=None,
    kind=None,
):
    """Begins a practice of a task (or, without one, just to look around as `persona`, in a portal of this
    `kind`) and returns it.

    The same form sent twice begins one. An earlier, unfinished practice of the same task is left and deleted
    with what was typed in it: there is one practice a task. It starts on the persona's own weekday, at most
    six days before today, at nine, so that the story's "5 pills left" is always true.
    """
    mine = Practice.objects.for_learner(learner)
    practice, is_new = form_keys.once(
        mine,
        form_key,
        lambda: _new(learner, organisation, form_key, scenario, mode, came_from, persona, kind),
    )
    if not is_new:
        return practice
    for earlier in mine.of_task(scenario).exclude(pk=practice.pk):
        leave(practice=earlier, by=learner)
    openings.prepare(practice)
    run = None
    if scenario is not None:
        run = ScenarioRun.objects.create(
            learner=learner,
            organisation=organisation,
            scenario=scenario,
            practice=practice,
            mode=practice.mode,
            hints=HINT_STEPS if practice.mode == Practice.Mode.EXAMPLE else 0,  # all help is on the page
            help_steps=ScenarioRun.objects.for_learner(learner).help_for(scenario.slug),
            tries=ScenarioRun.objects.for_learner(learner).at(scenario.slug).count() + 1,
            language=language or learner.language,
        )
    practice.log("practice.started", mode=practice.mode)
    if run:
        recording.attempted(run, seat=practice.seat)
    return practice


def _new(learner, organisation, form_key, scenario, mode, came_from, person, kind):
    wanted = scenario.persona if scenario else person or personas.FREE
    persona = personas.get(personas.standing_in(wanted, organisation))
    if scenario and not fitting.is_met(scenario, persona):  # the task came after the record was changed
        persona = personas.get(wanted)
    first_day = persona.first_day(timezone.localdate())
    return Practice.objects.create(
        learner=learner,
        organisation=organisation,
        form_key=form_key,
        came_from=came_from,
        kind=scenario.kind if scenario else kind or "clinic",
        persona=persona.slug,
        persona_version=persona.version,
        scenario=scenario,
        mode=(mode or Practice.Mode.GUIDED) if scenario else Practice.Mode.FREE,
        seat=scenario.seats[0] if scenario else Practice.Seat.PATIENT,
        clock=practice_days.at_hour(first_day, practice_days.OPENING_HOUR),
        started_on=first_day,
    )


def skip_ahead(*, practice, business_days=None, days=None, since=None):
    """Moves the practice clock to the afternoon of a later day and delivers what falls due; returns how many.

    Give one of `business_days` (the clinic's holidays do not count) and `days`, from 1 to 30. With `since`,
    the moment at which the form was shown, a second click on the same form skips nothing. Each reply happens
    at its own time, in order. The clock is moved first and for good: a crash before the last reply leaves
    the rest to the next page view or the worker.
    """
    if (business_days is None) == (days is None):
        raise ValueError("Say either business_days or days.")
    count = days if business_days is None else business_days
    if not 1 <= count <= LONGEST_SKIP:
        raise ValueError(f"Skip from 1 to {LONGEST_SKIP} days.")
    with transaction.atomic():
        locked = Practice.objects.locked(practice.pk)
        if since is None or since == locked.clock:
            before = locked.today
            day = locked.today + timedelta(days=count)
            if days is None:
                day = practice_days.add_business_days(locked.now, count, locked.policy.holidays)
            locked.clock = practice_days.at_hour(day, practice_days.CLOSING_HOUR)
            locked.save(update_fields=["clock"])
            _log_skip(locked, before)
    practice.clock = locked.clock  # a form sent before moves nothing, but does what a crash left behind
    return replies.deliver_due(practice=practice) + reminders.catch_up(practice=practice)


def pass_minutes(*, practice, minutes, since=None):
    """Moves the practice clock by minutes, as at the front door; returns how many things fell due.

    With `since`, the moment at which the form was shown, a second click on the same form moves nothing.
    """
    if not 1 <= minutes <= LONGEST_WAIT:
        raise ValueError(f"Wait from 1 to {LONGEST_WAIT} minutes.")
    with transaction.atomic():
        locked = Practice.objects.locked(practice.pk)
        if since is not None and since != locked.clock:
            practice.clock = locked.clock
            return 0
        locked.clock += timedelta(minutes=minutes)
        locked.save(update_fields=["clock"])
        locked.log("clock.waited", minutes=minutes)
    practice.clock = locked.clock
    return replies.deliver_due(practice=practice)


@transaction.atomic
def _move_clock(practice, moment):
    """Puts the clock to a later moment; nothing where it is there already."""
    locked = Practice.objects.locked(practice.pk)
    if moment <= locked.clock:
        practice.clock = locked.clock
        return
    before, locked.clock = locked.today, moment
    locked.save(update_fields=["clock"])
    _log_skip(locked, before)
    practice.clock = moment


def go_to(*, practice, moment):
    """Moves the clock on to a moment, such as that of a visit, and delivers what falls due; returns how many.

    The clock never goes back: of two clicks the second one moves nothing.
    """
    _move_clock(practice, moment)
    return replies.deliver_due(practice=practice) + reminders.catch_up(practice=practice)


def _log_skip(practice, before):
    today, holidays = practice.today, practice.policy.holidays
    practice.log(
        "clock.skipped",
        business_days=practice_days.business_days_between(before, today, holidays),
        days=(today - before).days,
        since_start=(today - practice.started_on).days,
    )


@transaction.atomic
def switch_seat(*, practice, to):
    """Lets the learner play the other part; returns the practice. Raises NoSuchSeat where there is none."""
    if to not in practice.seats:
        raise NoSuchSeat(to)
    if practice.seat != to:
        practice.seat = to
        practice.save(update_fields=["seat"])
        practice.log("practice.seat_switched", to=to)
    return practice


@transaction.atomic
def change_portal(*, practice, to):
    """Signs the learner in at the person's other portal; returns the practice. Raises NoSuchPortal.

    The patient goes: a helper's access is an access to one portal only.
    """
    if to not in practice.portals or practice.is_proxy_seat:
        raise NoSuchPortal(to)
    if practice.kind != to:
        practice.kind = to
        practice.save(update_fields=["kind"])
        practice.log("portal.changed", to=to)
    return practice


@transaction.atomic
def ask_for_hint(*, practice, step):
    """Shows the hint of this step and records that help was asked for; returns the attempt.

    Asking for a step that is shown already changes nothing, so a double click takes one hint. Raises
    NoHelpHere where the attempt is over or done alone.
    """
    run = ScenarioRun.objects.for_practice(practice).select_for_update(of=("self",)).first()
    if run is None or not run.is_open or run.mode == Practice.Mode.SOLO:
        raise NoHelpHere
    if step != run.hints + 1 or step > run.help_steps:
        return run
    run.hints = step
    run.save(update_fields=["hints"])
    practice.log("coach.hint_asked", step=step)
    recording.asked_for_help(run, seat=practice.seat)
    return run


@transaction.atomic
def leave(*, practice, by):
    """Ends a practice and deletes everything typed in it; returns the closed attempt, or None.

    An attempt that was still open is left; where nothing was done of it, that is a failed one.
    """
    run = ScenarioRun.objects.for_practice(practice).select_for_update(of=("self",)).first()
    if run is not None and run.is_open:
        run.state = ScenarioRun.State.LEFT
        run.ended_at = timezone.now()
        run.save(update_fields=["state", "ended_at"])
        if not run.passed.exists():
            recording.failed(run, seat=practice.seat)
    practice.delete()
    if run is not None and run.scenario.is_preview:  # an author tried it out: nothing stays
        run.delete()
        Scenario.objects.previews_left().filter(pk=run.scenario_id).delete()
        return None
    return run


@transaction.atomic
def start_over(*, practice, by, form_key, language=None):
    """Deletes the practice with all that was typed and begins the same task anew; returns the new one."""
    return start(
        learner=by,
        organisation=practice.organisation,
        form_key=form_key,
        scenario=practice.scenario,
        mode=practice.mode,
        language=language,
        came_from=practice.came_from,
        persona=personas.anew(practice.persona),
        kind=practice.kind,
    )


@transaction.atomic
def forget_person(*, persona, by):
    """Deletes an imported person with every practice about them. Raises PersonInUse while a task needs
    them."""
    if Scenario.objects.about(persona.slug).exists():
        raise PersonInUse(persona.slug)
    for practice in Practice.objects.with_person(persona.slug).select_related("learner"):
        leave(practice=practice, by=practice.learner)
    persona.delete()


def delete_idle(*, now=None, most=500):
    """Deletes practices that nobody came back to, at most `most` of them; returns how many.

    Costs one transaction each, so that a long list never holds the database.
    """
    idle = Practice.objects.idle(now=now or timezone.now()).select_related("learner")[:most]
    for practice in idle:
        leave(practice=practice, by=practice.learner)
    return len(idle)


@transaction.atomic
def adopt(*, source, target):
    """Moves a guest's practices and attempts to an account's learner. Where both practise the same task, the
    guest's practice stays, as it is the newer one."""
    theirs = Practice.objects.for_learner(source)
    for practice in theirs:
        for earlier in Practice.objects.for_learner(target).of_task(practice.scenario):
            leave(practice=earlier, by=target)
    ScenarioRun.objects.for_learner(source).update(learner=target)
    Practice.objects.filter(learner=source).update(learner=target)
