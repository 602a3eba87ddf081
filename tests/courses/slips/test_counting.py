"""Slips on the insights pages: in fives, audited as every other group, the same in page, file and API."""

import base64
import csv
import io
import re
from datetime import date

import pytest
from django.utils import timezone

from analytics.lrs.clients import actions as clients
from analytics.lrs.clients.scopes import Scope
from analytics.metrics import groups
from courses.slips.models import Opening, Slip
from lms.classes.models import ClassMember, StudyClass
from lms.organisations.models import Membership
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
HOME, API, SKILL = "/en/insights/", "/insights/api/v1/", "messaging"


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture
def people(clinic):
    """Fifty people, all of whom finished a lesson; every second one tried a task."""
    found = learners(clinic, 50)
    for number, person in enumerate(found):
        record(person, "learned", skill=SKILL)
        if number % 2:
            record(person, "passed", skill=SKILL, hints=0)
    fold_everything()
    return found


def slip_of(clinic, people, **more):
    """Makes a slip that these people went on from."""
    key = "1b7ff372-0000-4000-8000-000000000000"
    made = Slip.objects.create(organisation=clinic, language="en", lesson_key=key, task="t", **more)
    Opening.objects.bulk_create(Opening(slip=made, learner=one) for one in people)
    return made


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_slip_is_told_in_fives_alike_in_page_file_and_api(client_for, clinic, amir, people):
    made = slip_of(clinic, people[:23], label="Front desk", handed_out=120)
    title = f"Front desk ({made.code})"
    wanted = ["120", "20 or more", "20 or more", "20 or more", "10 or more", "fewer than 10", "fewer than 10"]
    client = client_for(amir)

    assert f"{title} {' '.join(wanted)}" in text_of(client.get(f"{HOME}slips/"))
    text = client.get(f"{HOME}slips/file.csv?slip=slip-{made.code}").content.decode("utf-8-sig")
    assert [title, *wanted] in list(csv.reader(io.StringIO(text)))
    program, secret = clients.create(
        organisation=clinic, name="Board", scopes_granted=[Scope.INSIGHTS_READ], requests_a_minute=None
    )
    key = base64.b64encode(f"{program.key}:{secret}".encode()).decode()
    told = client_for().get(f"{API}slips", headers={"Authorization": f"Basic {key}"}).json()
    (row,) = told["sections"][0]["rows"]
    assert list(row["values"].values()) == [120, 20, 20, 20, 10, None, None]


def test_a_slip_and_a_class_that_differ_by_three_are_not_both_shown(client_for, clinic, amir, people):
    made = StudyClass.objects.create(organisation=clinic, title="Tuesday", ends_on=date(2999, 1, 1))
    ClassMember.objects.bulk_create(
        ClassMember(study_class=made, learner=one, nickname=f"n{one.pk}") for one in people[:20]
    )
    slip = slip_of(clinic, people[:17])
    found = groups.audited(clinic, today=timezone.localdate())

    assert {cut.kind for cut in found.shown & found.groups.keys()} == {"class"}
    client = client_for(amir)
    assert "not shown" in text_of(client.get(f"{HOME}slips/"))
    page = text_of(client.get(f"{HOME}slips/?slip=slip-{slip.code}"))
    assert "Too few people to show" in page and "15 or more" not in page
    assert "15 or more" not in client.get(f"{HOME}slips/file.csv?slip=slip-{slip.code}").content.decode()
    assert "slip-" not in client.get(f"{HOME}compare/").content.decode()


def test_who_may_not_read_sees_no_slip(client_for, clinic, nonprofit, staff_of, people):
    slip = slip_of(clinic, people[:23])
    stranger = staff_of("gwen", nonprofit, Membership.Role.ANALYST)

    assert slip.code not in client_for(stranger).get(f"{HOME}slips/").content.decode()
    assert client_for().get(f"{HOME}slips/").status_code == 302


def test_a_slip_of_another_organisation_is_not_there(client_for, clinic, nonprofit, amir):
    other = slip_of(nonprofit, learners(nonprofit, 12))

    assert client_for(amir).get(f"{HOME}slips/?slip=slip-{other.code}").status_code == 404


def test_a_month_tells_what_everybody_in_it_did(client_for, clinic, amir, people):
    text = text_of(client_for(amir).get(f"{HOME}time/?month={timezone.localdate():%Y-%m}"))

    assert "Came here 100% (50 of 50)" in text
    assert "messaging-one 50% (25 of 50) 50% (25 of 50) 50% (25 of 50)" in text
