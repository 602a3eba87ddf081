"""The monthly report: the pages' own figures, to who wants it, once, and with a way out in one step."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from analytics import advice, charts, report
from analytics.acting import actions
from analytics.delivering import choosing, content, paper, sending, tasks, writing
from analytics.delivering.models import Alert, Bulletin, Delivery, Wish
from analytics.metrics.gaps import HIDDEN, NO_TASK
from lms.organisations import changing, clock
from lms.organisations.models import Membership, Organisation
from lms.skills import SLUGS
from lms.skills.links import Link
from tests.analytics.acting.test_acting import in_month, months_ago, text_of
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
HOME = "/en/insights/report/"


def noon(day=None):
    """Returns noon of a day at the clinic."""
    day = day or timezone.localdate()
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture
def gwen(nonprofit, staff_of):
    """The nonprofit's analyst: a stranger here."""
    return staff_of("gwen", nonprofit, Membership.Role.ANALYST, Membership.Role.ADMIN)


def wants(user, organisation, *, language="en", report=True, alerts=False):
    """Notes a user's wish."""
    choosing.choose(
        user=user, organisation=organisation, language=language, wants_report=report, wants_alerts=alerts
    )


@pytest.fixture
def learned(clinic):
    """People of now, and a month before in which somebody learned."""
    people = learners(clinic, 24)
    for number, person in enumerate(people):
        record(person, "learned", skill="medicines-refills")
        if number < 18:
            record(person, "passed", skill="medicines-refills", hints=0 if number < 6 else 1)
    fold_everything()
    in_month(clinic, months_ago(1), people=14, tried=12, alone=3, skill="messaging")


def send(now=None):
    """Writes what is due and sends what waits, as the task does."""
    now = now or noon()
    writing.write_due(now)
    return sending.send_waiting(now)


def test_the_reports_figures_are_those_of_the_page(clinic, amir, learned, client_for):
    wants(amir, clinic)
    assert send() == 1
    page = report.make(clinic, language="en")
    found = content.text(Bulletin.objects.for_organisation(clinic).get(), "en")
    overview = text_of(client_for(amir).get("/en/insights/")).replace("&#x27;", "'")

    assert found.matrix == page.matrix
    assert found.finding in overview and found.finding in mail.outbox[0].body
    lines = dict(found.skills)
    for row in page.matrix.rows:
        line = lines[page.titles[row.skill]]
        for name, share in row.measures.items():
            assert f"{charts.MEASURES[name]['label']}: {charts.share_text(share)}" in line
            assert charts.share_text(share) in overview
    assert [thing.title for thing in found.things] == [thing.title for thing in page.things]
    assert found.month == "People who learned in the month: 14."


def test_the_report_says_what_was_done_in_its_month(clinic, amir, learned):
    day = months_ago(1) + timedelta(days=4)
    actions.note(organisation=clinic, skill="messaging", kind="poster", done_on=day, by=amir)
    actions.note(organisation=clinic, skill="messaging", kind="class", done_on=timezone.localdate(), by=amir)
    wants(amir, clinic)
    send()

    assert "We hung the poster" in mail.outbox[0].body
    assert "We held a class" not in mail.outbox[0].body


def test_it_brings_a_tagged_pdf_and_its_way_out(clinic, amir, learned):
    wants(amir, clinic, language="es")
    send()
    letter = mail.outbox[0]
    name, data, kind = letter.attachments[0]

    assert letter.to == ["amir@example.org"]
    assert letter.subject.startswith("Lakeside Clinic: informe de")
    assert (kind, data[:4]) == ("application/pdf", b"%PDF")
    assert b"/StructTreeRoot" in data and b"/Lang (es)" in data
    assert name.startswith("insights-lakeside-") and name.endswith("-es.pdf")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/es/insights/report/stop/" in letter.extra_headers["List-Unsubscribe"]


