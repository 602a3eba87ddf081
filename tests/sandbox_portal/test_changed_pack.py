"""A clinic that changes its pack changes the page, the form and the words, at once and in both languages."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from lms.organisations.policy import Policy
from sandbox_portal import actions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import showing as alerts
from sandbox_portal.sections.appointments import booking
from sandbox_portal.sections.appointments.models import Booking
from sandbox_portal.sections.corrections import rules as corrections
from sandbox_portal.sections.documents.forms import ShareForm
from sandbox_portal.sections.door import codes, shelf
from sandbox_portal.sections.insurance import rules as insurance
from sandbox_portal.sections.insurance.states import Kind
from sandbox_portal.sections.laboratory import rules as laboratory
from sandbox_portal.sections.long_term import shelf as readings
from sandbox_portal.sections.long_term.models import What
from sandbox_portal.sections.medicines import showing as medicines
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.messages import costs
from sandbox_portal.sections.messages.models import Thread
from sandbox_portal.sections.proxy import rules as proxy
from sandbox_portal.sections.telemedicine.forms import IntakeForm
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


@pytest.fixture
def with_rules(clinic):
    def change(**data):
        clinic.policy_data = data
        clinic.full_clean(exclude=["hostname"])
        clinic.save()
        clinic.__dict__.pop("policy", None)  # kept for the request
        return Policy(**data)

    return change


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


FEE = {"may_apply": True, "low": 5, "high": 40, "free_after_visit_days": 0}


def test_the_topics_that_cost_are_one_list_for_the_form_and_the_page(ruth, client, with_rules):
    practice = make.free_practice(ruth)
    with_rules(message_fee=FEE)
    assert "may cost $5 to $40" in text(client.post(url(practice, "bill-fees"), {"about": "referral"}))

    with_rules(message_fee=FEE | {"topics": ["refill"]})
    assert "free here" in text(client.post(url(practice, "bill-fees"), {"about": "referral"}))
    assert "may cost $5 to $40" in text(client.post(url(practice, "bill-fees"), {"about": "refill"}))
    fresh = Practice.objects.for_learner(ruth).get()
    assert costs.asks_fee(fresh, Thread(practice=fresh, category="refill"))
    assert not costs.asks_fee(fresh, Thread(practice=fresh, category="referral"))


def test_the_free_days_stand_in_the_choices_and_count(ruth, client, with_rules):
    practice = make.free_practice(ruth)
    with_rules(message_fee=FEE | {"free_after_visit_days": 60, "free_after_surgery_days": 33})
    page = text(client.get(url(practice, "bill-fees")))
    assert "less than 60 days ago" in page
    assert "less than 33 days ago" in page
    fresh = Practice.objects.for_learner(ruth).get()
    assert not costs.asks_fee(fresh, Thread(practice=fresh, category="medical"))

    with_rules(message_fee=FEE | {"free_after_surgery_days": 0})
    assert "surgery" not in text(client.get(url(practice, "bill-fees")))


def test_answering_what_the_clinic_began_is_free_unless_the_pack_says_no(ruth, with_rules):
    practice = make.free_practice(ruth)
    began = next(t for t in practice.chart.threads if not t.messages[0].is_from_patient)
    thread = Thread(practice=practice, category="medical", chart_thread=began.id)
    with_rules(message_fee=FEE)
    assert not costs.asks_fee(Practice.objects.for_learner(ruth).get(), thread)

    with_rules(message_fee=FEE | {"free_when_clinic_began": False})
    assert costs.asks_fee(Practice.objects.for_learner(ruth).get(), thread)


@pytest.mark.parametrize("days", [5, 9])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_stuck_refill_says_after_how_many_days(with_rules, days, language):
    policy = with_rules(refills={"stalled_days": days})
    with translation.override(language):
        assert str(days) in medicines.state_words(State.STALLED, policy)


def test_a_letter_with_a_code_takes_as_long_as_the_pack_says(with_rules):
    assert "6 work days" in shelf.channels(with_rules(sign_in={"letter_days": 6}))["letter"]


def test_a_code_is_burned_after_the_packs_tries(ruth, with_rules):
    with_rules(sign_in={"code_tries": 1})
    practice = make.free_practice(ruth)
    code = codes.make(practice, codes.Purpose.SIGN_IN, "text")
    code.practice = practice
    codes._count(code)

    assert code.status == "burned"


def test_the_quiet_hours_stand_on_the_page_and_hold(ruth, with_rules):
    policy = with_rules(alerts={"quiet_from": 19, "quiet_until": 6})
    practice = make.free_practice(ruth)

    assert "7:00 PM" in alerts.about_quiet(practice).replace("\xa0", " ")
    assert policy.alerts.is_quiet(20)
    assert not policy.alerts.is_quiet(7)


def test_a_visit_is_as_long_as_the_pack_says(ruth, with_rules):
    with_rules(visits={"check_up_minutes": 55})
    practice = make.free_practice(ruth)
    draft = Booking(practice=practice, kind="check-up")

    assert booking.end_of(draft, practice.now) == practice.now + timedelta(minutes=55)


def test_papers_links_labs_and_prices_take_their_numbers_from_it(ruth, with_rules):
    policy = with_rules(
        documents={"link_days": [3]},
        laboratory={"book_days": 2},
        telemedicine={"price": 60, "wait_minutes": 35},
        readings={"rest_minutes": 10},
        insurer={"card_days": 1},
    )
    practice = make.free_practice(ruth)

    assert ShareForm(days=policy.documents.link_days).fields["days"].choices == [(3, "3 days")]
    assert len(laboratory.days(practice)) == 2
    assert "$60" in str(IntakeForm(price=policy.telemedicine.price).fields["agrees"].label)
    assert "10 minutes" in readings.contexts(What.PRESSURE, policy)["seated"]
    assert (insurance.answer_on(practice, Kind.CARD) - practice.today).days <= 4


def test_who_is_an_adult_and_when_one_is_warned(ruth, with_rules):
    with_rules(proxy={"adult_age": 21, "warn_days": 7})
    practice = make.free_practice(ruth)
    assert {each.id for each in proxy.people(practice)} == {"sam"}
    grant = proxy.start(practice=practice, form_key=uuid.uuid4(), person="sam")
    grant.practice = practice
    proxy.schedule_end(grant, practice.today)

    due = practice.replies.get(kind="proxy.ends_soon").due.date()
    assert (grant.expires_on - due).days == 7


def test_the_teen_years_open_what_the_pack_says(ruth, client, with_rules):
    with_rules(proxy={"teen_sees": ["health"]})
    practice = make.free_practice(ruth)

    page = text(client.get(url(practice, "proxy-ages")))
    assert "Parents see a part: allergies and shots." in page
    actions.switch_seat(practice=practice, to="proxy")
    assert "Parents see a part: allergies and shots." in text(client.get(url(practice, "proxy-ages")))


@pytest.mark.parametrize(("days", "on_its_day"), [(0, "denied"), (1, "extended")])
def test_a_clinic_without_more_time_answers_a_correction_on_its_last_day(
    ruth, client, with_rules, days, on_its_day
):
    with_rules(amendment_extension_days=days)
    made = _correction(make.free_practice(ruth))
    for _twice in range(2):
        actions.skip_ahead(practice=_now(made), days=30)

    made.refresh_from_db()
    page = text(client.get(url(made.practice, "correction", pk=made.pk)))
    assert (made.status, _now(made).today + timedelta(days=days)) == (on_its_day, made.due_on)
    assert ("1 day more" in page, "0 days" in page) == (days == 1, False)


def test_more_time_that_the_clinic_has_given_up_is_not_taken(ruth, with_rules):
    with_rules(amendment_extension_days=30)
    made = _correction(make.free_practice(ruth))
    with_rules(amendment_extension_days=0)
    for _three_times in range(3):
        actions.skip_ahead(practice=_now(made), days=30)

    assert [row.status for row in made.statuses.all()][-2:] == ["under-review", "denied"]


def _correction(practice):
    """Sends a request for which nothing speaks: the clinic takes all the time it has."""
    words = {"visit": "knee-visit", "line": "note-1", "fault": "wrong-side", "proof": "none"}
    words |= {"tell_others": False, "wrong": "It was my right knee.", "right": "Right knee."}
    made = corrections.draft(practice=practice, form_key=uuid.uuid4(), **words)
    return corrections.submit(request=made)


def _now(request):
    return Practice.objects.get(pk=request.practice_id)
