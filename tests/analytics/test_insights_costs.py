"""No insights page costs more than 15 queries, with any filter, where everything is counted at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.metrics import groups
from analytics.xapi import recorder
from courses.slips.models import Opening, Slip
from lms.classes.models import ClassMember, StudyClass
from lms.organisations.models import Membership
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
MOST = 15
HOME, SKILL = "/en/insights/", "medicines-refills"
FILTERS = ("", "?path=patient", "?path=caregiver", "?months=3", "?months=12", "?tongue=en", "?tongue=es")
FILTERED = ("", "people/", "courses/", "tasks/", "check/", f"skills/{SKILL}/", "skills/messaging/")
OTHERS = (
    "time/", f"time/?skill={SKILL}", "time/?month={month}", "compare/", "compare/?measure=says",
    "compare/?one=path-patient&two={klass}&measure=tried", "caregivers/", "classes/",
    "classes/?class={klass}",
    "slips/", "slips/?slip={slip}", "act/", f"act/{SKILL}/", "report/",
)  # fmt: skip


@pytest.fixture
def crowd(clinic, noor):
    """Three paths, two languages, a class and a slip, all large enough to be shown."""
    found = {}
    for path, language, count in (("patient", "en", 30), ("caregiver", "es", 24), ("helper", "en", 14)):
        found[path] = learners(clinic, count, path=path, language=language)
        for number, person in enumerate(found[path]):
            for what in ("learned", "tried", "began"):
                record(person, what, skill=SKILL)
            record(person, "says", skill=SKILL, score=number % 2)
            record(person, "passed", skill=SKILL, hints=number % 2)
            check = ("completed", "self-check", "1")
            for verb, kind, key in (("initialized", "lesson", "one"), check, check):
                recorder.record(
                    learner=person, organisation=clinic, verb=verb, activity=recorder.Activity(kind, key),
                    skill=SKILL, result=recorder.Result(score=1 if verb == "completed" else None),
                )  # fmt: skip
    fold_everything()
    made = StudyClass.objects.create(organisation=clinic, title="Tuesday", ends_on=date(2999, 1, 1))
    ClassMember.objects.bulk_create(
        ClassMember(study_class=made, learner=one, nickname=f"n{one.pk}") for one in found["patient"][:15]
    )
    slip = Slip.objects.create(
        organisation=clinic, made_by=noor, language="en", lesson_key=made.key, task="t"
    )
    Opening.objects.bulk_create(Opening(slip=slip, learner=one) for one in found["caregiver"][:12])
    return {"klass": f"class-{made.key.hex}", "slip": f"slip-{slip.code}"}


def test_every_page_with_every_filter_costs_few_queries(client_for, staff_of, clinic, crowd):
    client = client_for(staff_of("amir", clinic, Membership.Role.ANALYST))
    names = crowd | {"month": f"{timezone.localdate():%Y-%m}"}
    pages = [page + what for page in FILTERED for what in FILTERS]
    pages += [page.format(**names) for page in OTHERS]
    client.get(HOME)  # fills caches of site and language
    too_many = {}
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(HOME + page)
        assert answer.status_code == 200, page
        assert "Too few people" not in answer.content.decode(), page
        assert not [one for one in asked.captured_queries if '"analytics_statement"' in one["sql"]], page
        if len(asked) > MOST:
            too_many[page] = len(asked)

    assert not too_many


def test_everything_here_is_shown(clinic, crowd):
    """Else the pages above would cost little, as they would be empty."""
    found = groups.audited(clinic, today=timezone.localdate())

    assert found.groups.keys() <= found.shown and len(found.groups) == 2
