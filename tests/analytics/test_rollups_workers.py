"""Several workers and slow transactions at once, on PostgreSQL: still each statement exactly once."""

import os
import threading

import pytest
from django.db import connection, transaction

from analytics import rebuilding, rollups, tasks
from analytics.lrs.desk import voiding
from analytics.models import ActorAlias, InboxEntry, Presence, Standing, Statement
from lms.people.actions import erase
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(autouse=True)
def no_worker_wakes(monkeypatch):
    """Here only the tests themselves count; the task runs at once in tests."""
    monkeypatch.setattr(tasks, "_enqueue", lambda: None)


def together(*works):
    """Runs functions at the same time, each on a connection of its own; raises what any of them raised."""
    faults = []

    def run(work):
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]


def counted():
    """Returns how many statements all presences have counted, and the tries of all standings."""
    return (
        sum(row.statements for row in Presence.objects.all()),
        sum(row.tries for row in Standing.objects.all()),
    )


def count_in_small_batches():
    """Counts until nothing is left that no one else holds."""
    while rollups.fold(limit=7):
        pass


def test_two_workers_at_once_count_each_statement_once(clinic_alone):
    people = learners(clinic_alone, 5)
    for person in people:
        for _time in range(40):
            record(person, "tried")

    together(count_in_small_batches, count_in_small_batches, count_in_small_batches)
    fold_everything()

    assert counted() == (200, 200)
    assert not InboxEntry.objects.exists()


def test_writers_and_workers_at_once_lose_nothing(clinic_alone):
    people = learners(clinic_alone, 4)
    is_over = threading.Event()

    def write():
        for number in range(60):
            record(people[number % 4], "tried")

    def work():
        while not is_over.is_set():
            rollups.fold(limit=5)

    def write_all():
        try:
            together(write, write, write)
        finally:
            is_over.set()

    together(write_all, work, work)
    fold_everything()

    assert counted() == (180, 180)


def test_a_transaction_that_commits_late_is_still_counted(clinic_alone):
    first, slow, quick = learners(clinic_alone, 3)
    record(first, "tried")  # from now on the activity is known: who names one first holds up who does so too
    fold_everything()
    has_written, may_commit = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            record(slow, "tried")
            has_written.set()
            may_commit.wait(30)

    def write_and_count_meanwhile():
        has_written.wait(30)
        record(quick, "tried")
        fold_everything()
        assert counted() == (2, 2)
        may_commit.set()

    together(write_slowly, write_and_count_meanwhile)
    assert Statement.objects.get(actor_name=slow.actor_name.hex).pk < Statement.objects.latest("pk").pk
    fold_everything()

    assert counted() == (3, 3)


def test_a_worker_that_dies_leaves_its_rows_to_the_others(clinic_alone):
    (person,) = learners(clinic_alone, 1)
    for _time in range(10):
        record(person, "tried")
    holds, may_die = threading.Event(), threading.Event()

    class PowerCutError(Exception):
        pass

    def die_while_counting():
        with pytest.raises(PowerCutError), transaction.atomic():
            assert rollups.fold(limit=4) == 4
            holds.set()
            may_die.wait(30)
            raise PowerCutError

    def count_the_rest():
        holds.wait(30)
        # Nothing that the other holds is claimed. Counting the rest would wait: all are one person's.
        assert InboxEntry.objects.count() == 10
        with transaction.atomic():
            free = [entry.pk for entry in InboxEntry.objects.claim(10)]
        assert len(free) == 6
        may_die.set()

    together(die_while_counting, count_the_rest)
    fold_everything()

    assert counted() == (10, 10)


def test_a_worker_leaves_what_another_counts_in_and_waits_for_nobody(clinic_alone):
    shared, other = learners(clinic_alone, 2)
    for person in (shared, shared, other):
        record(person, "tried")
    holds, has_counted = threading.Event(), threading.Event()

    def count_the_first():
        with transaction.atomic():
            assert rollups.fold(limit=1) == 1
            holds.set()
            assert has_counted.wait(30)

    def count_the_rest():
        holds.wait(30)
        assert rollups.fold() == 1  # the other person's; the first one's second is left
        assert [row.actor_name for row in Presence.objects.all()] == [other.actor_name.hex]
        has_counted.set()

    together(count_the_first, count_the_rest)
    assert InboxEntry.objects.count() == 1
    fold_everything()

    assert counted() == (3, 3)


def test_a_rebuild_beside_writers_workers_and_a_merge_counts_each_once(clinic_alone):
    people = learners(clinic_alone, 6)
    for number in range(60):
        record(people[number % 6], "tried")
    fold_everything()
    is_over = threading.Event()

    def write():
        try:
            for number in range(60):
                record(people[number % 6], "tried")
                if number in (20, 40):
                    merge(people[number // 20], people[0])
        finally:
            is_over.set()

    def merge(guest, account):
        rollups.merge(source=guest.actor_name.hex, target=account.actor_name.hex)
        rollups.move_merged()

    def work():
        while not is_over.is_set():
            rollups.fold(limit=5)

    def rebuild():
        while not is_over.is_set():
            list(rebuilding.rebuild())

    together(write, work, rebuild)
    rollups.fold_for(10)

    assert counted() == (120, 120)
    assert Presence.objects.count() == 4  # two count for another


def test_a_merge_while_a_worker_counts_ends_in_one_person(clinic_alone):
    guest, account = learners(clinic_alone, 2)
    for _time in range(30):
        record(guest, "tried")
        record(account, "tried")

    def merge():
        rollups.merge(source=guest.actor_name.hex, target=account.actor_name.hex)

    together(count_in_small_batches, merge, count_in_small_batches)
    rollups.fold_for(10)

    assert {row.actor_name for row in Standing.objects.all()} == {account.actor_name.hex}
    assert counted() == (60, 60)
    assert ActorAlias.objects.get().target == account.actor_name.hex


def test_forgetting_someone_while_a_worker_counts_leaves_nothing(clinic_alone):
    gone, stays = learners(clinic_alone, 2)
    for _time in range(30):
        record(gone, "tried")
        record(stays, "tried")

    together(count_in_small_batches, lambda: erase(learner=gone))
    fold_everything()

    assert {row.actor_name for row in Presence.objects.all()} == {stays.actor_name.hex}
    assert counted() == (30, 30)


def test_a_voiding_and_a_counting_at_once_leave_nothing_counted(clinic_alone):
    """Whichever comes first: what is voided counts nowhere in the end."""
    for learner in learners(clinic_alone, 12):
        kept, gone = record(learner, "tried"), record(learner, "tried")

        together(
            count_in_small_batches,
            lambda gone=gone: voiding.void(statement=gone, by=None),
            count_in_small_batches,
        )
        together(count_in_small_batches, count_in_small_batches)

        assert Standing.objects.get(actor_name=kept.actor_name).tries == 1
        assert Presence.objects.get(actor_name=kept.actor_name).statements == 1
