"""Lets the task that is practised hear each event: which checks are met, which mistakes were made."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from sandbox_portal import practice_days
from sandbox_portal.scenarios import recording
from sandbox_portal.scenarios.checks import Check
from sandbox_portal.scenarios.models import CheckPassed, MistakeMade, ScenarioRun
from sandbox_portal.signals import scenario_passed


@dataclass
class Story:
    """What has happened so far in one attempt, as checks see it."""

    practice: object
    run: ScenarioRun
    passed: dict[str, CheckPassed]

    @cached_property
    def events(self):
        """What was logged since the attempt began, oldest first. One query, only where a check counts."""
        everything = list(self.practice.events.order_by("pk"))
        first = [event.kind for event in everything].index("practice.started")
        return everything[first:]

    def events_since(self, slug):
        """Returns the events after the one that met a check, or all of them for ""."""
        first = self.passed[slug].event_id if slug else 0
        return [event for event in self.events if event.pk > first]

    def met_at(self, slug) -> datetime:
        """Returns the moment on the practice clock at which a check was met; the start for ""."""
        if slug:
            return self.passed[slug].at_sim
        return practice_days.at_hour(self.practice.started_on, practice_days.OPENING_HOUR)


def hear(practice, event):
    """Marks what the event means for the open attempt. Called by `Practice.log` in its transaction.

    A mistake is judged before the checks, and an attempt that it ends passes nothing more. Costs one query
    where no task is practised, and one for each kind of check otherwise.
    """
    if practice.scenario_id is None:
        return
    run = ScenarioRun.objects.for_practice(practice).select_for_update(of=("self",)).first()
    if run is None:
        return
    practice.run = run  # a page that logs while it is shown tells what this very act has done
    if not run.is_open:
        return
    checks = list(Check.objects.for_scenario(run.scenario_id))
    story = Story(practice, run, {row.check_slug: row for row in run.passed.all()})
    if _note_mistakes(story, event, [check for check in checks if check.is_mistake]):
        _end(run, ScenarioRun.State.FAILED, practice.seat)
        return
    wanted = [check for check in checks if not check.is_mistake]
    _pass_checks(story, event, wanted)
    if wanted and all(check.slug in story.passed for check in wanted):
        _end(run, ScenarioRun.State.PASSED, practice.seat)
        if not run.scenario.is_preview:
            scenario_passed.send(sender=ScenarioRun, run=run, learner=run.learner)


def _is_time_for(check, story, event):
    """True unless the check waits for another one that is not yet met, or was met by this very event."""
    if not check.after:
        return True
    before = story.passed.get(check.after)
    return before is not None and before.event_id != event.pk


def _note_mistakes(story, event, mistakes):
    """Writes down the mistakes this event is; True where one of them ends the attempt."""
    made = [each for each in mistakes if _is_time_for(each, story, event) and each.is_met(event, story)]
    for mistake in made:
        MistakeMade.objects.create(
            run=story.run, check_slug=mistake.slug, event_id=event.pk, at_sim=event.at_sim
        )
    return any(mistake.is_ending for mistake in made)


def _pass_checks(story, event, checks):
    for check in checks:
        is_new = check.slug not in story.passed
        if is_new and _is_time_for(check, story, event) and check.is_met(event, story):
            story.passed[check.slug] = CheckPassed.objects.create(
                run=story.run, check_slug=check.slug, event_id=event.pk, at_sim=event.at_sim
            )


def _end(run, state, seat):
    run.state = state
    run.ended_at = timezone.now()
    run.save(update_fields=["state", "ended_at"])
    if state == ScenarioRun.State.PASSED:
        recording.passed(run, seat=seat)
    else:
        recording.failed(run, seat=seat)
