"""Kept figures of large organisations: what pages say is the same, and costs the same, whatever the size."""

import base64
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics import all_figures, keeping, rollups, tasks
from analytics.lrs.clients import actions
from analytics.lrs.clients.scopes import Scope
from analytics.models import KeptFigure, KeptRun
from courses.simulator.straight import run
from lms.organisations.models import Organisation
from lms.skills import SLUGS

pytestmark = pytest.mark.django_db

_VARIES = re.compile("numbers of|nonce|csrf")
PAGES = (
    "/en/insights/", "/en/insights/?path=caregiver", "/en/insights/?months=3", "/en/insights/people/",
    "/en/insights/courses/", "/en/insights/tasks/?tongue=es", "/en/insights/check/", "/en/insights/time/",
    f"/en/insights/time/?skill={SLUGS[2]}", "/en/insights/compare/?measure=says", "/en/insights/caregivers/",
    "/en/insights/classes/", f"/en/insights/skills/{SLUGS[3]}/",
    f"/en/insights/skills/{SLUGS[3]}/?path=patient",
    "/en/insights/tasks/file.csv", "/en/insights/gaps/file.csv", "/en/insights/act/",
)  # fmt: skip


@pytest.fixture
def crowd(clinic):
    """Sixty people at the clinic."""
    for _done in run.simulate(clinic, seed="crowd", people=60):
        pass
    rollups.fold_for(60)


@pytest.fixture
def many(monkeypatch):
    """From thirty people on an organisation is large."""
    monkeypatch.setattr(keeping, "LIVE_UP_TO", 30)


def words(answer):
    """Returns what a page says, without the sentence on when it was counted and what differs each time."""
    lines = answer.content.decode().splitlines()
    return [line for line in lines if line.strip() and not _VARIES.search(line)]


def test_kept_pages_say_what_counted_pages_say(
    client_for, staff_of, clinic, crowd, many, django_assert_max_num_queries
):
    client = client_for(staff_of("amir", clinic, "analyst"))
    counted = [client.get(page) for page in PAGES]
    assert {answer.status_code for answer in counted} == {200}

    assert tasks.renew_figures() == 1
    rows = KeptFigure.objects.count()
    asked = []
    for page, before in zip(PAGES, counted, strict=True):
        with django_assert_max_num_queries(15) as queries:
            now = client.get(page)
        assert words(now) == words(before), page
        asked += [query["sql"] for query in queries.captured_queries]
    tables = ("analytics_statement", "analytics_standing", "analytics_presence", "analytics_trace")
    assert rows > 50 and not [sql for sql in asked if any(f'"{table}"' in sql for table in tables)]
    assert "These are the numbers of" in client.get(PAGES[0]).content.decode()


def test_the_read_api_says_of_when_kept_figures_are(client_for, clinic, crowd, many, monkeypatch):
    client, secret = actions.create(organisation=clinic, name="Ours", scopes_granted=[Scope.INSIGHTS_READ])
    basic = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    before = timezone.now() - timedelta(hours=2)
    monkeypatch.setattr(keeping.timezone, "now", lambda: before)
    keeping.renew(clinic, all_figures.ask, today=before.date())
    monkeypatch.undo()

    answer = client_for().get("/insights/api/v1/gaps", headers={"Authorization": f"Basic {basic}"})

    assert answer.json()["made_at"] == before.isoformat(timespec="seconds")


def test_no_page_reads_the_statements(client_for, staff_of, clinic, crowd):
    client = client_for(staff_of("amir", clinic, "analyst"))
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        assert len(queries) > 3
        assert not [one for one in queries.captured_queries if '"analytics_statement"' in one["sql"]], page


def test_figures_are_renewed_in_time_and_go_where_few_are_left(clinic, crowd, many, monkeypatch):
    other = Organisation.objects.create(name="Small Clinic", slug="small", kind="clinic")
    now = timezone.now()

    assert keeping.renew_due(all_figures.ask, now=now) == 1
    assert keeping.renew_due(all_figures.ask, now=now + timedelta(minutes=9)) == 0
    assert keeping.renew_due(all_figures.ask, now=now + timedelta(minutes=11)) == 1
    assert KeptRun.objects.count() == 2  # the one before is for pages that are being made
    assert not KeptRun.objects.filter(organisation=other).exists()

    monkeypatch.setattr(keeping, "LIVE_UP_TO", 2000)
    assert keeping.renew_due(all_figures.ask, now=now + timedelta(minutes=12)) == 0
    assert not KeptFigure.objects.exists()


def test_one_whose_figures_cannot_be_counted_holds_up_no_other(clinic, nonprofit, monkeypatch):
    monkeypatch.setattr(keeping, "large", lambda: [clinic, nonprofit])

    def ask(organisation, today):
        if organisation == clinic:
            raise ValueError("no such skill")

    assert keeping.renew_due(ask) == 1
    assert [run.organisation for run in KeptRun.objects.all()] == [nonprofit]
    asked = []
    later = timezone.now() + timedelta(hours=1)
    keeping.renew_due(lambda organisation, today: asked.append(organisation), now=later)
    assert asked == [clinic, nonprofit]  # who has waited longest first
