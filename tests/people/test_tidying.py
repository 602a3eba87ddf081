"""Once a day: guests who never came back go with everything of theirs, and sign-ins that have run out."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from analytics.models import InboxEntry, Statement
from lms.health.leases import lease
from lms.people import actions, tasks
from lms.people.models import Learner
from lms.people.signals import learner_erased
from sandbox_portal.practice import Practice
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def last_seen(learner, days):
    Learner.objects.filter(pk=learner.pk).update(last_seen_at=timezone.now() - timedelta(days=days))
    return learner


def guests(organisation, count, *, days):
    return [last_seen(Learner.objects.create(organisation=organisation), days) for _ in range(count)]


def test_only_guests_who_were_away_too_long_go(clinic, guest, ruth):
    (gone,) = guests(clinic, 1, days=settings.GUEST_DAYS + 1)
    last_seen(guest, settings.GUEST_DAYS - 1)
    last_seen(ruth, settings.GUEST_DAYS * 3)

    assert tasks.delete_idle_guests() == 1

    assert set(Learner.objects.all()) == {guest, ruth}
    assert tasks.delete_idle_guests() == 0


def test_everything_of_the_guest_goes_through_the_one_way_to_erase(clinic):
    (gone,) = guests(clinic, 1, days=1)
    make.practice_of(gone, make.scenario())
    last_seen(gone, settings.GUEST_DAYS + 1)
    heard = []
    learner_erased.connect(lambda learner, **kw: heard.append(learner.pk), weak=False, dispatch_uid="t")

    tasks.delete_idle_guests()

    learner_erased.disconnect(dispatch_uid="t")
    assert heard == [gone.pk]
    left = (Practice, Statement, InboxEntry, Learner)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]


def test_many_go_in_batches(clinic, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    guests(clinic, 5, days=settings.GUEST_DAYS + 1)
    batches = []
    erase = actions.erase_idle_guests
    monkeypatch.setattr(actions, "erase_idle_guests", lambda **kw: batches.append(erase(**kw)) or batches[-1])

    assert tasks.delete_idle_guests() == 5

    assert batches == [2, 2, 1]


def test_a_run_stops_after_so_many_batches_and_the_next_one_goes_on(clinic, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 1)
    monkeypatch.setattr(tasks, "MOST_BATCHES", 2)
    guests(clinic, 3, days=settings.GUEST_DAYS + 1)

    assert [tasks.delete_idle_guests(), tasks.delete_idle_guests()] == [2, 1]


def test_while_one_run_is_under_way_another_does_nothing(clinic):
    guests(clinic, 1, days=settings.GUEST_DAYS + 1)

    with lease("people.idle_guests", seconds=60):
        assert tasks.delete_idle_guests() == 0

    assert tasks.delete_idle_guests() == 1


def test_one_guest_who_cannot_be_erased_holds_nobody_up(clinic, caplog):
    stuck, free = guests(clinic, 2, days=settings.GUEST_DAYS + 1)

    def break_(learner, **kwargs):
        if learner == stuck:
            raise RuntimeError("a receiver fails")

    learner_erased.connect(break_, weak=False, dispatch_uid="t")
    tasks.delete_idle_guests()
    learner_erased.disconnect(dispatch_uid="t")

    assert list(Learner.objects.all()) == [stuck]
    assert f"Guest {stuck.pk} could not be erased" in caplog.text


def test_the_privacy_page_says_after_how_many_days(clinic, client_for, settings):
    settings.GUEST_DAYS = 222

    assert "222 days after your last visit" in client_for().get(reverse("site:privacy")).text


def test_sign_ins_that_have_run_out_go_and_others_stay(ruth, client_for):
    client_for(ruth)
    ended = Session.objects.create(session_key="ended", expire_date=timezone.now() - timedelta(days=1))

    assert tasks.clear_expired_sessions() == 1

    assert not Session.objects.filter(pk=ended.pk).exists()
    assert Session.objects.count() == 1


def test_both_stand_in_the_daily_schedule():
    daily = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    for task in (tasks.delete_idle_guests, tasks.clear_expired_sessions):
        assert daily[task.name] == 24 * 60 * 60
