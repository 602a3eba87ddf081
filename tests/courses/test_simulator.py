"""The simulation: real actions, each once, resumed where it stopped."""

from collections import Counter
from random import Random

import pytest
from django.db import transaction

from courses.library_loader import loader
from courses.progress.models import LessonProgress
from courses.simulator import people, practicing, run
from courses.simulator.models import SimulatedLearner
from sandbox_portal.scenarios import loader as scenarios
from sandbox_portal.scenarios.checks import Mistake
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from self_check import library as questionnaires

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def tasks_loaded(site, django_db_blocker):
    """The practice tasks of the library, read once; each test has a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        scenarios.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tasks(tasks_loaded, db):
    """The practice tasks of the library, by slug."""
    return {row.slug: row for row in Scenario.objects.current()}


@pytest.fixture
def world(loaded, nonprofit, small_library, tasks):
    """Everything a simulated learner needs."""
    loader.load(nonprofit, library=small_library)
    questionnaires.load()
    return run._World()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("slug", practicing.PLAYERS)
def test_every_task_can_be_done_alone(tasks, guest, clinic, slug, language):
    from django.utils import translation

    with translation.override(language):
        practicing.practise(
            learner=guest,
            organisation=clinic,
            scenario=tasks[slug],
            how="alone",
            language=language,
            dice=Random(slug),
        )

    attempt = ScenarioRun.objects.get()
    assert (attempt.state, attempt.hints) == ("passed", 0)


@pytest.mark.parametrize("slug", practicing.PLAYERS)
def test_a_mistake_is_seen_and_some_end_the_try(tasks, guest, clinic, slug):
    for number in range(2):
        practicing.practise(
            learner=guest,
            organisation=clinic,
            scenario=tasks[slug],
            how="after-a-mistake",
            language="en",
            dice=Random(number),
        )

    states = Counter(ScenarioRun.objects.values_list("state", flat=True))
    made = ScenarioRun.objects.values_list("mistakes__check_slug", flat=True)
    ends = Mistake.objects.filter(scenario=tasks[slug], slug__in=set(made), is_ending=True).exists()
    assert states["failed"] == (2 if ends else 0)
    assert ScenarioRun.objects.filter(mistakes__isnull=False).distinct().count() == 2


def test_every_skill_that_can_be_practised_has_simulated_people_who_do(tasks):
    assert set(practicing.PLAYERS) == set(people.TRIES) == set(people.OUTCOMES)
    assert set(practicing.PLAYERS) <= set(tasks)
    assert {tasks[slug].skill for slug in practicing.PLAYERS} == {task.skill for task in tasks.values()}


def test_who_somebody_is_follows_from_the_number():
    known = {"lessons": 7, "tasks": list(people.TRIES)}

    assert people.profile(7, **known) == people.profile(7, **known)
    assert sum(people.profile(number, **known).at_clinic for number in range(1, 301)) == 240


def test_it_goes_on_after_a_crash_and_makes_nobody_twice(world, monkeypatch):
    real, calls = run._do, []

    def sometimes(*args):
        calls.append(args)
        if len(calls) == 3:
            raise ConnectionError
        return real(*args)

    monkeypatch.setattr(run, "_do", sometimes)
    with pytest.raises(ConnectionError):
        run.simulate(up_to=2)

    done = run.simulate(up_to=2)

    assert done == SimulatedLearner.objects.done().count() == 2
    assert SimulatedLearner.objects.count() == 2
    who = world.profile(1)
    wanted = sum(act.kind == "lesson" for act in who.acts)
    first = SimulatedLearner.objects.get(number=1)
    assert LessonProgress.objects.for_learner(first.learner).count() == wanted
    assert first.acts_done == len(who.acts)


def test_a_deleted_learner_is_not_made_again(world):
    run.simulate(up_to=1)
    SimulatedLearner.objects.get().learner.delete()

    assert run.simulate(up_to=1) == 1
    assert SimulatedLearner.objects.count() == 1
