"""Calling the clinic: what comes of it, and only once."""

import re
import uuid

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.medicines import openings as medicine_openings
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.openings import held_up
from sandbox_portal.sections.messages import openings as message_openings
from sandbox_portal.sections.messages.models import Thread
from sandbox_portal.sections.phone import rules
from sandbox_portal.sections.phone.models import PhoneCall
from tests.factories import practice as make
from tests.factories.portal import key, url

pytestmark = pytest.mark.django_db

WORDS = {"subject": {"en": "My test", "es": "Mi prueba"}, "body": {"en": "When?", "es": "¿Cuándo?"}}


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


def call(practice, about, item=""):
    return rules.call(practice=practice, form_key=uuid.uuid4(), about=about, item=item)


def waiting(practice):
    return message_openings.asked_before(
        practice, category="results", to="nurse-team", words=WORDS, business_days_ago=1
    )


def test_a_late_message_is_answered_the_same_day(practice):
    thread = waiting(practice)
    actions.skip_ahead(practice=practice, business_days=2)
    assert call(practice, "message", thread.reference).outcome == "answer-comes"

    actions.skip_ahead(practice=practice, days=1)
    assert Thread.objects.get().status == "answered"


def test_a_message_within_the_promised_time_has_to_wait(practice):
    thread = waiting(practice)
    assert call(practice, "message", thread.reference).outcome == "not-yet"


def test_a_controlled_medicine_is_settled_by_phone(practice):
    assert call(practice, "medicine", "oxycodone").outcome == "visit"
    facts = practice.events.get(kind="clinic.called").facts
    assert facts == {"about": "medicine", "item": "oxycodone", "outcome": "visit"}


def test_a_stuck_renewal_goes_on(practice):
    medicine_openings.stuck(practice, medicine="metformin")
    actions.skip_ahead(practice=practice, business_days=6)
    assert call(practice, "medicine", "metformin").outcome == "moved-on"
    actions.skip_ahead(practice=practice, business_days=2)
    assert RefillRequest.objects.get().status == "ready"


def test_a_call_sends_the_papers_that_the_insurance_waits_for(client_for, practice, ruth):
    held_up(practice, "lisinopril", by="needs-approval")
    client, form = client_for(ruth), {**key(), "about": "medicine", "item": "lisinopril"}

    page = client.post(url(practice, "phone"), form, follow=True)

    assert "waits for papers from us" in page.content.decode()
    assert PhoneCall.objects.get().outcome == "papers"
    assert RefillRequest.objects.get().status == "with-insurer"


@pytest.mark.parametrize(
    ("about", "item"), [("other", ""), ("proxy", ""), ("message", "t999"), ("medicine", "x")]
)
def test_other_calls_are_noted(practice, about, item):
    made = call(practice, about, item)
    assert (made.outcome, made.item) == ("noted", "")


def test_another_learners_message_is_not_found_by_its_number(practice, cleo):
    thread = waiting(make.free_practice(cleo))
    assert call(practice, "message", thread.reference).outcome == "noted"


def test_the_same_form_calls_once_and_nobody_else_sees_it(client_for, practice, ruth, cleo):
    client, form = client_for(ruth), {**key(), "about": "medicine", "item": "oxycodone"}
    first = client.post(url(practice, "phone"), form)
    second = client.post(url(practice, "phone"), form)

    assert first.url == second.url
    assert PhoneCall.objects.count() == 1
    assert "The doctor will call you tomorrow" in re.sub(r"\s+", " ", client.get(first.url).content.decode())
    assert client_for(cleo).get(first.url).status_code == 404


def test_an_empty_form_says_what_to_do_and_odd_addresses_do_no_harm(client_for, practice, ruth):
    client = client_for(ruth)
    assert client.post(url(practice, "phone"), {}).status_code == 422
    for query in ("?about=nonsense&item=<b>", "?item=../..", "?about=message&item=t999999"):
        assert client.get(url(practice, "phone") + query).status_code == 200


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_phone_rings_in_both_languages(client_for, practice, ruth, language):
    assert client_for(ruth).get(url(practice, "phone", language)).status_code == 200


def test_a_text_that_may_be_fake_is_a_reason_of_its_own(practice, client_for, ruth):
    client = client_for(ruth)

    page = client.post(url(practice, "phone"), {**key(), "about": "fake"}, follow=True)

    assert "We never ask for gift cards" in page.content.decode()
    assert practice.events.get(kind="clinic.called").facts["about"] == "fake"


def test_an_error_reads_on_after_a_question(practice, client_for, ruth):
    page = client_for(ruth).post(url(practice, "phone"), key())

    assert page.status_code == 422
    assert "Why are you calling? Choose why you are calling." in page.content.decode()
