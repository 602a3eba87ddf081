"""Every statement reaches the other store, whatever happens on the way, and nobody else's ever does."""

import base64
import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from analytics import rollups
from analytics.lrs import store
from analytics.lrs.forwarding import actions, backfill, delivery, outbox, tasks
from analytics.lrs.forwarding.models import DeadLetter, OutboxEntry, Target
from analytics.lrs.incoming import Incoming
from analytics.lrs.models import Statement
from lms.people.actions import erase
from tests.analytics.conftest import learners, record
from tests.analytics.lrs.conftest import clause

pytestmark = pytest.mark.django_db


def learn(organisation, count=3):
    """Records `count` statements and has them counted, which puts them on their way; returns their ids."""
    (learner,) = learners(organisation, 1)
    found = [str(record(learner, "says", score=0.5).statement_id) for _number in range(count)]
    rollups.fold_for(60)
    return found


def deliver(target):
    target.refresh_from_db()
    return delivery.deliver(target)


@clause("3-3.3 what is forwarded names its version")
def test_statements_go_out_as_they_were_stored(clinic, target_of, elsewhere):
    target = target_of(clinic)
    ids = learn(clinic)

    assert deliver(target) == 3

    assert list(elsewhere.got) == ids
    assert elsewhere.got[ids[0]] == [json.loads(Statement.objects.get(statement_id=ids[0]).raw)]
    assert elsewhere.asked == ["/xapi/statements"]
    assert elsewhere.headers[0]["X-Experience-API-Version"] == "1.0.3"
    sent = elsewhere.headers[0]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent) == b"portal:open sesame"
    target.refresh_from_db()
    assert (target.sent, target.last_error, OutboxEntry.objects.count()) == (3, "", 0)


