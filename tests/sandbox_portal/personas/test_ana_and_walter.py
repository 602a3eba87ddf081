"""Ana's and Walter's records are whole: what each person in the cast is there to show (PORTAL.md A27)."""

import uuid
from datetime import timedelta

import pytest

from sandbox_portal import actions, personas
from sandbox_portal.scenarios import hub
from sandbox_portal.sections.profile import shelf
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy.states import State
from tests.factories import practice as make

WHOLE = pytest.mark.parametrize("slug", personas.AROUND)
BOTH = pytest.mark.parametrize("slug", ["ana", "walter"])


def chart(slug):
    return personas.get(slug).chart


@WHOLE
def test_there_are_problems_three_results_and_two_open_bills(slug):
    record = chart(slug)
    owed = [bill for bill in record.bills if bill.payments == ()]

    assert [problem for problem in record.problems if problem.status == "active"]
    assert len([result for result in record.results if result.resulted_at]) >= 3
    assert len(owed) >= 2


@BOTH
def test_the_medicines_are_in_different_refill_states(slug):
    record = chart(slug)

    def left(medicine):
        return medicine.repeats_allowed + 1 - len(record.dispenses_of(medicine))

    active = [m for m in record.medications if m.is_prescribed and m.status == "active"]
    valid = [m for m in active if m.valid_until > record.anchor]
    runs_out = {m.id: record.dispenses_of(m)[0].runs_out_on - record.anchor for m in valid}

    assert [m for m in valid if left(m) == 0]
    assert [m for m in valid if left(m) and runs_out[m.id] <= timedelta(days=7)]
    assert [m for m in valid if left(m) and runs_out[m.id] > timedelta(days=14)]
    assert [m for m in active if m.valid_until < record.anchor]
    assert [m.status for m in record.medications if m.status_reason] == ["stopped"]
    assert [m for m in record.medications if not m.is_prescribed]


@pytest.mark.parametrize(
    ("slug", "visit", "wrong", "right"),
    [
        ("ana", "prenatal-visit-october", "first pregnancy", "second baby"),
        ("walter", "fall-visit", "Lives alone", "live with your daughter"),
    ],
)
def test_one_line_of_a_note_says_what_the_summary_of_the_visit_refutes(slug, visit, wrong, right):
    found = next(each for each in chart(slug).visits if each.id == visit)

    assert wrong in found.note[0].original
    assert right in found.summary.original


@BOTH
def test_each_state_that_a_result_can_be_in_at_the_start_is_there(slug):
    record = chart(slug)
    monday = record.threads[0].last_at + timedelta(days=3)

    assert {result.status_at(monday) for result in record.results} == {"ordered", "pending", "final"}


def test_family_names_each_other():
    walter, denise, ana = chart("walter"), chart("denise"), chart("ana")

    assert personas.get("walter").helper == "denise" and personas.get("ana").helper == ""
    assert walter.relation("denise").birth_date == denise.patient.birth_date
    assert denise.relation("walter").birth_date == walter.patient.birth_date
    assert (walter.patient.age_on(walter.anchor), ana.patient.age_on(ana.anchor)) == (80, 34)
    assert personas.get("ana").languages[0] == "es"


def test_the_profile_offers_the_people_of_this_record():
    ruth, ana = chart("ruth"), chart("ana")

    assert list(shelf.values_of("emergency", ruth)) == ["sam", "joan"]
    assert list(shelf.values_of("mobile", ruth)) == ["555-0188", "555-0146"]
    assert list(shelf.values_of("email", ruth)) == ["ruth-new", "sam-mail"]
    assert list(shelf.values_of("emergency", ana)) == ["luis", "elena"]
    assert "Luis" in shelf.values_of("mobile", ana)["555-0162"]


@pytest.mark.django_db
def test_the_hub_offers_them_with_a_word_about_each(clinic):
    found = dict(hub.people(clinic))

    assert list(found) == ["ruth", "ana", "walter"]
    assert "second baby" in found["ana"] and "guardian" in found["walter"]


@pytest.mark.django_db
def test_who_has_no_helper_has_one_seat(ruth):
    assert make.free_practice(ruth, persona="ana").seats == ("patient",)
    assert make.free_practice(ruth, persona="walter").seats == ("patient", "proxy")


@pytest.mark.django_db
def test_the_court_paper_of_walters_daughter_opens_his_record_and_does_not_run_out(ruth):
    practice = make.free_practice(ruth, persona="walter")
    actions.switch_seat(practice=practice, to="proxy")
    grant = helper.ask(practice=practice, form_key=uuid.uuid4(), way="papers", level="results-notes")
    helper.hand_in(grant=grant, paper="guardian")
    actions.skip_ahead(practice=practice, business_days=5)

    grant.refresh_from_db()
    assert grant.status == State.ACTIVE_LIMITED and grant.expires_on is None
