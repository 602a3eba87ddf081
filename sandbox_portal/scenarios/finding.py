"""Which tasks practise a skill, and what is kept of a learner's practice."""

from django.urls import reverse
from django.utils import translation

from analytics.xapi.addresses import activity_iri
from lms.skills.links import Link
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios.models import Scenario, ScenarioRun, in_language


def links(*, skills, organisation, language):
    """Returns {skill: [Link, …]} to the tasks' start pages, in a language. One query."""
    found = {}
    mine = Scenario.objects.current().open_to(organisation).in_order_of(organisation)
    with translation.override(language):
        for scenario in mine.for_skills(skills):
            url = reverse("practice:task", kwargs={"slug": scenario.slug})
            link = Link(scenario.text("title", language), url, scenario.minutes, len(scenario.seats))
            found.setdefault(scenario.skill, []).append(link)
    return found


def mistakes(organisation, language, addresses):
    """Returns {task's address: {mistake: what was done, in words}} in a language. One query.

    Older versions of a task name mistakes that the newest may not have any more.
    """
    base = activity_iri("scenario", "")
    slugs = {address.removeprefix(base): address for address in addresses if address.startswith(base)}
    rows = Scenario.objects.seen_by(organisation.pk).filter(slug__in=slugs, is_preview=False)
    found = {}
    for slug, told in rows.order_by("version").values_list("slug", "texts__mistakes"):
        words = {name: in_language(said["what"], language) for name, said in (told or {}).items()}
        found.setdefault(slugs[slug], {}).update(words)
    return found


def export(learner):
    """Returns what is held of a learner's practice: the attempts, and all that happened."""
    runs = (
        ScenarioRun.objects.for_learner(learner)
        .select_related("scenario")
        .prefetch_related("passed", "mistakes")
    )
    return {
        "attempts": [_run(run) for run in runs],
        "practices": [_practice(practice) for practice in Practice.objects.for_learner(learner)],
    }


def _run(run):
    return {
        "task": run.scenario.slug,
        "mode": run.mode,
        "state": run.state,
        "hints": run.hints,
        "tries": run.tries,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at and run.ended_at.isoformat(),
        "done": [row.check_slug for row in run.passed.all()],
        "mistakes": [row.check_slug for row in run.mistakes.all()],
    }


def _practice(practice):
    events = practice.events.values("kind", "seat", "at_sim", "at_real", "facts")
    return {
        "persona": practice.persona,
        "task": practice.scenario.slug if practice.scenario_id else None,
        "started_on": practice.started_on.isoformat(),
        "clock": practice.clock.isoformat(),
        "events": [
            {**event, "at_sim": event["at_sim"].isoformat(), "at_real": event["at_real"].isoformat()}
            for event in events
        ],
    }


def moments_passed(learners, organisation):
    """Returns (learner's key, when) of the tasks that some learners passed at an organisation. One query."""
    passed = ScenarioRun.objects.filter(
        learner__in=learners,
        organisation=organisation,
        state=ScenarioRun.State.PASSED,
        scenario__is_preview=False,
    )
    return passed.values_list("learner", "ended_at")