def test_counting_and_noting_are_one_transaction(clinic, target_of, monkeypatch):
    target_of(clinic)
    (learner,) = learners(clinic, 1)
    record(learner, "says", score=0.5)
    monkeypatch.setattr(outbox.OutboxEntry.objects, "bulk_create", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rollups.fold()

    assert rollups.waiting() == 1


def test_each_target_gets_its_own_organisations_statements_only(clinic, nonprofit, target_of, elsewhere):
    ours, theirs = target_of(clinic), target_of(nonprofit)
    ids, _others = learn(clinic), learn(nonprofit)

    deliver(ours)

    assert list(elsewhere.got) == ids
    assert OutboxEntry.objects.filter(target=theirs).count() == 3


def test_a_target_that_is_down_for_a_day_loses_nothing(clinic, target_of, elsewhere):
    target = target_of(clinic)
    ids = learn(clinic)
    for _hour in range(24):
        elsewhere.answers.append((503, {}))
        assert deliver(target) == 0
        ids += learn(clinic, 1)

    target.refresh_from_db()
    assert target.failures == 24
    assert "503" in target.last_error
    assert deliver(target) == len(ids)
    assert list(elsewhere.got) == ids
    target.refresh_from_db()
    assert (target.failures, target.next_try_at, target.last_error) == (0, None, "")


def test_nobody_listening_is_trouble_and_no_crash(clinic, target_of):
    target = target_of(clinic, endpoint="http://127.0.0.1:9/xapi")
    learn(clinic)

    assert deliver(target) == 0
    target.refresh_from_db()
    assert "ConnectionRefused" in target.last_error
    assert OutboxEntry.objects.count() == 3


def test_an_answer_that_never_comes_repeats_the_batch_and_harms_nothing(clinic, target_of, elsewhere):
    target = target_of(clinic)
    learn(clinic)
    elsewhere.drops = 1

    assert deliver(target) == 0
    assert deliver(target) == 3
    assert elsewhere.times == {2: 3}  # the same ids: the other store keeps one of each
    assert not OutboxEntry.objects.exists()


def test_the_next_try_comes_later_and_later_and_not_on_the_second(clinic, target_of, elsewhere):
    target, pauses = target_of(clinic), []
    learn(clinic)
    for _number in range(14):
        elsewhere.answers.append((500, {}))
        deliver(target)
        target.refresh_from_db()
        pauses.append((target.next_try_at - timezone.now()).total_seconds())

    assert 2 < pauses[0] <= 5
    assert 70 < pauses[5] <= 160
    assert 1700 < pauses[-1] <= 3600
    assert len({round(pause, 3) for pause in pauses}) == 14


def test_it_waits_as_long_as_the_target_asks(clinic, target_of, elsewhere):
    target = target_of(clinic)
    learn(clinic)
    elsewhere.answers.append((429, {"Retry-After": "7200"}))

    deliver(target)

    target.refresh_from_db()
    assert target.next_try_at > timezone.now() + timedelta(seconds=7100)
    assert not Target.objects.due(at=timezone.now()).exists()
    assert Target.objects.due(at=timezone.now() + timedelta(hours=3)).exists()


@pytest.mark.parametrize("status", [301, 401, 403, 404, 500])
def test_what_is_the_targets_trouble_is_no_statements(clinic, target_of, elsewhere, status):
    target = target_of(clinic)
    learn(clinic)
    elsewhere.answers.append((status, {"Location": "https://evil.example/"}))

    deliver(target)

    assert (OutboxEntry.objects.count(), DeadLetter.objects.count()) == (3, 0)
    assert len(elsewhere.asked) == 1


@clause("3-1.5.2 what is forwarded has its attachments")
def test_attachments_go_with_their_statement(clinic, target_of, elsewhere):
    target = target_of(clinic)
    before = learn(clinic, 1)
    content = b"\x00 bytes"
    sha2 = hashlib.sha256(content).hexdigest()
    attached = {"usageType": "https://x.example", "contentType": "x/y", "length": 7, "sha2": sha2}
    sent = json.loads(Statement.objects.get().raw) | {"id": str(uuid.uuid4()), "attachments": [attached]}
    incoming = Incoming(json.dumps(sent), sent, {sha2: ("x/y", content)})
    store.insert([incoming], organisation=clinic)
    after = learn(clinic, 1)

    assert deliver(target) == 3

    assert list(elsewhere.got) == [*before, sent["id"], *after]
    assert elsewhere.files == [content]
    assert f"X-Experience-API-Hash: {sha2}".encode() in elsewhere.bodies[1]
    assert len(elsewhere.asked) == 3


class TestRefusals:
    def test_the_one_that_is_refused_is_found_and_the_rest_arrive(self, clinic, target_of, elsewhere):
        target = target_of(clinic)
        ids = learn(clinic, 9)
        elsewhere.refused[ids[4]] = (400, "actor: I do not like it")

        assert deliver(target) == 8

        letter = DeadLetter.objects.get()
        assert (str(letter.statement_id), letter.status) == (ids[4], 400)
        assert letter.reason == "actor: I do not like it"
        assert not OutboxEntry.objects.exists()
        assert elsewhere.times == {1: 8}

    def test_tried_again_it_arrives_once_the_target_has_changed_its_mind(self, clinic, target_of, elsewhere):
        target = target_of(clinic)
        ids = learn(clinic, 1)
        elsewhere.refused[ids[0]] = (400, "no")
        deliver(target)
        elsewhere.refused.clear()

        assert outbox.retry(DeadLetter.objects.for_organisation(clinic)) == 1
        assert deliver(target) == 1
        assert not DeadLetter.objects.exists()

    def test_409_for_what_it_has_already_is_no_refusal(self, clinic, target_of, elsewhere):
        target = target_of(clinic)
        ids = learn(clinic, 1)
        same = json.loads(Statement.objects.get(statement_id=ids[0]).raw) | {"stored": "2026-01-01T00:00:00Z"}
        elsewhere.got[ids[0]], elsewhere.refused[ids[0]] = [same], (409, "conflict")

        assert deliver(target) == 1
        assert not DeadLetter.objects.exists()

    def test_409_for_another_statement_of_the_id_is_one(self, clinic, target_of, elsewhere):
        target = target_of(clinic)
        ids = learn(clinic, 1)
        other = json.loads(Statement.objects.get(statement_id=ids[0]).raw) | {
            "verb": {"id": "https://x.example"}
        }
        elsewhere.got[ids[0]], elsewhere.refused[ids[0]] = [other], (409, "conflict")

        assert deliver(target) == 0
        assert DeadLetter.objects.get().status == 409


class TestBackfill:
    def test_what_was_stored_before_goes_out_in_order(
        self, clinic, nonprofit, target_of, elsewhere, monkeypatch
    ):
        monkeypatch.setattr(backfill, "BATCH", 2)
        ids = learn(clinic, 5)
        learn(nonprofit, 2)
        target = target_of(clinic)

        assert backfill.start(target) == 5
        assert deliver(target) == 5

        assert list(elsewhere.got) == ids
        target.refresh_from_db()
        assert (target.backfill_done, target.backfill_total, target.backfill_until) == (5, 5, None)

    def test_it_says_how_far_it_is_and_goes_on_after_trouble(self, clinic, target_of, elsewhere, monkeypatch):
        monkeypatch.setattr(backfill, "BATCH", 2)
        learn(clinic, 5)
        target = target_of(clinic)
        backfill.start(target)
        elsewhere.answers.append((500, {}))

        deliver(target)
        target.refresh_from_db()
        before = target.backfill_done
        deliver(target)

        assert before == 2
        assert len(elsewhere.got) == 5

    def test_with_much_waiting_it_adds_nothing(self, clinic, target_of, monkeypatch):
        monkeypatch.setattr(backfill, "_FULL", 1)
        target = target_of(clinic)
        learn(clinic, 2)
        backfill.start(target)

        assert backfill.add_some(target) == 0

    def test_where_nothing_is_stored_there_is_nothing_to_do(self, clinic, target_of):
        target = target_of(clinic)

        assert backfill.start(target) == 0
        assert not Target.objects.due(at=timezone.now()).exists()


class TestErasing:
    def test_what_is_erased_here_is_not_sent_any_more(self, clinic, target_of, elsewhere):
        target = target_of(clinic)
        (learner,) = learners(clinic, 1)
        record(learner, "says", score=0.5)
        rollups.fold_for(60)
        erase(learner=learner)
        stays = learn(clinic, 1)

        deliver(target)

        assert list(elsewhere.got) == stays
        assert not OutboxEntry.objects.exists()

    def test_its_refusals_are_forgotten_too(self, clinic, target_of):
        target = target_of(clinic)
        key = uuid.uuid4()
        outbox.bury(target, key, status=400, reason="it says something of the learner")

        outbox.forget([key])

        assert not DeadLetter.objects.exists()


class TestTasks:
    def test_the_beat_serves_each_target_that_is_due(self, clinic, nonprofit, target_of, elsewhere):
        target_of(clinic), target_of(nonprofit)
        off = target_of(clinic, name="Off")
        learn(clinic, 2), learn(nonprofit, 1)
        actions.switch(target=off, is_active=False)

        tasks.forward_what_waits()

        assert len(elsewhere.got) == 3
        assert OutboxEntry.objects.exclude(target=off).count() == 0

    def test_a_second_run_beside_the_first_goes_away(self, clinic, target_of, elsewhere):
        from lms.health.leases import lease

        target = target_of(clinic)
        learn(clinic, 1)
        with lease(f"analytics.forward.{target.pk}", seconds=60):
            tasks.forward(target.pk)

        assert not elsewhere.got

    def test_a_target_that_is_gone_is_no_fault(self, db):
        tasks.forward(12345)
