"""Who says "do not count me" is in no count any more, not in those of before either."""

import pytest

from analytics.models import ActorAlias, InboxEntry, Presence, Standing, Statement
from lms.people import actions
from lms.people.models import Learner
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db


def kept_of(*people):
    """Returns how many rows of each kind stand for these learners."""
    names = [person.actor_name.hex for person in people]
    waiting = InboxEntry.objects.filter(statement__actor_name__in=names)
    rows = [model.objects.filter(actor_name__in=names) for model in (Statement, Presence, Standing)]
    return [found.count() for found in (*rows, waiting)]


def test_earlier_counts_go_and_other_peoples_stay(clinic_alone):
    gone, stays = learners(clinic_alone, 2)
    for person in (gone, stays):
        record(person, "tried")
    fold_everything()
    record(gone, "passed")  # not folded yet

    actions.choose_counting(learner=gone, is_counted=False)

    assert kept_of(gone) == [0, 0, 0, 0]
    assert kept_of(stays) == [1, 1, 1, 0]


def test_afterwards_nothing_is_recorded_until_the_learner_says_yes(clinic_alone):
    (person,) = learners(clinic_alone, 1)
    actions.choose_counting(learner=person, is_counted=False)

    assert record(person, "tried") is None
    actions.choose_counting(learner=person, is_counted=True)

    assert record(person, "tried") is not None


def test_a_page_opened_before_the_no_records_nothing_after_it(clinic_alone):
    (person,) = learners(clinic_alone, 1)
    stale = Learner.objects.get(pk=person.pk)
    actions.choose_counting(learner=person, is_counted=False)

    assert record(stale, "tried") is None


def test_what_is_recorded_in_the_moment_of_an_erasing_does_not_outlive_it(clinic_alone):
    (person,) = learners(clinic_alone, 1)
    stale = Learner.objects.get(pk=person.pk)
    actions.erase(learner=person)

    assert record(stale, "tried") is None
    assert not Statement.objects.exists()


def test_a_guest_who_joins_an_account_that_is_not_counted_is_not_counted_either(ruth, guest):
    record(guest, "tried")
    fold_everything()
    actions.choose_counting(learner=ruth, is_counted=False)

    actions.adopt_guest(user=ruth.user, guest=guest)
    fold_everything()

    assert kept_of(ruth, guest) == [0, 0, 0, 0]
    assert not ActorAlias.objects.exists()
