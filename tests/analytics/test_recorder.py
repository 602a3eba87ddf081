"""What the one door lets through, and what it keeps out."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from analytics.lrs import definitions
from analytics.models import ActivityDefinition, InboxEntry, Statement
from analytics.xapi import recorder
from analytics.xapi.errors import (
    BadStatementError,
    FreeTextError,
    RecordingError,
    UnknownActivityTypeError,
    UnknownSkillError,
    UnknownVerbError,
)
from analytics.xapi.vocabulary import EXTENSIONS, VERBS

pytestmark = pytest.mark.django_db

LESSON = recorder.Activity(
    "lesson", "start-here/what-is-a-portal", {"en": "What is a portal?", "es": "¿Qué es?"}
)
COURSE = recorder.Activity("course", "start-here", {"en": "Start here"})
TASK = recorder.Activity("scenario", "refill-in-time", {"en": "Ask for a refill in time"})


def record(learner, verb="completed", activity=LESSON, **more):
    return recorder.record(
        learner=learner, organisation=learner.organisation, verb=verb, activity=activity, **more
    )


def told(statement):
    return json.loads(statement.raw)


def test_a_finished_lesson_is_one_statement_waiting_to_be_counted(ruth):
    statement = record(ruth, skill="messaging", within=[COURSE], registration=uuid.uuid4(), language="en")

    assert Statement.objects.get() == statement
    assert InboxEntry.objects.get().statement == statement
    assert (statement.verb, statement.skill) == (VERBS["completed"].iri, "messaging")
    assert statement.actor_name == ruth.actor_name.hex


def test_a_statement_names_its_place_and_its_way(ruth, clinic):
    statement = record(
        ruth,
        "passed",
        TASK,
        skill="medicines-refills",
        mode="guided",
        seat="patient",
        within=[LESSON, COURSE],
        result=recorder.Result(hints=1, tries=2, duration=timedelta(minutes=3)),
        language="es",
    )

    context = told(statement)["context"]
    assert context["language"] == "es"
    assert context["contextActivities"]["parent"][0]["id"] == LESSON.iri
    grouped = [activity["id"].rsplit("/", 2)[1:] for activity in context["contextActivities"]["grouping"]]
    assert grouped == [
        ["course", "start-here"],
        ["skill", "medicines-refills"],
        ["organisation", clinic.slug],
    ]
    told_extensions = {name: context["extensions"].get(term.iri) for name, term in EXTENSIONS.items()}
    assert told_extensions == {
        "skill": "medicines-refills",
        "organisation": clinic.slug,
        "mode": "guided",
        "path": "patient",
        "seat": "patient",
        "hints": None,
        "tries": None,
        "mistakes": None,
        "cases": None,
    }
    result = told(statement)["result"]
    assert result["extensions"] == {EXTENSIONS["hints"].iri: 1, EXTENSIONS["tries"].iri: 2}
    assert (result["success"], result["duration"]) == (True, "PT3M")


def test_nobody_is_named_in_a_statement(ruth):
    raw = record(ruth).raw

    assert ruth.user.email not in raw
    assert "ruth" not in raw.lower()
    assert ruth.key.hex not in raw and str(ruth.key) not in raw
    assert list(told(Statement.objects.get())["actor"]["account"]) == ["name", "homePage"]


def test_who_says_no_is_not_recorded(ruth):
    ruth.is_counted = False

    assert record(ruth) is None
    assert not Statement.objects.exists()


def test_a_statement_goes_with_the_transaction_that_made_it(ruth):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(ruth)
        raise RuntimeError("the act fails after all")

    assert not Statement.objects.exists()
    assert not InboxEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"verb": "smiled"}, UnknownVerbError),
        ({"skill": "whistling"}, UnknownSkillError),
        ({"mode": "asleep"}, BadStatementError),
        ({"verb": "passed", "result": recorder.Result(success=False)}, BadStatementError),
        ({"result": recorder.Result(duration=timedelta(seconds=-5))}, BadStatementError),
    ],
)
def test_what_is_unknown_is_refused_by_name(ruth, wrong, error):
    with pytest.raises(error):
        record(ruth, **wrong)

    assert not Statement.objects.exists()


def test_a_mistake_shows_even_for_someone_who_is_not_counted(ruth):
    ruth.is_counted = False

    with pytest.raises(UnknownVerbError):
        record(ruth, "smiled")


@pytest.mark.parametrize(
    "make",
    [
        lambda: recorder.Result(response="My chest hurts"),
        lambda: recorder.Result(response="Sometimes"),
        lambda: recorder.Result(response="a" * 201),
        lambda: recorder.Result(response=""),
        lambda: recorder.Activity("lesson", "Why my chest hurts"),
        lambda: recorder.Activity("plan-step", "3", {"en": "Ask about my rash"}),
    ],
)
def test_free_text_is_refused(make):
    with pytest.raises(FreeTextError):
        make()


@pytest.mark.parametrize("answer", ["sometimes", "most-times", "yes[,]not-yet", "3"])
def test_a_given_answer_is_recorded(ruth, answer):
    statement = record(ruth, "answered", result=recorder.Result(response=answer))

    assert told(statement)["result"]["response"] == answer


@pytest.mark.parametrize(
    "make",
    [
        lambda: recorder.Activity("dance", "waltz"),
        lambda: recorder.Result(score=1.5),
        lambda: recorder.Result(score=float("nan")),
        lambda: recorder.Result(hints=-1),
        lambda: recorder.Result(tries=True),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(RecordingError):
        make()


def test_an_unknown_type_says_which_there_are():
    with pytest.raises(UnknownActivityTypeError, match="scenario"):
        recorder.Activity("dance", "waltz")


def test_recording_costs_few_queries(ruth, django_assert_num_queries):
    # The learner's classes and lock. One statement stores all rows; it is not counted (docs/adr/0256).
    with transaction.atomic(), django_assert_num_queries(2):
        record(ruth)


def test_what_is_taught_is_learned_after_the_act(ruth, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record(ruth)
        assert not ActivityDefinition.objects.exists()

    assert ActivityDefinition.objects.exists()


def test_words_that_were_said_lately_are_not_looked_up_again(
    ruth, django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        record(ruth)
    try:
        with django_capture_on_commit_callbacks() as learning:
            record(ruth)
        with django_assert_num_queries(0):
            learning[0]()
    finally:
        definitions.forget()
