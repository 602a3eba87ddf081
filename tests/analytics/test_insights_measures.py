"""The measures of the insights pages, each against people whose numbers were counted by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.metrics import Share, activities, people, skills
from analytics.models import Presence, Trace
from analytics.xapi import recorder
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
SKILL = "privacy-security"


def act(learner, verb, kind, key="one", *, skill=SKILL, within=(), **result):
    """Records one act and returns its statement."""
    return recorder.record(
        learner=learner, organisation=learner.organisation, verb=verb,
        activity=recorder.Activity(kind, key), skill=skill, within=within, result=recorder.Result(**result),
    )  # fmt: skip


@pytest.fixture
def twelve(clinic_alone):
    """Twelve people. What the n-th did stands in each test's numbers."""
    made = learners(clinic_alone, 12)
    lesson = recorder.Activity("lesson", "fakes")
    for number, person in enumerate(made):
        record(person, "says", skill=SKILL, score=1 if number < 6 else 0)
        act(person, "initialized", "lesson", "fakes")
        for step in ("connect", "see") if number < 9 else ("connect",):
            act(person, "progressed", "lesson-step", f"fakes/{step}", within=[lesson])
        if number < 8:
            act(person, "completed", "lesson", "fakes", completion=True)
        act(person, "attempted", "scenario", "real-or-fake")
        cases = recorder.Cases(of=12, right=9, threats=6, caught=5, harmless=6, alarms=2)
        act(
            person, "passed" if number in (5, 6, 7) or number > 3 else "failed", "scenario", "real-or-fake",
            duration=timedelta(minutes=2 + number), hints=0 if number in (5, 6, 7) else 1, cases=cases,
            mistakes=("trusted-a-link",) if number < 10 else (),
        )  # fmt: skip
        act(person, "completed", "refresher", "fakes/after-30", score=1.0 if number < 7 else 0.5)
        if number < 6:
            act(person, "planned", "plan-step", "lesson/fakes")
        if number < 3:
            act(person, "reported", "plan-step", "lesson/fakes", response="did-it", success=True)
    fold_everything()
    return made


def test_six_measures_of_a_skill(clinic_alone, twelve):
    found = skills.skill_figures(clinic_alone)[SKILL]

    assert {name: found.share(name) for name in skills.MEASURES} == {
        "says": Share(6, 12), "learned": Share(8, 12), "tried": Share(12, 12),
        "alone": Share(3, 12), "kept": Share(7, 12), "done": Share(3, 12),
    }  # fmt: skip


def test_a_gap_is_about_those_who_have_both_measures(clinic_alone, twelve):
    more = learners(clinic_alone, 8)
    for person in more:
        record(person, "tried", skill=SKILL)  # never asked what they say
    fold_everything()
    found = skills.skill_figures(clinic_alone)[SKILL]

    assert found.gap("says", "alone") == skills.Gap(25, 12)
    assert found.gap("tried", "alone") == skills.Gap(85, 20)
    assert found.gap("alone", "says").points == -25


def test_confidence_against_skill(clinic_alone, twelve):
    found = skills.skill_figures(clinic_alone)[SKILL]

    assert found.over_rating == Share(5, 12)  # 0 to 4 say yes and needed hints; 5 could do it
    assert found.under_rating == Share(2, 12)  # 6 and 7


def test_the_funnel_counts_who_took_every_step_before(clinic_alone, twelve):
    record(learners(clinic_alone, 1)[0], "tried")  # practised without a lesson: came, and no more
    fold_everything()
    found = people.funnel(clinic_alone)

    assert [found[stage].count for stage in people.STAGES] == [13, 12, 8, 8, 6, 3]
    assert {share.of for share in found.values()} == {13}


def test_where_people_stop_in_a_lesson(clinic_alone, twelve):
    (lesson,) = activities.lessons(clinic_alone, "lesson")

    assert (lesson.begun, lesson.ended) == (12, Share(8, 12))
    assert [lesson.steps[step].count for step in ("connect", "see", "try")] == [12, 9, 0]


def test_what_a_trainer_took_and_how_well_fakes_were_told(clinic_alone, twelve):
    for person in learners(clinic_alone, 3):  # three more pass, so that ten and more did
        act(person, "passed", "scenario", "real-or-fake", duration=timedelta(minutes=9), hints=0)
    fold_everything()
    (task,) = activities.tasks(clinic_alone)

    assert task.passed == Share(11, 15)
    assert (task.tries, task.hints) == (1, 0)
    assert task.minutes == 9.0
    assert task.mistakes == (("trusted-a-link", Share(10, 15)),)
    assert (task.accuracy, task.sensitivity) == (Share(108, 144), Share(60, 72))
    assert task.false_alarms == Share(24, 72)


def test_medians_are_kept_back_when_few_passed(clinic_alone, twelve):
    (task,) = activities.tasks(clinic_alone)

    assert task.passed == Share(8, 12)
    assert task.tries is task.minutes is None


def test_the_change_of_self_checks_is_about_those_who_took_two(clinic_alone):
    made = learners(clinic_alone, 12)
    for number, person in enumerate(made):
        act(person, "completed", "self-check", "five/1", skill=None, score=0.5, completion=True)
        if number < 10:
            later = 0.6 if number < 5 else 0.8
            act(person, "completed", "self-check", "five/1", skill=None, score=later, completion=True)
    fold_everything()
    found = people.change(clinic_alone)

    assert (found.of, round(found.first), round(found.last), round(found.mean)) == (10, 50, 70, 20)
    # The differences are five times 10 and five times 30: spread √(1000/9), t(9) = 2.262.
    assert found.effect == pytest.approx(20 / (1000 / 9) ** 0.5, rel=1e-3)
    assert found.low == pytest.approx(20 - 2.262 * (1000 / 9) ** 0.5 / 10**0.5, abs=0.01)


@pytest.mark.parametrize(("degrees", "point"), [(9, 2.26216), (15, 2.13145), (30, 2.04227), (120, 1.97993)])
def test_students_t_is_that_of_the_tables(degrees, point):
    assert people.student(degrees) == pytest.approx(point, abs=0.002)


def test_who_comes_back_is_of_those_who_could(clinic_alone):
    now = timezone.now()
    for number in range(25):
        began = now - timedelta(days=40 if number < 20 else 3)
        Presence.objects.create(
            organisation=clinic_alone, actor_name=f"a{number}", month=now.date().replace(day=1), statements=1,
            first_seen=began, last_seen=began + timedelta(days=8 if number < 10 else 1),
        )  # fmt: skip
    found = people.returns(clinic_alone, now=now)

    assert (found[7], found[30]) == (Share(10, 20), Share(0, 20))
    assert found[90].is_hidden


def test_a_mistake_is_no_task_of_its_own(clinic_alone, twelve):
    assert Trace.objects.exclude(detail="").count() == 10
    assert len(activities.tasks(clinic_alone)) == 1
