"""Questions to the organisation: guarded, limited, and only at its own desk."""

import uuid

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from courses.around.asking import actions
from courses.around.asking.models import AskedQuestion

pytestmark = pytest.mark.django_db
ADDRESS = "/en/ask/"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def send(client, text="Where is the list of words?", **more):
    return client.post(ADDRESS, {"text": text, "form_key": str(uuid.uuid4()), **more})


@pytest.fixture
def question(clinic):
    return actions.ask(
        organisation=clinic, language="es", text="quokka?", email="a@example.org", form_key=uuid.uuid4()
    )


def test_a_question_reaches_the_site_it_was_asked_on(client_for, clinic, nonprofit):
    assert send(client_for()).status_code == 302

    row = AskedQuestion.objects.for_organisation(clinic).get()
    assert (row.text, row.email, row.language) == ("Where is the list of words?", "", "en")
    assert not AskedQuestion.objects.for_organisation(nonprofit).exists()


def test_a_form_sent_twice_keeps_one(client_for, clinic):
    key = str(uuid.uuid4())
    for _time in range(2):
        send(client_for(), form_key=key)

    assert AskedQuestion.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["My number is 219-09-9999, can you look?", "I have chest pain and cannot breathe right now"]
)
def test_nothing_that_set_off_the_guard_is_kept_or_logged(client_for, clinic, caplog, text):
    with caplog.at_level(0):
        response = send(client_for(), text)

    assert response.status_code in (200, 422)
    assert not AskedQuestion.objects.exists()
    assert text not in caplog.text and "219-09" not in caplog.text


def test_a_program_is_thanked_and_nothing_is_kept(client_for, clinic):
    assert send(client_for(), website="http://spam.example").status_code == 302
    assert not AskedQuestion.objects.exists()


def test_an_empty_question_is_told_what_to_do(client_for, clinic):
    response = send(client_for(), "")

    assert response.status_code == 422
    assert "data-error-summary" in response.content.decode()


def test_the_sixth_question_within_an_hour_waits(client_for, clinic):
    states = [send(client_for()).status_code for _number in range(6)]

    assert states == [302] * 5 + [429]
    assert AskedQuestion.objects.count() == 5


def desk(staff_of, client_for, organisation, role):
    return client_for(staff_of(f"{organisation.slug}-{role}", organisation, role))


@pytest.mark.parametrize("role", ["author", "analyst"])
def test_other_roles_see_no_questions(staff_of, client_for, clinic, question, role):
    from lms.organisations import roles

    client = desk(staff_of, client_for, clinic, role)
    roles.sync(organisation=clinic)

    assert "quokka" not in client.get(reverse("asked:list", args=[clinic.pk]), follow=True).content.decode()


def test_another_organisations_admin_sees_nothing(staff_of, client_for, clinic, nonprofit, question):
    from lms.organisations import roles

    client = desk(staff_of, client_for, nonprofit, "admin")
    roles.sync(organisation=nonprofit)

    for pk in (clinic.pk, nonprofit.pk):
        page = client.get(reverse("asked:list", args=[pk]), follow=True).content.decode()
        assert "quokka" not in page
        client.post(reverse("asked:answer", args=[pk, question.pk]), {"answer": "mine"})
    question.refresh_from_db()
    assert question.answered_at is None


def test_its_admin_answers_once_and_the_address_is_forgotten(
    staff_of, client_for, clinic, question, django_capture_on_commit_callbacks
):
    from lms.organisations import roles

    client = desk(staff_of, client_for, clinic, "admin")
    roles.sync(organisation=clinic)
    assert "quokka?" in client.get(reverse("asked:list", args=[clinic.pk])).content.decode()
    address = reverse("asked:answer", args=[clinic.pk, question.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"answer": "Here."})
        client.post(address, {"answer": "Again."})

    question.refresh_from_db()
    assert (question.answer, question.email) == ("Here.", "")
    assert [one.to for one in mail.outbox] == [["a@example.org"]]
    assert "Here." in mail.outbox[0].body


def test_old_questions_are_forgotten(question):
    AskedQuestion.objects.update(asked_at=timezone.now() - timezone.timedelta(days=181))

    assert actions.forget_old() == 1
