import pytest
from django.db import transaction

from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.models import Scenario
from tests.sandbox_portal.scenarios.playing import Player


@pytest.fixture(scope="package")
def tasks_loaded(django_db_setup, django_db_blocker):
    """The library's tasks, read once and undone after the last test; each test has a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {scenario.slug: scenario.pk for scenario in loader.load()}
        transaction.set_rollback(True)


@pytest.fixture
def library(tasks_loaded, db):
    """Every task of the library, by slug."""
    return {task.slug: task for task in Scenario.objects.filter(pk__in=tasks_loaded.values())}


@pytest.fixture
def play(ruth, library):
    """Starts a task: `play("refill-in-time")` returns the Player."""
    return lambda slug, **how: Player(ruth, library[slug], **how)
