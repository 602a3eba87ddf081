"""What is sent, when, and once, whatever happens."""

from datetime import timedelta

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.utils import timezone

from courses.reminders import choosing, letters
from courses.reminders.models import Letter, LetterItem, ReminderChoice
from courses.reminders.tasks import send_reminders
from lms.organisations import clock
from lms.organisations.models import Organisation
from self_check import plan
from self_check.models import FollowUp
from tests.courses.reminders.moments import NOON, WORDS, at, send

pytestmark = pytest.mark.django_db


def test_the_letter_says_nothing_of_health_and_has_its_way_out(ruth, asked):
    choice = asked(ruth)

    assert send(at(NOON)) == 1

    (letter,) = mail.outbox
    whole = letter.message().as_string()
    for word in (WORDS, "results", "messaging", "look at"):
        assert word not in whole
    stop = letter.extra_headers["List-Unsubscribe"]
    assert stop == f"<http://lakeside.localhost:8000/en/my/reminders/stop/{choice.key}/>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop.strip("<>") in letter.body


def test_it_is_in_the_learners_language(ana, asked):
    asked(ana)
    send(at(NOON))

    (letter,) = mail.outbox
    assert letter.subject == "1 pregunta corta para usted"
    assert "/es/my/reminders/letter/" in letter.body and "Para no recibir más correos" in letter.body


@pytest.mark.parametrize(
    ("zone", "hour", "count"),
    [("", 8, 0), ("", 9, 1), ("", 19, 0), ("Pacific/Honolulu", 12, 0), ("Pacific/Honolulu", 15, 1)],
)
def test_nothing_leaves_in_the_quiet_hours_of_the_organisation(ruth, clinic, asked, zone, hour, count):
    clinic.policy_data = {"reminders": {"time_zone": zone}}
    clinic.save()
    asked(ruth)

    assert send(at(hour)) == count  # the hour in New York; Honolulu is five or six hours behind


def test_a_letter_written_before_the_quiet_hours_waits_for_their_end(ruth, asked):
    asked(ruth)
    letters.write_due(at(18))

    assert letters.send_waiting(at(22)) == 0
    assert letters.send_waiting(at(10, days=1)) == 1


def test_a_question_is_sent_once_and_one_letter_a_day_at_most(ruth, asked):
    asked(ruth)
    for hour in (12, 13, 14):
        send(at(hour))
    send(at(NOON, days=1))
    FollowUp.objects.filter(days=30).update(due_on=timezone.localdate())
    send(at(15))  # today had its letter
    assert len(mail.outbox) == 1

    send(at(NOON, days=2))
    assert len(mail.outbox) == 2
    assert LetterItem.objects.count() == 2


def test_who_has_not_said_yes_or_belongs_to_a_closed_organisation_gets_nothing(ruth, sam, clinic, asked):
    choice = asked(ruth)
    ReminderChoice.objects.filter(pk=choice.pk).update(confirmed_at=None)
    asked(sam)
    clinic.status = "suspended"
    clinic.save()

    assert send(at(NOON)) == 0
    assert not mail.outbox


def test_a_crash_between_claim_and_sending_is_made_good_once(ruth, asked, monkeypatch):
    asked(ruth)
    letters.write_due(at(NOON))

    class PowerCut(BaseException):
        """What no `except Exception` holds."""

    def die(letter, post):
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(letters, "deliver", die)
        with pytest.raises(PowerCut):
            letters.send_waiting(at(NOON))
    assert Letter.objects.get().claimed_at and not mail.outbox

    assert letters.send_waiting(at(NOON) + timedelta(minutes=5)) == 0  # the claim still holds
    assert letters.send_waiting(at(NOON) + timedelta(minutes=16)) == 1
    assert letters.send_waiting(at(NOON) + timedelta(minutes=40)) == 0
    assert len(mail.outbox) == 1


def test_two_workers_who_see_the_same_letter_send_it_once(ruth, asked):
    asked(ruth)
    letters.write_due(at(NOON))
    one, other = Letter.objects.get(), Letter.objects.get()

    assert [Letter.objects.claim(each, at(NOON)) for each in (one, other)] == [True, False]


def test_two_workers_who_write_at_once_write_one_letter(ruth, asked, monkeypatch):
    choice = asked(ruth)
    letters.write_due(at(NOON))
    monkeypatch.setattr(letters, "_waiting", lambda organisation, today: [choice])

    assert letters.write_due(at(NOON)) == 0
    assert Letter.objects.count() == 1


def test_a_server_that_is_down_is_tried_again_and_holds_up_nobody(ruth, sam, asked, monkeypatch):
    asked(ruth)
    asked(sam)
    real = letters.deliver

    def shaky(letter, post):
        if letter.learner == ruth:
            raise OSError("down")
        return real(letter, post)

    with monkeypatch.context() as broken:
        broken.setattr(letters, "deliver", shaky)
        assert send(at(NOON)) == 1
    assert letters.send_waiting(at(NOON) + timedelta(minutes=16)) == 1
    assert len(mail.outbox) == 2


def test_an_organisation_whose_rules_cannot_be_read_holds_up_no_other(ruth, asked, nonprofit):
    asked(ruth)
    nowhere = {"reminders": {"time_zone": "Nowhere/Land"}}
    Organisation.objects.filter(pk=nonprofit.pk).update(policy_data=nowhere)
    with pytest.raises(Exception, match="Nowhere"):
        clock.local_day(Organisation.objects.get(pk=nonprofit.pk), at(NOON))

    assert send(at(NOON)) == 1


def test_the_time_limit_of_a_task_ends_it(ruth, asked, monkeypatch):
    asked(ruth)
    letters.write_due(at(NOON))

    def late(letter, post):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(letters, "deliver", late)
    with pytest.raises(SoftTimeLimitExceeded):
        letters.send_waiting(at(NOON))


def test_no_letter_is_begun_when_the_time_is_up(ruth, asked):
    asked(ruth)
    letters.write_due(at(NOON))

    assert letters.send_waiting(at(NOON), seconds=0) == 0
    assert Letter.objects.get().tries == 0


def test_the_same_letter_always_has_the_same_id(ruth, asked):
    asked(ruth)
    send(at(NOON))
    Letter.objects.update(sent_at=None, claimed_at=None)  # as after a crash just after the server took it
    letters.send_waiting(at(NOON))

    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second


def test_an_answer_or_a_stop_before_the_sending_saves_the_letter(ruth, sam, asked):
    asked(ruth)
    stopped = asked(sam)
    letters.write_due(at(NOON))
    plan.reply(follow_up=FollowUp.objects.get(days=7, step__learner=ruth), reply="did-it")
    choosing.stop_mail(key=stopped.key)

    assert letters.send_waiting(at(NOON)) == 0
    assert not mail.outbox


def test_the_task_runs_under_its_lease(ruth, asked, monkeypatch):
    from courses.reminders import tasks

    asked(ruth)
    monkeypatch.setattr(tasks.letters.clock, "local_day", lambda *_args: timezone.localdate())

    assert send_reminders() == 1
    assert send_reminders() == 0


def test_the_queries_do_not_grow_with_the_learners_who_wait_for_nothing(
    ruth, sam, cleo, asked, django_assert_max_num_queries
):
    for learner in (sam, cleo):
        ReminderChoice.objects.create(learner=learner, email="x@example.org", confirmed_at=timezone.now())

    with django_assert_max_num_queries(6):
        send(at(NOON))
