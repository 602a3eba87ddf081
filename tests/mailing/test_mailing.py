"""E-mails wait in the database: written with the change they tell of, sent once, gone when they have left."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone

from lms.mailing import post, sending
from lms.mailing.models import WaitingMail

pytestmark = pytest.mark.django_db
TO = "ana@example.org"


@pytest.fixture(autouse=True)
def as_in_the_product(settings):
    settings.EMAIL_BACKEND = "lms.mailing.backend.WaitingBackend"


def write(subject="Hello", to=TO):
    send_mail(subject, "The text.", None, [to])


@pytest.fixture
def server(monkeypatch):
    """A mail server that fails as it is told: `server.fails` is an exception, `at` where it is raised."""

    class Server:
        fails, at, took = None, "send", []

        def __init__(self, _backend=None):
            pass

        def open(self):
            if self.fails and self.at == "open":
                raise self.fails

        def send_messages(self, messages):
            if self.fails and self.at == "send":
                raise self.fails
            self.took.extend(messages)
            return len(messages)

        def close(self):
            pass

    Server.took = []
    monkeypatch.setattr(post, "get_connection", Server)
    return Server


def test_a_page_writes_it_down_and_the_worker_sends_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write()
        assert mail.outbox == []

    assert [(one.subject, one.body, one.to) for one in mail.outbox] == [("Hello", "The text.", [TO])]
    assert not WaitingMail.objects.exists()


def test_what_was_not_kept_is_not_told():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError

    assert sending.send_what_waits() == 0
    assert mail.outbox == []


def test_it_leaves_as_it_was_written():
    written = EmailMultiAlternatives(
        "Hello", "Text", "Lake <lake@example.org>", [TO], cc=["b@example.org"], headers={"List-Help": "<x>"}
    )
    written.attach_alternative("<p>Text</p>", "text/html")
    written.send()
    sending.send_what_waits()

    sent = mail.outbox[0]
    assert (sent.from_email, sent.cc, sent.alternatives[0][0]) == (
        "Lake <lake@example.org>",
        ["b@example.org"],
        "<p>Text</p>",
    )
    assert sent.extra_headers["List-Help"] == "<x>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_server_that_is_away_loses_nothing_and_is_asked_less_and_less(server):
    write("One")
    write("Two")
    server.fails, server.at = ConnectionRefusedError(), "open"

    waits = []
    for _number in range(8):
        first = WaitingMail.objects.order_by("pk")[0]
        WaitingMail.objects.update(next_try_at=timezone.now())
        assert sending.send_what_waits() == 0
        first.refresh_from_db()
        waits.append(round((first.next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]

    server.fails = None
    assert sending.send_what_waits() == 1  # the second was not touched: it is due
    WaitingMail.objects.update(next_try_at=timezone.now())
    assert sending.send_what_waits() == 1
    assert sorted(one.subject for one in server.took) == ["One", "Two"]


def test_the_same_e_mail_has_the_same_id_on_each_try(server):
    write()
    server.fails = smtplib.SMTPServerDisconnected()
    sending.send_what_waits()
    key = WaitingMail.objects.get().key
    server.fails = None
    WaitingMail.objects.update(next_try_at=timezone.now())
    sending.send_what_waits()

    assert server.took[0].extra_headers["Message-ID"] == f"<{key}@portalwise.example>"


def test_an_address_that_is_refused_for_good_is_forgotten_and_holds_up_none(server):
    write("One", to="gone@example.org")
    server.fails = smtplib.SMTPRecipientsRefused({"gone@example.org": (550, b"no such mailbox")})
    assert sending.send_what_waits() == 0
    assert not WaitingMail.objects.exists()

    server.fails = None
    write("Two")
    assert sending.send_what_waits() == 1


def test_what_could_not_leave_for_two_days_is_forgotten(server):
    write()
    WaitingMail.objects.update(made_at=timezone.now() - timedelta(days=2, minutes=1))
    server.fails, server.at = ConnectionRefusedError(), "open"
    sending.send_what_waits()

    assert not WaitingMail.objects.exists()


def test_two_workers_send_it_once():
    write()
    row = WaitingMail.objects.get()

    assert WaitingMail.objects.claim(row)
    assert not WaitingMail.objects.claim(row)
    assert sending.send_what_waits() == 0


def test_an_attachment_is_not_kept_in_the_database():
    letter = EmailMessage("Report", "Text", None, [TO])
    letter.attach("report.pdf", b"%PDF", "application/pdf")

    with pytest.raises(ValueError, match=r"Post"):
        letter.send()
    assert not WaitingMail.objects.exists()
