"""What is an organisation's own leaves in one file: all of it, nobody else's, and no learner in it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analytics import leaving
from analytics.lrs.models import InboxEntry, Statement
from lms.organisations import changing, tasks
from lms.organisations.models import Organisation, Takeout
from lms.organisations.takeout import making, parts
from lms.people.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(quokka, numbat):
    """Returns {place: bytes} of the clinic's file, courses unpacked."""
    data = io.BytesIO()
    making.write_to(data, quokka.organisation)
    return unpacked(data)


def unpacked(data):
    found = {}
    with zipfile.ZipFile(data) as archive:
        for place in archive.namelist():
            found[place] = archive.read(place)
            if place.startswith("courses/"):
                inner = unpacked(io.BytesIO(found.pop(place)))
                found |= {f"{place}/{name}": body for name, body in inner.items()}
    return found


@pytest.fixture
def house(nonprofit):
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.create_superuser("house@example.org", PASSWORD))
    return client


def page(organisation, name="page", *more):
    return reverse(f"takeout:{name}", args=[organisation.pk, *more])


def test_everything_of_ones_own_is_in_it(taken, quokka):
    facts = json.loads(taken["organization.json"])
    image, document = quokka.own.image, quokka.own.document

    assert facts["name"] == "quokka house"
    assert b"quokka" in taken[f"documents/{document.pk}-quokka.txt"]
    assert taken[f"pictures/{image.pk}-quokka.png"].startswith(b"\x89PNG")
    assert b"quokka task" in taken["tasks/quokka-task.yaml"]
    assert b"quokka meaning" in taken["words/words.yaml"]
    assert b"quokka answer" in taken["words/questions.yaml"]
    assert b"quokka class" in taken["counts/classes.csv"]
    assert b"fewer than 10" in taken["counts/classes.csv"]
    assert b"quokka desk" in taken["counts/slips.csv"]
    assert b"quokka school" in taken["learning-systems.json"]
    assert b"fewer than 10" in taken["counts/slips.csv"]
    assert taken["counts/insights.csv"].startswith(b"\xef\xbb\xbfSkill,Says they do it")
    lesson = next(body for place, body in taken.items() if place.endswith("quokka-lesson.en.yaml"))
    assert b"quokka draft title" in lesson


def test_nothing_of_another_organisation_is_in_it(taken):
    assert [place for place, body in taken.items() if b"numbat" in body or "numbat" in place] == []


def test_no_learner_and_no_member_of_staff_is_in_it(taken):
    for words in (b"quokka bird", b"@quokka.example"):
        assert [place for place, body in taken.items() if words in body] == []


