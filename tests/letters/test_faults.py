"""A newsletter whose mail server fails, or whose worker is killed: each reader gets it once all the same."""

from datetime import timedelta
from smtplib import SMTPDataError

import pytest
from django.core import mail
from django.utils import timezone

from lms.letters import actions, tasks
from lms.letters.models import Delivery, Letter, Subscriber
from lms.mailing import post

pytestmark = pytest.mark.django_db


def refuses(code):
    def send(self):
        raise SMTPDataError(code, b"")

    return send


def cut_short(monkeypatch):
    """The worker is killed while the letter is on its way to the mail server."""

    class Killed(BaseException):
        pass

    def die(*_args, **_more):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", die)
        with pytest.raises(Killed):
            tasks.send_letters()


def later(letter):
    """Lets the time pass after which a delivery counts as cut short."""
    letter.deliveries.filter(sent_at=None).update(at=timezone.now() - timedelta(hours=1))


def test_a_mail_server_that_fails_stops_nobody_elses_letter(letter, reader, monkeypatch):
    reader(), reader("ruth@example.org", "en")
    build = actions.message

    def broken(letter, to):
        found = build(letter, to)
        if to.language == "es":
            monkeypatch.setattr(found, "send", lambda: (_ for _ in ()).throw(SMTPDataError(550, b"no")))
        return found

    monkeypatch.setattr(actions, "message", broken)
    actions.start(letter=letter)
    tasks.send_letters()

    assert [one.to for one in mail.outbox] == [["ruth@example.org"]]
    assert Delivery.objects.filter(has_failed=True).count() == 1


def test_while_the_mail_server_is_away_every_letter_waits(letter, reader, monkeypatch):
    reader(), reader("ruth@example.org", "en")
    actions.start(letter=letter)
    with monkeypatch.context() as away:
        away.setattr(post.Post, "_open", lambda self: (_ for _ in ()).throw(post.ServerAway("refused")))
        assert tasks.send_letters() == 0
        later(letter)
        tasks.send_letters()
    assert not mail.outbox and not Delivery.objects.exists()
    assert Letter.objects.get().finished_at is None

    tasks.send_letters()

    assert len(mail.outbox) == 2 and Letter.objects.get().finished_at


def test_a_letter_that_broke_off_is_tried_again(letter, reader, monkeypatch):
    reader()
    actions.start(letter=letter)
    with monkeypatch.context() as broken:
        broken.setattr(actions.EmailMessage, "send", refuses(451))
        tasks.send_letters()
    assert not Delivery.objects.get().has_failed
    later(letter)

    tasks.send_letters()

    assert len(mail.outbox) == 1


def test_what_a_crash_cut_short_is_sent_once_it_is_back(letter, reader, monkeypatch):
    reader()
    actions.start(letter=letter)
    cut_short(monkeypatch)

    assert tasks.send_letters() == 0 and not mail.outbox  # it may still be on its way
    letter.refresh_from_db()
    assert letter.finished_at is None
    later(letter)
    tasks.send_letters()
    tasks.send_letters()

    assert len(mail.outbox) == 1
    assert Letter.objects.with_counts().get().sent_count == 1
    assert Letter.objects.get().finished_at


def test_a_second_try_carries_the_same_message_id(letter, reader, monkeypatch):
    ana = reader()
    actions.start(letter=letter)
    tasks.send_letters()
    Delivery.objects.update(sent_at=None)  # killed after the mail server had it, before that was noted
    Letter.objects.update(finished_at=None)
    later(letter)
    tasks.send_letters()

    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second and ana.key.hex in first


def test_after_three_tries_it_counts_as_failed(letter, reader, monkeypatch):
    reader()
    actions.start(letter=letter)
    for _number in range(3):
        cut_short(monkeypatch)
        later(letter)
    tasks.send_letters()
    tasks.send_letters()

    assert not mail.outbox
    assert Delivery.objects.get().has_failed
    assert Letter.objects.get().finished_at


def test_who_stopped_meanwhile_is_not_tried_again(letter, reader, monkeypatch):
    reader()
    actions.start(letter=letter)
    cut_short(monkeypatch)
    Subscriber.objects.all().delete()
    later(letter)
    tasks.send_letters()

    assert not mail.outbox
    assert Letter.objects.get().finished_at


def test_a_letter_that_cannot_be_written_holds_up_no_other(letter, reader, clinic):
    reader()
    broken = Letter.objects.create(
        organisation=clinic, subject_en="A", body_en="B", subject_es="C\nBcc: d@e.org", body_es="D"
    )
    actions.start(letter=broken)
    actions.start(letter=letter)

    tasks.send_letters()

    assert [one.subject for one in mail.outbox] == ["Noticias"]
    assert not Letter.objects.under_way().exists()
    assert broken.deliveries.get().has_failed


def test_a_batch_goes_over_one_connection_and_over_a_new_one_after_a_fault(monkeypatch):
    made = []

    class Server:
        is_down = False

        def __init__(self, _backend):
            self.opened, self.connection = False, self
            made.append(self)

        def open(self):
            self.opened = True

        def close(self):
            self.opened = False

        def noop(self):
            return (421 if Server.is_full else 250, b"")

        def send_messages(self, mails):
            if Server.is_down:
                raise OSError("away")
            return len(mails)

    Server.is_full = False
    monkeypatch.setattr(post, "get_connection", Server)

    def send(batch):
        batch.send(mail.EmailMessage("A", "B", None, ["a@b.org"]))

    with post.Post() as batch:
        send(batch)
        send(batch)
        assert len(made) == 1
        Server.is_down = True
        with pytest.raises(OSError, match="away"):
            send(batch)
        Server.is_down = False
        send(batch)
        assert len(made) == 2
        Server.is_full = True
        send(batch)
        assert len(made) == 3
    assert not any(server.opened for server in made)
