"""Reminders by e-mail: a double yes, a way out in one step, outside the quiet hours, each once."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from analytics.lrs.models import Statement
from courses.reminders import choosing, letters
from courses.reminders.models import Letter, LetterItem, ReminderChoice
from courses.reminders.tasks import send_reminders
from lms.letters import limits
from lms.organisations import clock
from lms.organisations.models import Organisation
from lms.people import actions as people
from lms.people import export
from self_check import plan
from self_check.models import FollowUp

pytestmark = pytest.mark.django_db
WORDS = "the heron pond"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def at(hour, days=0, zone="America/New_York"):
    """Returns a moment of today at an hour of a place."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, 5, tzinfo=ZoneInfo(zone))


NOON = 12


@pytest.fixture
def asked(clinic):
    """Gives somebody a confirmed address and a question that is due; returns the choice."""

    def make(learner):
        step = plan.add_step(
            learner=learner,
            organisation=learner.organisation,
            when_text=WORDS,
            will_text="look at my results",
            skill="messaging",
            source="own",
            form_key=uuid.uuid4(),
        )
        step.follow_ups.filter(days=7).update(due_on=timezone.localdate())
        return ReminderChoice.objects.create(
            learner=learner, email=f"{learner.pk}@example.org", confirmed_at=timezone.now()
        )

    return make


def send(now):
    letters.write_due(now)
    return letters.send_waiting(now)


# --- yes, twice -----------------------------------------------------------------------------------


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


# --- what is sent, when ---------------------------------------------------------------------------


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


# --- once, whatever happens -----------------------------------------------------------------------


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


# --- out, in one step -----------------------------------------------------------------------------


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


# --- the link in the letter -----------------------------------------------------------------------


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


# --- one's own data -------------------------------------------------------------------------------


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
