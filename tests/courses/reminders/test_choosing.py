"""Wanting reminders: a double yes, a way out in one step, the link of a letter, one's own data."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from analytics.lrs.models import Statement
from courses.progress.models import Enrolment
from courses.reminders import choosing
from courses.reminders.models import Letter, LetterItem, Refresher, ReminderChoice
from lms.letters import limits
from lms.people import actions as people
from lms.people import export
from self_check.models import FollowUp
from tests.courses.reminders.moments import NOON, WORDS, at, send

pytestmark = pytest.mark.django_db


def link_in(message):
    (line,) = [line for line in message.body.splitlines() if "/my/reminders/" in line]
    return line.partition("localhost")[2].partition("/")[2].join(["/", ""])


def test_nothing_is_sent_before_the_yes_from_the_inbox(
    ruth, client_for, django_capture_on_commit_callbacks
):
    client = client_for(ruth)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/my/reminders/", {"email": "Ruth@Example.org"})
    (question,) = mail.outbox
    assert question.to == ["ruth@example.org"]
    assert not ReminderChoice.objects.confirmed().exists()

    inbox, url = Client(HTTP_HOST="lakeside.localhost"), link_in(question)
    assert inbox.get(url).status_code == 200  # a mail program that opens links says no yes
    assert not ReminderChoice.objects.confirmed().exists()
    assert "Reminders are on" in inbox.post(url).text
    assert ReminderChoice.objects.confirmed().get().learner == ruth
    assert "ruth@example.org" in client.get("/en/my/reminders/").text


def test_a_link_for_an_earlier_address_confirms_nothing(ruth, clinic, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        choosing.ask(learner=ruth, email="first@example.org")
        choosing.ask(learner=ruth, email="second@example.org")
    client = Client(HTTP_HOST="lakeside.localhost")

    assert client.post(link_in(mail.outbox[0])).status_code == 410
    assert client.post("/en/my/reminders/confirm/made-up/").status_code == 410
    assert not ReminderChoice.objects.confirmed().exists()


def test_nobody_is_flooded_with_confirmations(
    ruth, sam, cleo, ana, guest, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for learner in (ruth, ruth, sam, cleo, ana, guest):
            choosing.ask(learner=learner, email="victim@example.org")

    assert len(mail.outbox) == limits.MOST_MAILS


def test_nobody_is_flooded_by_one_who_asks_for_two_addresses_in_turn(
    ruth, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(6):
            for name in ("victim", "other"):
                choosing.ask(learner=ruth, email=f"{name}@example.org")

    assert [one.to for one in mail.outbox].count(["victim@example.org"]) == limits.MOST_MAILS


def test_too_many_addresses_from_one_place_are_refused(ruth, client_for):
    client = client_for(ruth)
    states = [client.post("/en/my/reminders/", {"email": f"a{n}@b.org"}).status_code for n in range(6)]

    assert states == [302] * limits.MOST + [429]


def test_a_wrong_address_is_told(ruth, client_for):
    answer = client_for(ruth).post("/en/my/reminders/", {"email": "ruth"})

    assert answer.status_code == 422
    assert "name@example.org" in answer.text


def test_a_mail_program_stops_the_letters_without_a_page_a_cookie_or_a_token(ruth, asked):
    choice = asked(ruth)
    program = Client(HTTP_HOST="lakeside.localhost", enforce_csrf_checks=True)
    url = f"/en/my/reminders/stop/{choice.key}/"

    assert program.get(url).status_code == 200  # a scanner that looks at links stops nothing
    assert ReminderChoice.objects.confirmed().exists()
    answer = program.post(url, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    choice.refresh_from_db()
    assert choice.email == "" and choice.confirmed_at is None
    assert send(at(NOON)) == 0
    assert program.post(f"/en/my/reminders/stop/{uuid.uuid4()}/").status_code == 200


def test_the_way_out_stays_open_when_the_organisation_is_closed(ruth, clinic, asked):
    choice = asked(ruth)
    clinic.status = "closed"
    clinic.save()

    answer = Client(HTTP_HOST="lakeside.localhost").post(f"/en/my/reminders/stop/{choice.key}/")

    assert answer.status_code == 200
    assert not ReminderChoice.objects.confirmed().exists()


def test_everything_can_be_stopped_and_started_again_on_ones_own_page(ruth, cleo, asked, client_for):
    asked(ruth)
    client = client_for(ruth)
    client_for(cleo).post("/en/my/reminders/choose/", {"what": "none"})
    assert ReminderChoice.objects.confirmed().for_learner(ruth).exists()

    client.post("/en/my/reminders/choose/", {"what": "none"})
    assert "Did you do it?" not in client.get("/en/my/").text
    assert "You want no reminders" in client.get("/en/my/reminders/").text

    client.post("/en/my/reminders/choose/", {"what": "pages"})
    assert "Did you do it?" in client.get("/en/my/").text
    assert client.post("/en/my/reminders/choose/", {"what": "more"}).status_code == 404


def test_the_letters_link_takes_an_answer_and_shows_no_words(ruth, asked):
    asked(ruth)
    send(at(NOON))
    url = f"/en/my/reminders/letter/{Letter.objects.get().key}/"
    visitor = Client(HTTP_HOST="lakeside.localhost")
    page = visitor.get(url)
    assert WORDS not in page.text and "Did you do it for real?" in page.text

    question = FollowUp.objects.get(days=7)
    assert "Saved" in visitor.post(url, {"question": question.pk, "reply": "did-it"}, follow=True).text

    question.refresh_from_db()
    assert question.reply == "did-it"
    assert Statement.objects.filter(verb__endswith="verbs/reported").count() == 1
    assert "All is answered" in visitor.get(url).text
    assert visitor.get(f"/en/my/reminders/letter/{uuid.uuid4()}/").status_code == 410


def test_a_letters_link_answers_no_question_of_somebody_else(ruth, sam, asked):
    asked(ruth)
    asked(sam)
    send(at(NOON))
    url = f"/en/my/reminders/letter/{Letter.objects.get(learner=ruth).key}/"
    theirs = FollowUp.objects.get(days=7, step__learner=sam)

    Client(HTTP_HOST="lakeside.localhost").post(url, {"question": theirs.pk, "reply": "did-it"})

    theirs.refresh_from_db()
    assert theirs.reply == ""


def test_it_is_in_the_download_and_goes_with_the_account(ruth, asked):
    choice = asked(ruth)
    send(at(NOON))

    data = export.of(ruth)["courses"]
    assert data["reminders"][0]["email"] == choice.email
    assert data["reminders sent"][0]["sent"]

    people.erase(learner=ruth)
    assert not ReminderChoice.objects.exists() and not Letter.objects.exists()
    assert not LetterItem.objects.exists()


def test_a_guests_choice_moves_to_an_account_that_has_none(ruth, guest, asked):
    asked(guest)
    send(at(NOON))

    people.adopt_guest(user=ruth.user, guest=guest)

    assert ReminderChoice.objects.get().learner == ruth
    assert Letter.objects.get().learner == ruth
    assert send(at(13)) == 0


def test_ones_own_page_names_what_comes_soonest_first(ruth, asked, client_for):
    asked(ruth)
    days = (timezone.localdate() + timedelta(days=7), timezone.localdate() + timedelta(days=2))
    FollowUp.objects.for_learner(ruth).filter(days=7).update(due_on=days[0])
    enrolment = Enrolment.objects.create(
        learner=ruth, organisation=ruth.organisation, course_key=uuid.uuid4()
    )
    Refresher.objects.create(
        learner=ruth, enrolment=enrolment, lesson_key=uuid.uuid4(), days=2, due_on=days[1]
    )
    page = client_for(ruth).get("/en/my/reminders/").text

    assert page.index("A one-minute refresher") < page.index("A question about your plan")
