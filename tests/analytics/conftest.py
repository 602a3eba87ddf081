"""What the analytics tests share: learning, recorded as the product records it."""

import pytest

from analytics import rollups
from analytics.models import Presence, Standing, Trace
from analytics.xapi import recorder
from lms.organisations.models import Organisation
from lms.people.models import Learner

KINDS = {
    "says": ("answered", "self-check-question"),
    "learned": ("completed", "lesson"),
    "tried": ("attempted", "scenario"),
    "helped": ("asked-for-help", "scenario"),
    "failed": ("failed", "scenario"),
    "passed": ("passed", "scenario"),
    "began": ("initialized", "course"),
}


def record(learner, what, *, skill="messaging", **more):
    """Records one of the KINDS for a learner and returns the statement."""
    verb, kind = KINDS[what]
    result = {name: more.pop(name) for name in ("score", "hints", "tries", "response") if name in more}
    return recorder.record(
        learner=learner,
        organisation=more.pop("organisation", learner.organisation),
        verb=verb,
        activity=recorder.Activity(kind, f"{skill}-one"),
        skill=None if what == "began" else skill,
        result=recorder.Result(**result),
        **more,
    )


def standings():
    """Returns every standing, presence and trace as comparable values, without their keys in the database."""
    rows = [*Standing.objects.values(), *Presence.objects.values(), *Trace.objects.values()]
    return sorted(tuple((name, str(row[name])) for name in sorted(row) if name != "id") for row in rows)


def fold_everything():
    """Counts all that waits."""
    rollups.fold_for(60)


@pytest.fixture
def clinic_alone(db):
    """An organisation without a site: enough for statements, also where no page tree is."""
    return Organisation.objects.create(name="Lakeside Clinic", slug="lakeside-alone", kind="clinic")


def learners(organisation, count, **fields):
    """Makes guests who learn at an organisation."""
    return Learner.objects.bulk_create(
        [Learner(organisation=organisation, **fields) for _number in range(count)]
    )
