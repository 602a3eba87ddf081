"""Replies that fall due: in order, at their own time, exactly once."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from sandbox_portal import actions, tasks
from sandbox_portal.clinic import replies
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.practice import Practice, PracticeEvent
from tests.factories import practice as make


@pytest.fixture
def heard(monkeypatch):
    """What the pretend clinic did: (practice's time, fact) in order. Handlers live for one test."""
    done = []
    monkeypatch.setattr(replies, "_handlers", {})

    @replies.handler("test.note")
    def note(practice, reply):
        done.append((practice.now, reply.facts["n"]))
        practice.log("refills.moved", request=reply.facts["n"])

    @replies.handler("test.chain")
    def chain(practice, reply):
        note(practice, reply)
        if reply.facts["n"] > 1:
            later = practice.now + timedelta(hours=1)
            replies.schedule(
                practice=practice, kind="test.chain", due=later, facts={"n": reply.facts["n"] - 1}
            )

    @replies.handler("test.crash")
    def crash(practice, reply):
        note(practice, reply)
        raise RuntimeError("the machine went away")

    return done


def in_hours(practice, hours, *, kind="test.note", n=1):
    due = practice.now + timedelta(hours=hours)
    return replies.schedule(practice=practice, kind=kind, due=due, facts={"n": n})


@pytest.mark.django_db
def test_nothing_happens_before_its_time(ruth, heard):
    practice = make.free_practice(ruth)
    in_hours(practice, 1)

    assert replies.deliver_due(practice=practice) == 0
    assert heard == []


@pytest.mark.django_db
def test_a_skip_delivers_in_order_each_at_its_own_time(ruth, heard):
    practice = make.free_practice(ruth)
    late, early = in_hours(practice, 30, n=2), in_hours(practice, 5, n=1)

    delivered = actions.skip_ahead(practice=practice, days=2)

    assert delivered == 2
    assert heard == [(early.due, 1), (late.due, 2)]


@pytest.mark.django_db
def test_an_event_of_a_reply_carries_the_time_of_the_reply(ruth, heard):
    practice = make.free_practice(ruth)
    reply = in_hours(practice, 5)

    actions.skip_ahead(practice=practice, days=2)

    assert PracticeEvent.objects.get(kind="refills.moved").at_sim == reply.due


@pytest.mark.django_db
def test_a_reply_that_schedules_another_due_one_is_followed(ruth, heard):
    practice = make.free_practice(ruth)
    in_hours(practice, 1, kind="test.chain", n=3)

    assert actions.skip_ahead(practice=practice, days=1) == 3
    assert [n for _, n in heard] == [3, 2, 1]


@pytest.mark.django_db
def test_delivering_again_does_nothing(ruth, heard):
    practice = make.free_practice(ruth)
    in_hours(practice, 1)
    actions.skip_ahead(practice=practice, days=1)

    assert replies.deliver_due(practice=practice) == 0
    assert tasks.deliver_due_replies() == 0
    assert len(heard) == 1


@pytest.mark.django_db
def test_what_was_cancelled_never_happens(ruth, heard):
    practice = make.free_practice(ruth)
    due = practice.now + timedelta(hours=1)
    replies.schedule(practice=practice, kind="test.note", due=due, target=7, facts={"n": 1})

    assert replies.cancel(practice=practice, kind="test.note", target=7) == 1
    assert actions.skip_ahead(practice=practice, days=1) == 0


@pytest.mark.django_db
def test_a_kind_nobody_handles_is_refused(ruth, heard):
    practice = make.free_practice(ruth)

    with pytest.raises(replies.UnknownReply):
        in_hours(practice, 1, kind="test.nobody")


@pytest.mark.django_db
def test_two_handlers_for_a_kind_are_refused(heard):
    with pytest.raises(ValueError, match="Two handlers"):
        replies.handler("test.note")(lambda practice, reply: None)


@pytest.mark.django_db
def test_a_second_click_on_the_same_skip_moves_nothing(ruth):
    practice = make.free_practice(ruth)
    shown_at = practice.clock

    actions.skip_ahead(practice=practice, business_days=3, since=shown_at)
    day = Practice.objects.get(pk=practice.pk).today
    actions.skip_ahead(practice=practice, business_days=3, since=shown_at)

    assert Practice.objects.get(pk=practice.pk).today == day


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_crash_between_claim_and_effect_leaves_neither(ruth, heard):
    practice = make.free_practice(ruth)
    reply = in_hours(practice, 1, kind="test.crash")

    with pytest.raises(RuntimeError):
        actions.skip_ahead(practice=practice, days=1)

    reply.refresh_from_db()
    assert reply.delivered_at is None
    assert not PracticeEvent.objects.filter(kind="refills.moved").exists()
    assert Practice.objects.get(pk=practice.pk).today == practice.started_on + timedelta(days=1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_delivers_what_a_crash_left_behind(ruth, heard, monkeypatch):
    practice = make.free_practice(ruth)
    in_hours(practice, 1, kind="test.crash")
    with pytest.raises(RuntimeError):
        actions.skip_ahead(practice=practice, days=1)
    heard.clear()
    monkeypatch.setitem(replies._handlers, "test.crash", replies._handlers["test.note"])

    assert tasks.deliver_due_replies() == 1
    assert tasks.deliver_due_replies() == 0
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_broken_practice_does_not_hold_up_the_others(ruth, cleo, heard):
    broken, fine = make.free_practice(ruth), make.free_practice(cleo)
    in_hours(broken, 1, kind="test.crash")
    in_hours(fine, 1)
    Practice.objects.update(clock=fine.now + timedelta(days=1))

    assert tasks.deliver_due_replies() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_page_view_and_a_worker_at_once_deliver_each_reply_once(ruth, heard):
    practice = make.free_practice(ruth)
    for n in range(6):
        in_hours(practice, 1 + n, n=n)
    Practice.objects.filter(pk=practice.pk).update(clock=practice.now + timedelta(days=1))
    practice.refresh_from_db()
    together = threading.Barrier(2)

    def deliver():
        together.wait()
        try:
            waiting = True
            while waiting:
                # SQLite in memory does not wait for a table that another thread has locked.
                with suppress(OperationalError):
                    replies.deliver_due(practice=practice)
                    waiting = ScheduledReply.objects.waiting().exists()
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    moved = PracticeEvent.objects.filter(kind="refills.moved").order_by("pk")
    assert [event.facts["request"] for event in moved] == list(range(6))
    assert not ScheduledReply.objects.waiting().exists()
