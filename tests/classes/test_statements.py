"""Which class a statement names, and how: by its key, while the learner is in it."""

import json

from analytics.xapi import recorder
from lms.classes import actions
from lms.people.models import Learner


def grouped(statement):
    """Returns the ids in a statement's grouping."""
    activities = json.loads(statement.raw)["context"]["contextActivities"]["grouping"]
    return [activity["id"] for activity in activities]


def record(learner, organisation):
    learner = Learner.objects.get(pk=learner.pk)  # as the next request finds them
    activity = recorder.Activity("lesson", "start-here/what-a-portal-is")
    return recorder.record(learner=learner, organisation=organisation, verb="initialized", activity=activity)


def test_statements_name_the_class_by_its_key_only(evening, clinic, ruth, ana):
    actions.join(learner=ruth, study_class=evening, nickname="Blue", is_shown=True)

    mine, anas = record(ruth, clinic), record(ana, clinic)

    assert any(evening.key.hex in one for one in grouped(mine))
    assert not any("class" in one for one in grouped(anas))
    assert not any(secret in mine.raw for secret in ("Evening", "Blue", evening.code))


def test_statements_name_no_class_that_is_left_over_or_elsewhere(evening, clinic, nonprofit, lena, ruth):
    actions.join(learner=ruth, study_class=evening, nickname="Blue", is_shown=True)
    elsewhere = record(ruth, nonprofit)
    actions.end(study_class=evening, by=lena)
    after = record(ruth, clinic)

    assert not any(evening.key.hex in one for one in (*grouped(elsewhere), *grouped(after)))