def test_a_small_group_has_no_figure_in_page_mail_or_pdf(clinic, amir):
    for person in learners(clinic, 4):
        record(person, "passed", skill="messaging", hints=0)
    fold_everything()
    in_month(clinic, months_ago(1), people=4, tried=4, alone=1, skill="messaging")
    wants(amir, clinic)
    send()
    found = content.text(Bulletin.objects.for_organisation(clinic).get(), "en")

    assert "too few people" in mail.outbox[0].body
    assert "%" not in mail.outbox[0].body
    assert found.skills == [] and found.things == []
    assert found.month.startswith("Fewer than 10 people")
    kept = Bulletin.objects.for_organisation(clinic).get().content
    assert kept["people"] is None and kept["month"] is None
    assert not any(value for row in kept["rows"].values() for value in row.values())


def test_only_who_asked_and_may_read_gets_it(clinic, nonprofit, amir, gwen, noor, learned, staff_of):
    dana = staff_of("dana", clinic, Membership.Role.ADMIN)
    for user in (amir, noor, gwen):  # Noor is an author; Gwen reads another organisation's
        wants(user, clinic)
    left = staff_of("lena", clinic, Membership.Role.ANALYST)
    wants(left, clinic)
    left.is_active = False
    left.save()

    assert send() == 1
    assert [letter.to for letter in mail.outbox] == [["amir@example.org"]]
    assert not Wish.objects.for_organisation(clinic).of(dana).exists()


def test_it_is_sent_once_however_often_the_task_runs(clinic, amir, learned):
    wants(amir, clinic)

    assert [send() for _number in range(3)] == [1, 0, 0]
    assert Bulletin.objects.count() == Delivery.objects.count() == 1


def test_two_workers_who_write_at_once_write_one_report(clinic, amir, learned, monkeypatch):
    wants(amir, clinic)
    period = writing.last_month(timezone.localdate())
    first = writing.write(clinic, period=period)
    monkeypatch.setattr(writing, "_is_due", lambda organisation, today: organisation == clinic)

    assert writing.write_due(noon()) == 0
    assert list(Bulletin.objects.all()) == [first]
    assert Delivery.objects.count() == 1


def test_two_workers_who_see_the_same_sending_send_it_once(clinic, amir, learned):
    wants(amir, clinic)
    writing.write_due(noon())
    seen = Delivery.objects.get()

    assert [Delivery.objects.claim(seen, noon()) for _number in range(2)] == [True, False]


