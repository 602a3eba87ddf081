"""How long a practice is kept, whose it becomes, and what is told of it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from lms.people import actions as people
from lms.people import export
from lms.skills import links
from sandbox_portal import actions, practice_days, tasks
from sandbox_portal.practice import Practice, PracticeEvent
from sandbox_portal.scenarios.models import ScenarioRun
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def unused_for(practice, days):
    Practice.objects.filter(pk=practice.pk).update(last_used_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(("days", "is_left"), [(6, True), (8, False)])
def test_a_guests_practice_goes_after_seven_idle_days(guest, days, is_left):
    practice = make.practice_of(guest, make.scenario())
    practice.log("profile.opened")
    unused_for(practice, days)

    tasks.delete_idle_practices()

    assert Practice.objects.exists() is is_left
    assert PracticeEvent.objects.exists() is is_left


@pytest.mark.parametrize(("days", "is_left"), [(8, True), (89, True), (91, False)])
def test_an_accounts_practice_goes_after_ninety(ruth, days, is_left):
    unused_for(make.free_practice(ruth), days)

    tasks.delete_idle_practices()

    assert Practice.objects.exists() is is_left


def test_deleting_twice_is_harmless(guest):
    unused_for(make.free_practice(guest), 8)

    assert (tasks.delete_idle_practices(), tasks.delete_idle_practices()) == (1, 0)


def test_a_page_view_keeps_a_practice(ruth, client_for):
    practice = make.free_practice(ruth)
    unused_for(practice, 80)

    client_for(ruth).get(practice.get_absolute_url())

    practice.refresh_from_db()
    assert timezone.now() - practice.last_used_at < timedelta(minutes=5)


def test_signing_in_takes_the_guests_practice_along(guest, ruth):
    task = make.scenario()
    practice = make.practice_of(guest, task)
    old = make.practice_of(ruth, task)

    people.adopt_guest(user=ruth.user, guest=guest)

    assert list(Practice.objects.for_learner(ruth)) == [practice]
    assert not Practice.objects.filter(pk=old.pk).exists()
    assert ScenarioRun.objects.for_learner(ruth).count() == 2


def test_erasing_a_learner_takes_everything(ruth):
    make.practice_of(ruth, make.scenario())

    people.erase(learner=ruth)

    assert not Practice.objects.exists()
    assert not ScenarioRun.objects.exists()


def test_my_data_tells_of_attempts_and_practices(ruth):
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    told = export.of(ruth)["practice"]

    assert told["attempts"][0]["state"] == "passed"
    assert [event["kind"] for event in told["practices"][0]["events"]] == ["practice.started", "home.opened"]


def test_a_skill_leads_to_its_tasks(clinic):
    make.scenario()

    found = links.find("practice", skills=["messaging", "documents"], organisation=clinic, language="es")

    assert [(link.title, link.url) for link in found["messaging"]] == [
        ("A small task (es)", "/es/practice/task/look-around/")
    ]
    assert found["documents"] == []


def test_business_days_jump_weekends_and_holidays():
    monday = timezone.make_aware(datetime(2026, 11, 9, 9))

    assert str(practice_days.add_business_days(monday, 2, ["11-11"])) == "2026-11-12"
    assert str(practice_days.add_business_days(monday, 5)) == "2026-11-16"
    assert practice_days.business_days_between(monday, monday + timedelta(days=7), ["11-11"]) == 4
    assert str(practice_days.add_business_days(monday + timedelta(days=5), 0)) == "2026-11-16"
    with pytest.raises(ValueError):
        practice_days.add_business_days(monday, -1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-26", "11-thu4"),  # Thanksgiving
        ("2026-05-25", "05-monlast"),  # Memorial Day
        ("2027-05-31", "05-monlast"),
        ("2026-09-07", "09-mon1"),
        ("2026-07-03", "07-fri1"),
    ],
)
def test_a_holiday_may_fall_on_a_weekday_of_its_month(day, name):
    day = date.fromisoformat(day)

    assert not practice_days.is_business_day(day, [name])
    assert practice_days.is_business_day(day - timedelta(days=7), [name])


def test_a_skip_respects_the_clinics_holidays(ruth):
    practice = make.free_practice(ruth)
    tomorrow = practice.today + timedelta(days=1)
    organisation = practice.organisation
    organisation.policy_data = {"holidays": [tomorrow.strftime("%m-%d")]}
    organisation.save()
    practice = Practice.objects.for_learner(ruth).get()

    actions.skip_ahead(practice=practice, business_days=1)

    assert practice.today == tomorrow + timedelta(days=1)
