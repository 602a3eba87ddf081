"""Two devices sign in at the same moment, or erase while they learn, on PostgreSQL."""

import threading

import pytest
from django.db import transaction

from analytics.models import Statement
from lms.organisations.models import Organisation
from lms.people import actions
from lms.people.models import Learner, User
from lms.people.signals import learner_erased
from sandbox_portal.practice import Practice
from tests.analytics.conftest import record
from tests.factories import practice as make
from tests.together import NEEDS_POSTGRES, together

pytestmark = NEEDS_POSTGRES


@pytest.fixture
def clinic_alone(db):
    return Organisation.objects.create(name="Lakeside Clinic", slug="lakeside-alone", kind="clinic")


@pytest.fixture
def user(db):
    return User.objects.create_user("new@example.org", "a-long-walk-by-the-lake")


def guests_who_practised(organisation, count):
    made = [Learner.objects.create(organisation=organisation) for _number in range(count)]
    for guest in made:
        make.free_practice(guest)
    return made


def test_two_devices_sign_in_at_once_and_nothing_is_lost(clinic_alone, user):
    guests = guests_who_practised(clinic_alone, 2)

    kept = together(*[lambda guest=guest: actions.adopt_guest(user=user, guest=guest) for guest in guests])

    learner = Learner.objects.get()
    assert learner.user == user
    assert {one.pk for one in kept} == {learner.pk}
    assert Practice.objects.get().learner == learner  # one practice a task: the later guest's stays


def test_one_device_that_signs_in_twice_at_once_is_merged_once(clinic_alone, user):
    Learner.objects.create(organisation=clinic_alone, user=user)
    (guest,) = guests_who_practised(clinic_alone, 1)

    together(*[lambda: actions.adopt_guest(user=user, guest=guest)] * 3)

    assert Practice.objects.get().learner == Learner.objects.get()


def test_a_first_click_while_a_guest_is_adopted_ends_in_one_learner(clinic_alone, user):
    (guest,) = guests_who_practised(clinic_alone, 1)

    def first_click():
        Learner.objects.get_or_create(user=user, defaults={"organisation": clinic_alone})

    together(first_click, lambda: actions.adopt_guest(user=user, guest=guest), first_click)

    assert Learner.objects.get().user == user
    assert Practice.objects.get().learner == Learner.objects.get()


def test_a_statement_of_the_moment_of_an_erasing_does_not_outlive_it(clinic_alone):
    learner = Learner.objects.create(organisation=clinic_alone)
    has_written, is_erasing = threading.Event(), threading.Event()

    def learn():
        with transaction.atomic():
            record(learner, "tried")
            has_written.set()
            is_erasing.wait(5)

    def erase():
        has_written.wait(30)
        is_erasing.set()
        actions.erase(learner=Learner.objects.get(pk=learner.pk))

    together(learn, erase)

    assert not Statement.objects.exists()


def test_a_statement_that_comes_while_an_erasing_is_under_way_is_not_written(clinic_alone):
    learner = Learner.objects.create(organisation=clinic_alone)
    stale = Learner.objects.get(pk=learner.pk)
    is_erased, may_commit = threading.Event(), threading.Event()

    def erase():
        with transaction.atomic():
            actions.erase(learner=learner)
            is_erased.set()
            may_commit.wait(1)

    def learn():
        is_erased.wait(30)
        return record(stale, "tried")

    _none, written = together(erase, learn)

    assert written is None
    assert not Statement.objects.exists()


def test_an_act_that_holds_a_row_and_an_erasing_do_not_deadlock(clinic_alone):
    """The act has the practice and wants the learner; the erasing has the learner and wants the practice."""
    (learner,) = guests_who_practised(clinic_alone, 1)
    practice = Practice.objects.get()
    has_locked, has_learner = threading.Event(), threading.Event()

    def act():
        with transaction.atomic():
            Practice.objects.locked(practice.pk)
            has_locked.set()
            assert has_learner.wait(30)
            return record(Learner.objects.get(pk=learner.pk), "tried")

    def erase():
        assert has_locked.wait(30)
        actions.erase(learner=Learner.objects.get(pk=learner.pk))

    def tell(**_kwargs):
        has_learner.set()

    learner_erased.connect(tell)
    try:
        written, _none = together(act, erase)
    finally:
        learner_erased.disconnect(tell)

    assert written is not None
    assert not Learner.objects.exists()
    assert not Statement.objects.exists()
    assert not Practice.objects.exists()
