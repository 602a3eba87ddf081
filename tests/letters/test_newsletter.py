"""The newsletter: asked for twice, sent once, stopped in one step."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.letters import actions, limits, stopping, tasks
from lms.letters.desk import LetterForm
from lms.letters.models import Letter, Subscriber
from lms.organisations import roles

pytestmark = pytest.mark.django_db
HOST = "lakeside.localhost"


def path_in(text, part):
    url = next(word for word in text.split() if part in word)
    return url.partition(".localhost:8000")[2]


def test_an_address_is_on_the_list_only_after_its_own_yes(
    client_for, clinic, nonprofit, django_capture_on_commit_callbacks
):
    client = client_for()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/en/newsletter/", {"email": "Ruth@example.org"}).status_code == 302
    row = Subscriber.objects.get()
    link = path_in(mail.outbox[0].body, "/yes/")

    assert row.confirmed_at is None
    assert client.get(link).status_code == 200
    assert not Subscriber.objects.confirmed().exists()  # a program that opens links says no yes
    assert client_for(host="localhost").post(link).status_code == 410
    assert client.post(link).status_code == 200
    assert Subscriber.objects.confirmed().get().email == "ruth@example.org"


def test_a_page_does_not_tell_who_reads_it(client_for, clinic, reader, django_capture_on_commit_callbacks):
    reader("ruth@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        known = client_for().post("/en/newsletter/", {"email": "ruth@example.org"})
        new = client_for().post("/en/newsletter/", {"email": "new@example.org"})

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert Subscriber.objects.filter(email="ruth@example.org").count() == 1


@pytest.mark.parametrize("address", ["/en/newsletter/yes/nonsense/", "/en/newsletter/stop/nonsense/"])
def test_a_link_that_is_not_ours_does_nothing(client_for, clinic, reader, address):
    reader()

    assert client_for().post(address).status_code == 410
    assert Subscriber.objects.count() == 1


def test_programs_and_too_many_tries_are_stopped(client_for, clinic):
    assert client_for().post("/en/newsletter/", {"email": "a@b.org", "website": "x"}).status_code == 302
    assert not Subscriber.objects.exists()

    states = [client_for().post("/en/newsletter/", {"email": f"a{n}@b.org"}).status_code for n in range(6)]

    assert states[-1] == 429 and Subscriber.objects.count() == 5


def test_an_address_that_never_said_yes_is_forgotten(clinic, reader):
    reader()
    Subscriber.objects.create(
        organisation=clinic, email="x@y.org", language="en", asked_at=timezone.now() - timedelta(days=8)
    )

    assert actions.forget_unconfirmed() == 1
    assert Subscriber.objects.confirmed().count() == 1


def test_each_reader_gets_it_once_in_their_language_with_a_way_out(letter, reader, nonprofit):
    ana, ruth = reader(), reader("ruth@example.org", "en")
    reader("theo@example.org", organisation=nonprofit)
    assert tasks.send_letters() == 0  # a draft stays where it is

    assert actions.start(letter=letter)
    assert not actions.start(letter=letter)
    assert tasks.send_letters() == 2
    assert tasks.send_letters() == 0

    by_address = {one.to[0]: one for one in mail.outbox}
    assert set(by_address) == {ana.email, ruth.email}
    assert (
        by_address[ana.email].subject == "Noticias" and "/es/newsletter/stop/" in by_address[ana.email].body
    )
    headers = by_address[ruth.email].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].strip("<>") in by_address[ruth.email].body
    letter.refresh_from_db()
    assert letter.finished_at and letter.wanted == 2


def test_no_letter_is_begun_when_the_time_is_up(letter, reader):
    reader()
    actions.start(letter=letter)
    letter.refresh_from_db()

    assert actions.send_some(letter, until=0) == 0
    assert not mail.outbox and Letter.objects.get().finished_at is None


def test_a_mail_program_stops_it_by_itself(letter, reader):
    ana, ruth = reader(), reader("ruth@example.org", "en")
    path = actions.stop_url(ana).partition(":8000")[2]

    answer = Client(HTTP_HOST=HOST, enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert list(Subscriber.objects.all()) == [ruth]
    assert Client(HTTP_HOST=HOST).post(path).status_code == 200  # twice is as good as once


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_a_site_that_is_not_open_sends_none_and_still_lets_people_out(status, letter, reader, clinic):
    ana = reader()
    actions.start(letter=letter)
    clinic.status = status
    clinic.save()

    assert tasks.send_letters() == 0
    path = actions.stop_url(ana).partition(":8000")[2]
    assert "button" in Client(HTTP_HOST=HOST).get(path).text
    assert Client(HTTP_HOST=HOST).post(path).status_code == 200
    assert not Subscriber.objects.exists()


def test_the_way_out_stays_in_the_letters_language(reader, clinic):
    ana = reader()
    clinic.language_codes = ["en"]
    clinic.save()

    answer = Client(HTTP_HOST=HOST).get(actions.stop_url(ana).partition(":8000")[2])

    assert answer.status_code == 200


def test_a_token_of_another_kind_opens_nothing():
    assert stopping.key("newsletter", stopping.token("newsletter", "a")) == "a"
    assert stopping.key("newsletter", stopping.token("reminders", "a")) is None


def test_the_desk_writes_looks_sends_and_shows_how_far_it_is(staff_of, client_for, clinic, reader):
    reader()
    client = client_for(staff_of("kim", clinic, "publisher"))
    roles.sync(organisation=clinic)
    words = {"subject_en": "N", "body_en": "B", "subject_es": "S", "body_es": "C"}

    client.post(reverse("letters_desk:new", args=[clinic.pk]), words)
    made = Letter.objects.get()
    preview = reverse("letters_desk:preview", args=[clinic.pk, made.pk])
    assert "Send it now" in client.get(preview).content.decode()
    client.post(reverse("letters_desk:send", args=[clinic.pk, made.pk]))
    assert "On its way: 0 of 1" in client.get(preview).content.decode()
    tasks.send_letters()

    assert "Sent to 1" in client.get(reverse("letters_desk:list", args=[clinic.pk])).content.decode()
    assert client.get(reverse("letters_desk:change", args=[clinic.pk, made.pk])).status_code in (302, 404)


def test_another_organisation_sees_and_sends_nothing_of_it(staff_of, client_for, clinic, nonprofit, letter):
    client = client_for(staff_of("kim", nonprofit, "admin"))
    roles.sync(organisation=nonprofit)

    for organisation in (clinic.pk, nonprofit.pk):
        for name in ("preview", "change"):
            address = reverse(f"letters_desk:{name}", args=[organisation, letter.pk])
            assert client.get(address).status_code != 200
        client.post(reverse("letters_desk:send", args=[organisation, letter.pk]))
    letter.refresh_from_db()
    assert letter.started_at is None


def test_a_subject_is_one_line():
    words = {"subject_en": "N", "body_en": "B", "subject_es": "S\r\nBcc: a@b.org", "body_es": "C"}

    assert list(LetterForm(words).errors) == ["subject_es"]


def test_an_address_is_written_to_three_times_a_day(clinic, reader, django_capture_on_commit_callbacks):
    reader("victim@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(5):
            actions.subscribe(organisation=clinic, email="Victim@example.org", language="en")

    assert len(mail.outbox) == limits.MOST_MAILS
