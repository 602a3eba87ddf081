"""Ruth's record holds what the tasks and lessons need of it."""

from datetime import timedelta

import pytest

from sandbox_portal import personas


@pytest.fixture
def record():
    return personas.get("ruth").chart


def refills_left(record, id):
    medicine = record.medication(id)
    return medicine.repeats_allowed + 1 - len(record.dispenses_of(medicine))


def test_ruth_is_71_and_her_son_46(record):
    assert record.patient.name == "Ruth Alvarez"
    assert record.patient.age_on(record.anchor) == 71
    assert record.relation("sam").age_on(record.anchor) == 46
    assert record.relation("leo").age_on(record.anchor) == 12


def test_lisinopril_has_2_refills_and_5_days_left(record):
    newest = record.dispenses_of(record.medication("lisinopril"))[0]

    assert refills_left(record, "lisinopril") == 2
    assert newest.runs_out_on - record.anchor == timedelta(days=5)


def test_metformin_has_no_refills_left(record):
    assert refills_left(record, "metformin") == 0


def test_the_eye_drops_were_just_filled(record):
    newest = record.dispenses_of(record.medication("eye-drops"))[0]

    assert refills_left(record, "eye-drops") == 2
    assert newest.runs_out_on - record.anchor > timedelta(days=14)


def test_only_oxycodone_is_controlled(record):
    assert [m.id for m in record.medications if m.is_controlled] == ["oxycodone"]
    assert record.medication("oxycodone").schedule == "II"


def test_the_other_medicines_each_have_their_own_reason_not_to_be_refilled(record):
    assert record.medication("nasal-spray").valid_until < record.anchor
    assert record.medication("hydrochlorothiazide").status == "stopped"
    assert record.medication("hydrochlorothiazide").status_reason
    assert not record.medication("foot-cream").is_ours
    assert not record.medication("acetaminophen").is_prescribed
    assert all(record.medication(id).is_ours for id in ("lisinopril", "metformin", "eye-drops", "oxycodone"))


def test_the_eye_doctor_who_left_is_still_in_the_list(record):
    gone = record.member("dr-lindqvist")

    assert not gone.is_here_on(record.anchor)
    assert all(m.is_here_on(record.anchor) for m in record.care_team if m is not gone)


def test_the_teams_are_pools_and_the_doctors_are_people(record):
    assert {m.id for m in record.care_team if m.is_pool} == {"nurse-team", "front-desk", "billing-office"}
    assert {m.kind for m in record.care_team} == {"doctor", "nurse", "front-desk", "billing"}


def test_there_is_a_pharmacy_near_sam_and_one_by_mail(record):
    assert record.preferred_pharmacy.id == "main-street"
    assert "Sam" in record.pharmacy("corner").where.in_language("en")
    assert record.pharmacy("lakeside-mail").kind == "mail"


def test_the_a1c_has_four_points_that_fall(record):
    values = [point.value for point in record.trend("4548-4")]

    assert len(values) == 4
    assert values == sorted(values, reverse=True)


def test_a_trend_does_not_tell_what_is_not_out_yet(record):
    before_the_last = record.result("a1c-4").resulted_at - timedelta(minutes=1)

    assert len(record.trend("4548-4", until=before_the_last)) == 3


def test_the_cholesterol_panel_has_one_value_slightly_high(record):
    flags = {value.id: value.flag for value in record.result("cholesterol").values}

    assert [id for id, flag in flags.items() if flag == "high"] == ["cholesterol-ldl"]
    assert "in-range" in flags.values()


def test_the_vitamin_test_is_pending_and_comes_out_when_its_time_comes(record):
    result = record.result("vitamin-b12")
    monday = record.threads[0].last_at + timedelta(days=3)

    assert result.status_at(monday) == "pending"
    assert result.status_at(result.resulted_at) == "final"


def test_each_state_of_a_result_is_there_once_at_least(record):
    monday = record.threads[0].last_at + timedelta(days=3)
    states = {result.status_at(monday) for result in record.results}

    assert states == {"ordered", "pending", "final", "corrected", "cancelled"}


def test_the_comment_on_the_new_result_comes_later(record):
    result = record.result("cholesterol")

    assert result.comments_at(result.resulted_at) == ()
    assert len(result.comments_at(result.resulted_at + timedelta(days=7))) == 1


def test_only_the_skin_test_is_sensitive(record):
    assert [result.id for result in record.results if result.is_sensitive] == ["skin-biopsy"]


def test_one_message_from_the_clinic_is_unread(record):
    assert [thread.id for thread in record.threads if thread.is_unread] == ["flu-shot"]
    assert record.thread("knee-question").messages[0].is_from_patient


def test_the_emergency_contact_is_sam(record):
    assert [(c.name, c.phone) for c in record.contacts if c.is_emergency] == [("Sam Alvarez", "555-0146")]


def test_past_visits_have_a_summary_and_next_steps(record):
    visit = record.visit_of(record.appointment("blood-pressure-visit"))

    assert visit.summary
    assert len(visit.next_steps) == 4


def test_one_insurance_is_in_force_and_one_has_ended(record):
    assert [c.ends_on > record.anchor for c in record.coverage] == [True, False]


def test_what_runs_in_the_family_is_on_file_in_both_languages():
    family = {one.id: one for one in personas.get("ruth").chart.family}

    assert set(family) == {"mother", "father", "sister"}
    assert str(family["father"].had[0]) == "Heart attack at 58"
    assert family["sister"].who.in_language("es") == "Hermana"
