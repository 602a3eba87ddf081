"""/healthz says which part is down."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from lms.health import checks
from lms.health.leases import lease
from lms.health.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well():
    for name in ("worker", "beat"):
        Heartbeat.objects.beat(name)


def test_all_well_is_200(all_well, client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "web": "ok", "database": "ok", "worker": "ok", "beat": "ok"}


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_part_that_is_silent_is_named_with_503(all_well, client, name):
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=2))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()[name] == "down"


def test_a_part_that_never_started_is_down(client):
    assert client.get("/healthz").json()["worker"] == "down"


def test_a_database_that_does_not_answer_is_told(monkeypatch):
    def fail(self):
        raise DatabaseError("gone")

    monkeypatch.setattr("lms.health.models.HeartbeatQuerySet.last_by_name", fail)

    assert checks.states()["database"] == "down"


def test_a_database_that_does_not_answer_is_told_on_the_page_too(client, monkeypatch):
    def fail(*args):
        raise DatabaseError("gone")

    monkeypatch.setattr("lms.health.models.HeartbeatQuerySet.last_by_name", fail)
    monkeypatch.setattr("wagtail.models.Site.find_for_request", fail)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] == "down"


def test_a_lease_lets_one_through():
    with lease("x", seconds=60) as first, lease("x", seconds=60) as second:
        assert (first, second) == (True, False)
    with lease("x", seconds=60) as again:
        assert again


def test_a_lease_whose_holder_died_ends_by_itself():
    with lease("x", seconds=-1), lease("x", seconds=60) as second:
        assert second
