"""Reports with two workers at the same moment, and with one that dies between writing and sending."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from analytics.delivering import alerts, choosing, sending, writing
from analytics.delivering.models import Alert, Bulletin, Delivery
from lms.organisations.models import Membership
from tests.analytics.acting.test_acting import in_month, months_ago
from tests.analytics.conftest import fold_everything, learners, record
from tests.analytics.delivering.test_reports import noon
from tests.together import NEEDS_POSTGRES, together

pytestmark = NEEDS_POSTGRES


@pytest.fixture
def readers(clinic, staff_of, monkeypatch):
    """Five who want reports and alerts, of a clinic where people learned last month; an alert is due."""
    for person in learners(clinic, 12):
        record(person, "tried", skill="messaging")
    fold_everything()
    in_month(clinic, months_ago(1), people=14, tried=12, alone=3, skill="messaging")
    found = [staff_of(f"amir{number}", clinic, Membership.Role.ANALYST) for number in range(5)]
    for one in found:
        choosing.choose(user=one, organisation=clinic, language="en", wants_report=True, wants_alerts=True)
    quarter = months_ago(1)
    alert = Alert(
        skill="messaging", period=quarter, before_stuck=2, before_tried=40, after_stuck=30, after_tried=40
    )

    def find(organisation, period):
        alert.pk, alert.organisation = None, organisation
        return [alert]

    monkeypatch.setattr(alerts, "quarter_ended_by", lambda period: quarter)
    monkeypatch.setattr(alerts, "find", find)
    return found


def send(meeting=None):
    """Does what the task does, without its lease: this is what holds when the lease has run out."""
    if meeting:
        meeting.wait(30)
    writing.write_due(noon())
    return sending.send_waiting(noon())


def letters():
    """Returns to whom letters left, sorted."""
    return sorted(address for letter in mail.outbox for address in letter.to)


def test_two_workers_at_once_write_one_report_and_send_each_letter_once(clinic, readers):
    meeting = threading.Barrier(2)

    sent = together(lambda: send(meeting), lambda: send(meeting))
    sending.send_waiting(noon())

    assert Bulletin.objects.count() == Alert.objects.count() == 1
    assert Delivery.objects.filter(is_sent=True).count() == 5
    assert letters() == sorted(one.email for one in readers)
    assert sum(sent) <= 5


_DIES = """
import os, django
django.setup()
from tests.analytics.delivering.test_reports import noon
from analytics.delivering import sending, writing
writing.write_due(noon())
sending.deliver = lambda delivery, post: os._exit(9)
sending.send_waiting(noon())
"""


def test_a_worker_that_dies_between_writing_and_sending_costs_no_letter_and_doubles_none(clinic, readers):
    """A process of its own writes the report, claims the first letter, and is gone."""
    name = connection.settings_dict["NAME"]
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    died = subprocess.run(
        [sys.executable, "-c", _DIES],
        env=os.environ | {"DATABASE_URL": f"{server}/{name}", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        timeout=300,
    )
    assert died.returncode == 9
    assert Bulletin.objects.count() == 1 and not Delivery.objects.filter(is_sent=True).exists()

    send()
    assert len(letters()) == 4  # the one that was claimed waits, as its letter may have left
    later = noon() + sending.WAITS[0] + timedelta(minutes=1)
    sending.send_waiting(later)
    sending.send_waiting(later)

    assert letters() == sorted(one.email for one in readers)
    assert Bulletin.objects.count() == 1