def test_a_crash_between_claim_and_sending_is_made_good_once(clinic, amir, learned, monkeypatch):
    wants(amir, clinic)
    writing.write_due(noon())
    with monkeypatch.context() as broken:
        broken.setattr(sending, "deliver", lambda delivery, post: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            sending.send_waiting(noon())

    assert sending.send_waiting(noon()) == 0  # the claim of the dead worker still holds
    later = noon() + timedelta(minutes=20)
    assert sending.send_waiting(later) == 1
    assert sending.send_waiting(later + timedelta(hours=1)) == 0
    assert len(mail.outbox) == 1


def test_a_server_that_is_down_is_tried_again_with_the_same_id(clinic, amir, learned, monkeypatch):
    wants(amir, clinic)
    writing.write_due(noon())
    ids, tried = [], []

    def refuse(message, **more):
        ids.append(message.extra_headers["Message-ID"])
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        for number in range(3 * 24 * 4):
            moment = noon() + timedelta(minutes=15 * number)
            before = len(ids)
            sending.send_waiting(moment)
            tried += [moment] * (len(ids) - before)
    assert len(tried) == sending.MOST_TRIES
    assert all(later - one >= wait for one, later, wait in zip(tried, tried[1:], sending.WAITS, strict=False))
    assert all(clock.local_day(clinic, moment) for moment in tried)  # none at night
    assert len(set(ids)) == 1


@pytest.mark.parametrize("status", [Organisation.Status.SUSPENDED, Organisation.Status.CLOSED])
def test_an_organisation_that_is_not_open_gets_none(clinic, amir, learned, status):
    wants(amir, clinic)
    changing.set_status(organisation=clinic, status=status)
    assert send() == 0
    assert not Bulletin.objects.exists()

    changing.set_status(organisation=clinic, status=Organisation.Status.ACTIVE)
    writing.write_due(noon())
    changing.set_status(organisation=clinic, status=status)
    assert sending.send_waiting(noon()) == 0
    assert mail.outbox == []


def test_nothing_leaves_at_night_and_nothing_is_written_where_nobody_learned(clinic, amir):
    wants(amir, clinic)
    assert send() == 0
    in_month(clinic, months_ago(1), people=14, tried=12, alone=3)
    night = noon() + timedelta(hours=10)

    assert writing.write_due(night) == 0
    writing.write_due(noon())
    assert sending.send_waiting(night) == 0
    assert sending.send_waiting(noon()) == 1


def test_one_organisation_that_fails_stops_no_other(clinic, nonprofit, amir, gwen, learned, monkeypatch):
    in_month(nonprofit, months_ago(1), people=14, tried=12, alone=3)
    wants(amir, clinic)
    wants(gwen, nonprofit)
    local_day, is_due = clock.local_day, writing._is_due
    broken = {"clock": clinic.pk, "due": None}

    def failing(organisation, day):
        if organisation.pk == broken["due"]:
            raise ZeroDivisionError
        return is_due(organisation, day)

    def stopped(organisation, now):
        if organisation.pk == broken["clock"]:
            raise ZeroDivisionError
        return local_day(organisation, now)

    monkeypatch.setattr(writing, "_is_due", failing)
    monkeypatch.setattr(clock, "local_day", stopped)
    assert send() == 1
    broken |= {"clock": None, "due": nonprofit.pk}
    assert send() == 1


def test_what_is_left_is_sent_also_where_writing_fails(clinic, amir, learned, monkeypatch):
    wants(amir, clinic)
    writing.write_due(noon())
    moment = noon()
    monkeypatch.setattr(sending.timezone, "now", lambda: moment)
    monkeypatch.setattr(writing, "write_due", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.send_reports()

    assert len(mail.outbox) == 1


def test_no_e_mail_is_begun_when_the_time_is_over(clinic, amir, learned):
    wants(amir, clinic)
    writing.write_due(noon())

    assert sending.send_waiting(noon(), seconds=0) == 0
    assert sending.send_waiting(noon()) == 1


def test_a_month_is_over_where_the_figures_are_counted(clinic, amir, learned, monkeypatch):
    """On Kiritimati it is the first of the month while the site's month goes on."""
    first = timezone.localdate().replace(day=1)
    early = datetime(first.year, first.month, 1, 12, tzinfo=ZoneInfo("Pacific/Kiritimati"))
    in_month(clinic, months_ago(2), people=14, tried=12, alone=3)
    monkeypatch.setattr(clock, "local_day", lambda organisation, now: first)

    assert timezone.localdate(early) < first
    assert writing.write_due(early) == 0
    assert writing.write_due(early + timedelta(days=1)) >= 1


def test_a_report_waits_a_few_days_for_what_is_not_counted(clinic, amir, learned):
    wants(amir, clinic)
    first = timezone.localdate().replace(day=1)
    in_month(clinic, writing.last_month(first), people=1, tried=0, alone=0, start=900)
    record(learners(clinic, 1)[0], "tried")  # waits in the inbox

    assert writing.write_due(noon(first)) == 0
    assert writing.write_due(noon(first + timedelta(days=writing.LAST_DAY_TO_WAIT - 1))) == 1


def test_who_stops_before_the_sending_gets_none(clinic, amir, learned):
    wants(amir, clinic)
    writing.write_due(noon())
    wants(amir, clinic, report=False)

    assert sending.send_waiting(noon()) == 0
    assert Delivery.objects.get().ended_at and not Delivery.objects.get().is_sent


def test_a_mail_program_stops_them_without_a_page_a_cookie_or_a_token(clinic, amir, learned):
    wants(amir, clinic)
    send()
    address = re.search("<(.+)>", mail.outbox[0].extra_headers["List-Unsubscribe"])[1]
    path = address.partition(":8000")[2]
    program = Client(HTTP_HOST="lakeside.localhost", enforce_csrf_checks=True)
    changing.set_status(organisation=clinic, status=Organisation.Status.SUSPENDED)

    assert program.get(path).status_code == 200
    assert Wish.objects.exists()
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Wish.objects.exists()
    assert program.post(path).status_code == 200
    assert program.post(f"{HOME}stop/made-up/").status_code == 410


def test_one_asks_and_ends_it_on_ones_own_page(client_for, clinic, amir):
    client = client_for(amir)
    assert client.post(HOME, {"wants_report": "on"}).status_code == 302
    wish = Wish.objects.for_organisation(clinic).of(amir).get()
    assert (wish.wants_report, wish.wants_alerts) == (True, False)
    assert "checked" in client.get(HOME).content.decode()

    assert client.post(HOME, {}).status_code == 302
    assert not Wish.objects.exists()


def test_only_the_organisations_analysts_and_admins_see_reports(
    client_for, clinic, nonprofit, amir, gwen, ruth, noor, learned
):
    send()
    period = Bulletin.objects.for_organisation(clinic).get().period
    pdf = f"{HOME}{period:%Y-%m}/en/pdf/"

    for address in (HOME, pdf):
        assert client_for(amir).get(address).status_code == 200
        assert client_for().get(address).status_code == 302
        for wrong in (gwen, ruth, noor):
            assert client_for(wrong).get(address).status_code == 403
        assert client_for(wrong).post(HOME, {"wants_report": "on"}).status_code == 403
    own = client_for(gwen, host="localhost")
    assert own.get(pdf).status_code == 404
    assert "No report yet" in text_of(own.get(HOME))
    assert client_for(amir).get(f"{HOME}2026-13/en/pdf/").status_code == 404
    assert not Wish.objects.exists()


def test_a_long_report_runs_over_to_another_page(clinic, amir, learned):
    send()
    bulletin = Bulletin.objects.for_organisation(clinic).get()
    for language in ("en", "es"):
        with translation.override(language):
            data = paper.write(content.text(bulletin, language))
        assert 2 <= data.count(b"/Type /Page\n") <= 4


def test_the_task_runs_under_its_lease(clinic, amir, learned, monkeypatch):
    wants(amir, clinic)
    moment = noon()
    monkeypatch.setattr(writing.timezone, "now", lambda: moment)

    assert tasks.send_reports() == 1
    assert tasks.send_reports() == 0


def test_a_skill_that_gets_its_task_later_leaves_the_report_as_it_was(clinic, learned):
    found = report.make(clinic, language="en")
    rows = [replace(row, tried=NO_TASK, alone=NO_TASK) for row in found.matrix.rows]
    rows[0] = replace(rows[0], learned=HIDDEN)
    kept = content.freeze(replace(found.matrix, rows=tuple(rows)), people_of_month=14, deeds=[])
    bulletin = Bulletin(organisation=clinic, period=months_ago(1), content=kept)
    practices = {slug: [Link("A task", "/en/practice/one/", 5)] for slug in SLUGS}

    said = content.text(bulletin, "en")
    things = advice.things_to_do(
        said.matrix, organisation=clinic, language="en", titles={}, practices=practices
    )
    assert "no task yet" in dict(said.skills)[said.titles["medicines-refills"]]
    assert {thing.kind for thing in things} <= {"unlearned"}


def test_a_late_month_is_not_made_up_for(clinic, amir, learned):
    wants(amir, clinic)
    send()

    assert [one.period for one in Bulletin.objects.all()] == [months_ago(1)]
    assert not Alert.objects.exists()
    assert isinstance(Bulletin.objects.get().period, date)
