"""Erasing beside a worker that counts, on PostgreSQL: one waits for the other, and never both (ADR 0240)."""

import json
import threading
import time

import pytest
from django.db import connection, transaction

from analytics import recounts, rollups, tasks
from analytics.lrs.archive import erasing, retention
from analytics.lrs.models import InboxEntry, Statement
from analytics.models import Presence, Standing
from lms.people.actions import erase
from tests.analytics.conftest import fold_everything, learners, record
from tests.together import NEEDS_POSTGRES, together

pytestmark = NEEDS_POSTGRES


@pytest.fixture(autouse=True)
def no_worker_wakes(monkeypatch):
    """Here only the tests themselves count."""
    monkeypatch.setattr(tasks, "_enqueue", lambda: None)


def wait_until_somebody_waits():
    """Returns once another connection waits for a lock of the database; fails after ten seconds."""
    for _turn in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited")


def erase_as_an_actor(learner, actor, organisation):
    erasing.run(actor, organisation)


def erase_as_a_learner(learner, actor, organisation):
    erase(learner=learner)


@pytest.mark.parametrize("begin", [erase_as_an_actor, erase_as_a_learner])
def test_a_worker_that_counts_a_month_anew_and_an_erasing_both_end(clinic_alone, begin):
    """The worker has claimed one statement of the person and then wants those that were counted."""
    (learner,) = learners(clinic_alone, 1)
    actor = json.loads(record(learner, "tried").raw)["actor"]
    fold_everything()
    late = record(learner, "tried")
    month = recounts.Month(clinic_alone.pk, learner.actor_name.hex, rollups.month_of(late.timestamp))
    has_claimed = threading.Event()

    def count():
        with transaction.atomic():
            (entry,) = InboxEntry.objects.claim(10)
            recounts.lock({month})
            has_claimed.set()
            wait_until_somebody_waits()
            recounts.count_anew({month}, month_of=rollups.month_of)
            entry.delete()

    def go():
        assert has_claimed.wait(30)
        begin(learner, actor, clinic_alone)

    together(count, go)

    for model in (Statement, Presence, Standing):
        assert not model.objects.filter(actor_name=learner.actor_name.hex).exists()


def test_a_deletion_by_age_locks_statements_before_what_hangs_on_them(clinic_alone):
    """So it waits for an erasing that changes links after the statements; and nothing is left half."""
    (learner,) = learners(clinic_alone, 1)
    made = [record(learner, "tried") for _number in range(5)]
    fold_everything()
    holds = threading.Event()

    def change():
        with transaction.atomic():
            list(Statement.objects.order_by("pk").select_for_update())
            holds.set()
            wait_until_somebody_waits()
            for one in made:
                one.links.update(is_direct=True)

    def delete():
        assert holds.wait(30)
        retention.run(clinic_alone, before=made[-1].stored.replace(year=2090))

    together(change, delete)

    assert not Statement.objects.exists()
