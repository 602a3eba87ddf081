"""A message about a medicine of which the price went up: about the price, or about something else."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sandbox_portal import actions
from sandbox_portal.events import COACH_POINTS
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.openings import price_up
from sandbox_portal.sections.messages import about_medicine
from sandbox_portal.sections.messages import rules as messages
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def skip(practice, days):
    actions.skip_ahead(practice=Practice.objects.get(pk=practice.pk), business_days=days)


def events(practice, kind):
    return [event.facts for event in practice.events.order_by("pk") if event.kind == kind]


@pytest.mark.parametrize("strange", ["%00", "eye-drops%00", "nothing"])
def test_a_message_begins_without_words_where_the_address_names_no_medicine(client, practice, strange):
    price_up(practice, "eye-drops")

    with CaptureQueriesContext(connection) as run:
        assert client.get(url(practice, "message-new") + f"?price={strange}").status_code == 200

    assert not [each for each in run.captured_queries if "refillrequest" in each["sql"]]


def write(practice, body, subject="Eye drops", category="medicine"):
    """A message of good words about the eye drops; returns its conversation."""
    thread = messages.begin(practice=practice, form_key=uuid.uuid4(), category=category, subject=subject)
    messages.choose_recipient(thread=thread, member="nurse-team")
    message = thread.messages.get()
    message.thread = thread
    messages.write(message=message, body=body)
    return messages.send(message=message, points=dict.fromkeys(COACH_POINTS, True)).thread


@pytest.mark.parametrize(
    "body",
    [
        "Can the eye drops make my eyes red? They have been red since Monday.",
        "¿Las gotas para los ojos dan comezón en la cara? Me cuesta dormir desde el lunes.",
    ],
)
def test_a_question_about_something_else_is_answered_and_asks_for_no_other_price(practice, body):
    request = price_up(practice, "eye-drops")

    thread = write(practice, body)
    skip(practice, 3)

    request.refresh_from_db()
    assert request.status == "price-up"
    assert not events(practice, "refills.cheaper_asked")
    assert thread.messages.last().answer == "medicine"


def test_it_is_answered_too_while_the_clinic_looks_for_one_that_costs_less(practice):
    request = price_up(practice, "eye-drops")
    RefillRequest.objects.update(status="cheaper-asked")

    thread = write(practice, "Can the eye drops make my eyes red? They have been red since Monday.")
    skip(practice, 3)

    request.refresh_from_db()
    assert (request.status, thread.messages.last().answer) == ("cheaper-asked", "medicine")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("The price of the eye drops", "Is there another one? I need it by Friday."),
        ("Eye drops", "I cannot afford the eye drops. Which others are there? I need them by Friday."),
        (
            "Gotas para los ojos",
            "Las gotas para los ojos son muy caras. ¿Hay otras? Las necesito el viernes.",
        ),
    ],
)
def test_a_question_about_the_price_gets_another_prescription(practice, subject, body):
    request = price_up(practice, "eye-drops")

    thread = write(practice, body, subject=subject)
    request.refresh_from_db()
    assert request.status == "cheaper-asked"
    skip(practice, 3)

    request.refresh_from_db()
    assert request.price == 4000
    assert thread.messages.last().answer == "cheaper"


def test_a_price_that_went_up_after_the_question_is_not_answered_as_if_it_was_asked(practice):
    thread = write(practice, "What do the eye drops cost? I want to know it by Friday.")
    request = price_up(practice, "eye-drops", business_days_ago=0)

    skip(practice, 3)

    request.refresh_from_db()
    assert (request.status, thread.messages.last().answer) == ("price-up", "medicine")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How much is it?", True),
        ("Is there a generic one?", True),
        ("They cost too much.", True),
        ("Me cuesta mucho pagarla.", True),
        ("¿Cuánto cuestan?", True),
        ("¿Hay una más barata?", True),
        ("Me cuesta respirar.", False),
        ("Me cuesta mucho trabajo dormir.", False),
        ("Tengo granos en la cara.", False),
        ("How much water do I drink with it?", False),
        ("The generic gives me a rash.", False),
    ],
)
def test_what_asks_about_a_price(text, asks):
    assert about_medicine.asks_price(text) is asks
