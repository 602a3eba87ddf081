"""What an admin may change of a platform, and what the desk says of it."""

import pytest
from django.utils import timezone

from courses.lti import delivery
from courses.lti.forms import RegistrationForm
from courses.lti.models import MOST_REFUSALS, Grade, Identity
from lms.organisations import roles
from tests.factories import lti_platform as lms

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(registration, client_for, staff_of):
    """An admin's browser."""
    admin = staff_of("dana", registration.organisation, "admin")
    roles.sync(organisation=registration.organisation)
    return client_for(admin)


@pytest.fixture
def place(registration):
    """The address of the registration's page at the desk."""
    return f"/admin/learning-systems/{registration.organisation_id}/{registration.pk}/"


def test_another_issuer_is_another_platform_once_somebody_came(
    registration, desk, place, browser_of, to_course
):
    """Two platforms may both have a user 2: the one there must not open the place of the one here."""
    browser_of().open(to_course)
    form = {name: getattr(registration, name) for name in RegistrationForm.Meta.fields}
    form |= {"deployment_ids": "dep-1"}
    moved = form | {"issuer": "https://other.example.org"}

    assert desk.get(place + "change/").status_code == 200
    answer = desk.post(place + "change/", moved)
    assert answer.status_code == 422 and "Connect another LMS as a new one" in answer.content.decode()
    registration.refresh_from_db()
    assert registration.issuer == form["issuer"]

    assert desk.post(place + "change/", form | {"name": "Day school"}).status_code == 302
    Identity.objects.all().delete()  # a slip of the pen is mended before anybody came
    assert desk.post(place + "change/", moved).status_code == 302


def test_only_the_deployment_id_that_was_shown_is_added(registration, desk, place, browser_of, to_course):
    deployment = lms.LTI + "deployment_id"
    browser_of().launch(to_course, **{deployment: "ours"})
    assert 'name="deployment" value="ours"' in desk.get(place).content.decode()

    browser_of().launch(to_course, **{deployment: "another-customers"})  # between the look and the click
    desk.post(place + "deployment/", {"deployment": "ours"})
    desk.post(place + "deployment/")
    registration.refresh_from_db()
    assert registration.deployments == [lms.DEPLOYMENT]

    browser_of().launch(to_course, **{deployment: "ours"})
    desk.post(place + "deployment/", {"deployment": "ours"})
    registration.refresh_from_db()
    assert registration.deployments == [lms.DEPLOYMENT, "ours"] and not registration.last_problem


def test_grades_that_were_given_up_are_told_and_can_be_tried_again(
    registration,
    desk,
    place,
    browser_of,
    to_lesson,
    lesson,
    finish,
    platform,
    django_capture_on_commit_callbacks,
):
    browser_of().open(to_lesson)
    finish(Identity.objects.get().learner, lesson)
    assert "Try again" not in desk.get(place).content.decode()
    platform.answers[:] = [404] * MOST_REFUSALS
    for _time in range(MOST_REFUSALS):
        Grade.objects.update(next_try_at=timezone.now())
        delivery.deliver(registration)

    page, whole = desk.get(place).content.decode(), desk.get(place.replace(f"{registration.pk}/", ""))
    assert "1 grade was refused too often" in page and "404" in page
    assert "needs a look" in whole.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(place + "again/")
    assert [score["scoreGiven"] for score in platform.scores] == [1]
    assert "refused too often" not in desk.get(place).content.decode()