def test_an_admin_asks_for_it_sees_how_far_it_is_and_downloads_it(quokka, numbat, desk_of):
    organisation, desk = quokka.organisation, desk_of(quokka, "admin")
    Takeout.objects.all().delete()
    assert "No file has been made yet" in desk.get(page(organisation)).text

    desk.post(page(organisation, "ask"))
    desk.post(page(organisation, "ask"))
    row = Takeout.objects.get()
    Takeout.objects.update(done=2, of=5)
    waiting = desk.get(page(organisation)).text
    assert '<progress value="2" max="5"' in waiting
    assert desk.get(page(organisation, "download", row.pk), follow=True).status_code == 404

    assert tasks.make_takeouts() == 1
    assert tasks.make_takeouts() == 0

    row.refresh_from_db()
    assert row.done == row.of == len(parts.steps(organisation))
    answer = desk.get(page(organisation, "download", row.pk))
    assert "attachment" in answer["Content-Disposition"]
    assert "organization.json" in unpacked(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("role", ["author", "publisher", "analyst"])
def test_only_an_admin_takes_it(role, quokka, desk_of):
    organisation, row, desk = quokka.organisation, quokka.own.takeout, desk_of(quokka, role)

    assert desk.get(page(organisation)).status_code != 200
    assert desk.get(page(organisation, "download", row.pk)).status_code != 200
    desk.post(page(organisation, "ask"))
    assert Takeout.objects.filter(organisation=organisation).count() == 1


def test_another_organisations_admin_gets_neither_page_nor_file(quokka, numbat, desk_of):
    desk, row = desk_of(numbat, "admin"), quokka.own.takeout

    for organisation in (quokka.organisation, numbat.organisation):
        answer = desk.get(page(organisation, "download", row.pk))
        assert answer.status_code != 200
    assert "quokka" not in desk.get(page(quokka.organisation)).text
    desk.post(page(quokka.organisation, "ask"))
    assert Takeout.objects.filter(organisation=quokka.organisation).count() == 1
    assert desk.get(f"/media/{row.file.name}").status_code == 404


def test_one_that_cannot_be_made_says_so_and_holds_up_nobody(quokka, numbat, monkeypatch):
    Takeout.objects.all().delete()
    for tenant in (quokka, numbat):
        making.ask(organisation=tenant.organisation)
    real = parts.steps

    def broken(organisation):
        if organisation == quokka.organisation:
            raise OSError("no room")
        return real(organisation)

    monkeypatch.setattr(parts, "steps", broken)

    assert making.make_what_waits() == 1
    assert list(Takeout.objects.order_by("pk").values_list("has_failed", flat=True)) == [True, False]


def stopped(*_args, **_more):
    raise SoftTimeLimitExceeded


def test_one_that_is_cut_off_again_and_again_is_given_up_and_leaves_nothing(quokka, numbat, monkeypatch):
    Takeout.objects.all().delete()
    row = making.ask(organisation=quokka.organisation)
    with monkeypatch.context() as cut:
        cut.setattr(making, "write_to", stopped)
        for _number in range(making.MOST_TRIES):
            with pytest.raises(SoftTimeLimitExceeded):
                making.make_what_waits()
    row.refresh_from_db()
    assert (row.finished_at, row.has_failed) == (None, False)
    row.file.storage.save(row.file.name, ContentFile(b"half a file"))
    making.ask(organisation=numbat.organisation)

    assert making.make_what_waits() == 1

    row.refresh_from_db()
    assert row.has_failed and row.finished_at
    making.throw_old_away(now=timezone.now() + timedelta(days=8))
    assert not row.file.storage.exists(row.file.name)


def test_one_that_was_cut_off_once_is_made_under_the_same_name(quokka, numbat, monkeypatch):
    Takeout.objects.all().delete()
    row = making.ask(organisation=quokka.organisation)
    with monkeypatch.context() as cut:
        cut.setattr(making, "write_to", stopped)
        with pytest.raises(SoftTimeLimitExceeded):
            making.make_what_waits()
    row.refresh_from_db()
    name = row.file.name
    row.file.storage.save(name, ContentFile(b"half a file"))

    assert making.make_what_waits() == 1

    row.refresh_from_db()
    assert (row.file.name, row.tries) == (name, 2)
    assert row.size > 100


def test_a_file_that_the_storage_has_lost_breaks_no_page(quokka, desk_of):
    desk, row = desk_of(quokka, "admin"), quokka.own.takeout
    row.file.storage.delete(row.file.name)

    assert "Please ask again" in desk.get(page(quokka.organisation)).text
    answer = desk.get(page(quokka.organisation, "download", row.pk), follow=True)
    assert answer.status_code == 404


def test_a_download_is_not_held_in_memory(quokka, numbat, desk_of):
    answer = desk_of(quokka, "admin").get(page(quokka.organisation, "download", quokka.own.takeout.pk))

    assert not isinstance(answer._iterator, type(iter([])))


def test_a_file_goes_after_a_week(quokka, numbat):
    row = quokka.own.takeout
    storage, name = row.file.storage, row.file.name
    assert making.throw_old_away() == 0

    assert making.throw_old_away(now=timezone.now() + timedelta(days=8)) == 2

    assert not storage.exists(name)
    assert not Takeout.objects.exists()


def test_a_spreadsheet_takes_no_title_for_a_formula():
    assert parts.table([["=1+1", 3]]).decode("utf-8-sig") == "'=1+1,3\r\n"


def test_the_command_writes_it_also_once_it_is_closed(quokka, tmp_path):
    changing.set_status(organisation=quokka.organisation, status="closed")
    file = tmp_path / "quokka.zip"

    call_command("export_organisation", "quokka", str(file), stdout=io.StringIO())

    assert "organization.json" in unpacked(io.BytesIO(file.read_bytes()))
    with pytest.raises(CommandError):
        call_command("export_organisation", "quokka", str(file))
    with pytest.raises(CommandError):
        call_command("export_organisation", "nobody", str(tmp_path / "other.zip"))


def test_closing_asks_first_whether_they_have_their_file(quokka, house):
    organisation = quokka.organisation
    address = reverse("organisation_house:status", args=[organisation.pk])

    asked = house.post(address, {"status": "closed"})
    organisation.refresh_from_db()
    assert "has been made" in asked.text and organisation.is_active

    house.post(address, {"status": "closed", "sure": "yes"})
    organisation.refresh_from_db()
    assert organisation.status == Organisation.Status.CLOSED
    assert organisation.closed_at is not None


class TestAfterClosing:
    @pytest.fixture
    def month_later(self):
        return timezone.now() + timedelta(days=leaving.GRACE_DAYS, minutes=1)

    def test_statements_go_after_30_days_and_nobody_elses(self, quokka, numbat, month_later):
        changing.set_status(organisation=quokka.organisation, status="closed")
        assert leaving.keep_counts_only() == 0

        assert leaving.keep_counts_only(now=month_later) == 1

        assert [one.organisation for one in Statement.objects.all()] == [numbat.organisation]

    def test_what_is_not_counted_yet_stays_until_it_is(self, quokka, month_later):
        statement = quokka.own.statement
        InboxEntry.objects.create(statement=statement)
        changing.set_status(organisation=quokka.organisation, status="closed")

        assert leaving.keep_counts_only(now=month_later) == 0

    @pytest.mark.parametrize("status", ["active", "suspended"])
    def test_who_is_opened_again_in_time_has_lost_nothing(self, status, quokka, month_later):
        changing.set_status(organisation=quokka.organisation, status="closed")
        changing.set_status(organisation=quokka.organisation, status=status)

        assert leaving.keep_counts_only(now=month_later) == 0
        assert Statement.objects.filter(organisation=quokka.organisation).exists()
