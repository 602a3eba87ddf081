"""The worker is woken once, works alone where it must, and goes on until nothing is left."""

import pytest
from django.core.cache import cache
from django.db import connection

from analytics import rollups, tasks
from lms.health.leases import lease
from tests.analytics.conftest import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet():
    """Nothing was queued lately."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def queued(monkeypatch):
    """The runs that were asked for, without running them."""
    runs = []
    monkeypatch.setattr(tasks.fold_new_statements, "apply_async", lambda **options: runs.append(options))
    monkeypatch.setattr(tasks.fold_new_statements, "delay", lambda: runs.append({}))
    return runs


def test_many_statements_wake_the_worker_once(ruth, queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(5):
            record(ruth, "tried")

    assert len(queued) == 1


def test_the_worker_is_woken_only_after_the_commit(ruth, queued):
    record(ruth, "tried")

    assert queued == []


def test_a_queue_that_is_down_does_not_fail_the_learner(
    ruth, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(**options):
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.fold_new_statements, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        record(ruth, "tried")

    assert rollups.waiting() == 1


def test_a_run_counts_everything(ruth, queued):
    record(ruth, "tried")

    tasks.fold_new_statements()

    assert rollups.waiting() == 0
    assert queued == []


def test_a_run_whose_time_is_up_asks_for_another(ruth, queued, monkeypatch):
    record(ruth, "tried")
    monkeypatch.setattr(tasks, "SECONDS_A_RUN", 0)

    tasks.fold_new_statements()

    assert rollups.waiting() == 1
    assert len(queued) == 1


def test_where_workers_cannot_share_a_second_run_goes_away(ruth, queued, monkeypatch):
    monkeypatch.setattr(connection.features, "has_select_for_update_skip_locked", False)
    record(ruth, "tried")

    with lease("analytics.fold", seconds=60) as is_ours:
        assert is_ours
        tasks.fold_new_statements()

    assert rollups.waiting() == 1


def test_a_queue_that_is_down_is_not_asked_again_at_once(
    ruth, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def refuse(**options):
        asked.append(options)
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.fold_new_statements, "apply_async", refuse)
    monkeypatch.setattr(tasks, "_QUIET_SECONDS", 0)
    for _time in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            record(ruth, "tried")

    assert len(asked) == 1
