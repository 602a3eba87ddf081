"""What a person does in the record, through the pages: states, double clicks, stale forms, refusals."""

import json
from datetime import timedelta

import pytest

from sandbox_portal.sections.corrections.models import Amendment
from sandbox_portal.sections.documents.models import Letter, ShareLink, Upload
from sandbox_portal.sections.health.models import Report
from sandbox_portal.sections.notes.models import NoteMark
from sandbox_portal.sections.profile.models import ProfileChange

pytestmark = pytest.mark.django_db
WORDS = {"line": "note-1", "fault": "wrong-side", "wrong": "It was my right knee.", "right": "Right knee."}


def words(response):
    return response.content.decode()


# --- health record ---


def test_a_shot_is_told_once_and_checked_by_the_clock(page, key, day, skip, events):
    form = {"form_key": key(), "thing": "flu", "on": day(-3), "place": "corner"}
    page("health-vaccine", data=form)
    page("health-vaccine", data=form)  # the same click again

    assert Report.objects.count() == 1
    skip(3)
    assert Report.objects.get().status == "accepted"
    assert [e["to"] for e in events("record.moved")] == ["checking", "accepted"]
    assert "Told by you" in words(page("health-shots"))


def test_a_second_form_about_the_same_shot_is_refused_kindly(page, key, day):
    form = {"thing": "flu", "on": day(-3), "place": "corner"}
    page("health-vaccine", data={"form_key": key(), **form})
    again = page("health-vaccine", data={"form_key": key(), **form})

    assert again.status_code == 422
    assert "already" in words(again)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("days", [1, -4000])
def test_a_day_that_cannot_be_is_refused_and_the_rest_is_kept(page, key, day, days):
    form = {"form_key": key(), "thing": "flu", "on": day(days), "place": "corner"}
    response = page("health-vaccine", data=form)

    assert response.status_code == 422
    assert day(days) in words(response)
    assert not Report.objects.exists()


def test_an_empty_form_says_what_is_missing(page):
    for name in (
        "health-vaccine",
        "health-allergy",
        "medicine-missing",
        "document-upload",
        "document-letters",
    ):
        assert page(name, data={}).status_code == 422


def allergy(key, day, **other):
    said = {"thing": "sulfa", "answer": "swelling", "severity": "severe", "on": day(-5)}
    return {"form_key": key(), **said, **other}


def test_an_allergy_is_told_with_how_bad_it_was_and_when(page, key, day, skip, events):
    page("health-allergy", data=allergy(key, day))
    told = events("record.reported")[0]
    skip(3)

    assert (told["severity"], told["days_ago"]) == ("severe", 5)
    assert "Swelling of lips, face or throat, severe" in words(page("health"))


@pytest.mark.parametrize("left_out", ["severity", "on"])
def test_an_allergy_needs_how_bad_it_was_and_a_day(page, key, day, left_out):
    response = page("health-allergy", data=allergy(key, day, **{left_out: ""}))

    assert response.status_code == 422
    assert not Report.objects.exists()


def test_an_allergy_cannot_be_still_to_come(page, key, day):
    assert page("health-allergy", data=allergy(key, day, on=day(1))).status_code == 422


def test_a_side_effect_is_not_taken_for_an_allergy(page, key, day, skip):
    page("health-allergy", data=allergy(key, day, thing="metformin", answer="stomach", severity="mild"))
    skip(3)

    assert Report.objects.get().statuses.last().reason == "side-effect"


def test_a_report_can_be_taken_back_until_someone_begins(page, key, skip):
    page("medicine-missing", data={"form_key": key(), "thing": "melatonin"})
    made = Report.objects.get()
    skip(1)
    late = page("medicine-report-back", pk=made.pk, data={}, follow=True)
    assert "too late" in words(late)
    made.refresh_from_db()
    assert made.status == "checking"


def test_a_medicine_report_is_not_shown_in_the_health_record(page, key):
    page("medicine-missing", data={"form_key": key(), "thing": "melatonin"})

    assert page("health-report", pk=Report.objects.get().pk).status_code == 404


def test_a_reminder_is_put_off_and_comes_back(page, skip):
    page("health-due", id="flu-due", data={"what": "snoozed"})
    assert "Put off until" in words(page("health"))
    skip(days=30)
    assert "Put off until" not in words(page("health"))


# --- corrections ---


def ask(page, key, **other):
    form = {"form_key": key(), **WORDS, "proof": "summary", **other}
    page("correction-new", query="?visit=knee-visit", data=form)
    return Amendment.objects.latest("pk")


def test_nothing_is_sent_before_the_review_page_and_then_once(page, key, skip):
    made = ask(page, key)
    assert made.status == "draft"
    page("correction-review", pk=made.pk, data={})
    again = page("correction-review", pk=made.pk, data={}, follow=True)
    assert "sent only once" in words(again)
    made.refresh_from_db()
    assert made.due_on - made.submitted_at.date() == timedelta(days=60)
    skip(10)
    made.refresh_from_db()
    assert made.status == "accepted"


def test_without_proof_the_clock_runs_out_is_extended_once_and_ends_in_a_no(page, key, skip):
    made = ask(page, key, proof="none")
    page("correction-review", pk=made.pk, data={})
    first_due = Amendment.objects.get().due_on
    for _ in range(2):
        skip(days=30)
    made.refresh_from_db()
    assert (made.status, made.due_on - first_due) == ("extended", timedelta(days=30))
    skip(days=30)
    made.refresh_from_db()
    assert made.status == "denied"
    page("correction-disagree", pk=made.pk, data={"statement": "I was there, and it was the right knee."})
    made.refresh_from_db()
    assert made.status == "disagreed"
    assert "the right knee" in words(page("correction", pk=made.pk))


def test_words_of_an_emergency_stop_the_form_and_are_not_kept(page, key, events):
    response = page(
        "correction-new",
        query="?visit=knee-visit",
        data={"form_key": key(), **WORDS, "proof": "none", "wrong": "I have chest pain and cannot breathe"},
    )

    assert "911" in words(response)
    assert not Amendment.objects.exists()
    assert events("corrections.stopped") == [{}]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("stranger", "Call now"),
        ("side", "Call first, then send the form"),
        ("allergy", "Call first, then tell the list"),
        ("contact", "Profile"),
        ("elsewhere", "that clinic"),
    ],
)
def test_what_is_wrong_decides_where_to_go(page, what, says):
    assert says in words(page("correction-route", data={"what": what}))


def test_a_wrong_side_asks_for_a_call_before_it_is_sent(page, key):
    made = ask(page, key)
    before = words(page("correction-review", pk=made.pk))
    page("phone", data={"form_key": key(), "about": "record", "item": "knee-visit"})
    after = words(page("correction-review", pk=made.pk))

    assert "Call first" in before and "Call first" not in after


def test_another_mistake_asks_for_no_call(page, key):
    assert "Call first" not in words(page("correction-review", pk=ask(page, key, fault="wrong-fact").pk))


def test_a_call_about_a_mistake_puts_a_warning_in_and_leads_to_the_form(page, key, events):
    answer = page("phone", data={"form_key": key(), "about": "record"}, follow=True)

    assert events("clinic.called")[0]["outcome"] == "flagged"
    assert "put it in writing" in words(answer)


def test_a_request_says_whether_it_is_calm_and_names_a_day_and_keeps_no_word_of_it(page, key, events):
    made = ask(page, key, wrong="You people never listen. Fix it now!")
    page("correction-review", pk=made.pk, data={})
    said = events("corrections.submitted")[0]

    assert (said["names_day"], said["is_calm"]) == (False, False)
    assert "listen" not in str(said)


def test_each_mistake_has_one_door_and_a_wrong_one_can_be_tried_again(page, events):
    page("correction-doors", data={"card": "label", "label-to": "call"})
    again = page("correction-doors", data={"card": "label", "label-to": "pharmacy"}, follow=True)

    assert [each["is_right"] for each in events("corrections.routed")] == [False, True]
    assert "The label is the pharmacy’s" in words(again)
    assert page("correction-doors", data={"card": "label"}).status_code == 422


# --- notes ---


def test_a_line_is_marked_changed_and_ticked(page, events):
    page("note-mark", id="knee-visit", line="step-2", data={"mark": "todo"})
    page("note-mark", id="knee-visit", line="step-2", data={"mark": "todo"})
    assert len(events("notes.marked")) == 1
    page("note-tick", id="knee-visit", line="step-2", data={"done": "yes"})
    assert NoteMark.objects.get().is_done
    page("note-mark", id="knee-visit", line="step-2", data={"mark": ""})
    assert not NoteMark.objects.exists()


def test_odd_words_are_said_plainly(page):
    assert "short of breath" in words(page("note", id="blood-pressure-visit")).lower()
    assert "falta de aire" in words(page("note", id="blood-pressure-visit", language="es")).lower()


@pytest.mark.parametrize(("line", "mark"), [("nothing", "todo"), ("step-1", "hack")])
def test_an_unknown_line_or_mark_is_a_404(page, line, mark):
    assert page("note-mark", id="knee-visit", line=line, data={"mark": mark}).status_code == 404


# --- profile ---


def change(page, key, field, value):
    page("profile-change", field=field, data={"form_key": key(), "value": value})
    made = ProfileChange.objects.latest("pk")
    page("profile-confirm", pk=made.pk, data={})
    made.refresh_from_db()
    return made


def test_a_new_phone_is_in_use_only_after_its_code(page, key):
    made = change(page, key, "mobile", "555-0188")
    assert made.status == "code-sent"
    wrong = page("profile-code", pk=made.pk, data={"code": "x"})
    assert wrong.status_code == 422
    page("profile-code", pk=made.pk, data={"code": made.code})
    made.refresh_from_db()
    assert made.status == "verified"


def test_a_code_that_went_to_somebody_else_is_not_shown(page, key):
    made = change(page, key, "mobile", "555-0146")

    assert made.code not in words(page("profile-code", pk=made.pk))


def test_a_card_that_has_ended_is_sent_back(page, key, skip):
    made = change(page, key, "insurance", "old-card")
    assert made.status == "pending-staff"
    skip(3)
    made.refresh_from_db()
    assert made.status == "dropped"
    assert "run out" in words(page("profile"))


def test_the_portal_greets_with_the_name_that_is_used(page, key):
    assert "Hello, Ruth" in words(page("portal"))
    change(page, key, "name-used", "robin")

    assert "Hello, Robin" in words(page("portal"))


def test_back_to_a_page_that_was_confirmed_changes_nothing(page, key, events):
    made = change(page, key, "address", "oak-street")
    assert page("profile-confirm", pk=made.pk, data={}).status_code == 302
    assert len(events("profile.changed")) == 1


# --- documents ---


def share(page, key, days=7):
    page("document-share", id="shots", data={"form_key": key(), "label": "school", "days": days})
    return ShareLink.objects.latest("pk")


def test_a_link_opens_with_its_passcode_only_and_ends(page, key, skip):
    link = share(page, key)
    assert "Flu shot" not in words(page("document-link-open", pk=link.pk, data={"passcode": "abc"}))
    assert "Flu shot" in words(page("document-link-open", pk=link.pk, data={"passcode": link.passcode}))
    skip(days=8)
    assert "ended" in words(page("document-link-open", pk=link.pk))


def test_five_wrong_passcodes_lock_a_link(page, key):
    link = share(page, key)
    for _ in range(5):
        last = page("document-link-open", pk=link.pk, data={"passcode": "abc"})
    assert "locked" in words(last)
    right = page("document-link-open", pk=link.pk, data={"passcode": link.passcode})
    assert "Flu shot" not in words(right)


def test_a_closed_link_stays_closed(page, key):
    link = share(page, key)
    page("document-link-close", pk=link.pk, data={})
    page("document-link-close", pk=link.pk, data={})
    link.refresh_from_db()
    assert link.status == "revoked"


@pytest.mark.parametrize(
    ("sample", "at_once", "later"),
    [
        ("phone-video", "rejected", "rejected"),
        ("word-file", "rejected", "rejected"),
        ("card-dark", "scanning", "rejected"),
        ("card-front", "scanning", "accepted"),
    ],
)
def test_what_is_handed_in_is_taken_or_not(page, key, skip, sample, at_once, later):
    page("document-upload", data={"form_key": key(), "sample": sample})
    assert Upload.objects.get().status == at_once
    skip(1)
    assert Upload.objects.get().status == later


def test_a_letter_is_written_fetched_and_gone(page, key, skip):
    page("document-letters", data={"form_key": key(), "kind": "school"})
    letter = Letter.objects.get()
    assert page("document-letter", pk=letter.pk).status_code == 404
    skip(3)
    assert "Flu shot" in words(page("document-letter", pk=letter.pk))
    skip(days=30)
    skip(days=5)
    assert page("document-letter", pk=letter.pk).status_code == 404


def test_the_summary_tells_what_runs_in_the_family_and_the_other_papers_do_not(page):
    assert "Heart attack at 58" in words(page("document", id="summary"))
    assert "FamilyMemberHistory" in words(page("document-file", id="summary", form="fhir"))
    assert "Heart attack" not in words(page("document", id="medicines"))


def test_downloads_are_marked_and_leave_out_what_asks_first(page):
    pdf = page("document-file", id="summary", form="pdf")
    fhir = json.loads(page("document-file", id="summary", form="fhir").content)
    ids = {entry["resource"]["id"] for entry in fhir["entry"]}

    assert pdf.content.startswith(b"%PDF-")
    assert "practice" in pdf["Content-Disposition"]
    assert "a1c-4" in ids and not {"skin-biopsy", "skin-biopsy-words"} & ids
    assert fhir["meta"]["tag"][0]["code"] == "HTEST"


def test_a_stranger_gets_nothing_of_what_was_made(page, key, cleo):
    link, made = share(page, key), ask(page, key)
    for name, pk in (
        ("document-link", link.pk),
        ("document-link-open", link.pk),
        ("correction-review", made.pk),
    ):
        assert page(name, pk=pk, by=cleo).status_code == 404
    assert page("document-link-close", pk=link.pk, by=cleo, data={}).status_code == 404
    link.refresh_from_db()
    assert link.status == "active"


# --- results ---


def test_a_plan_for_a_result_is_noted(page, events):
    page("result", id="cholesterol")
    page("result-plan", id="cholesterol", data={"plan": "wait"})
    assert events("results.planned") == [{"item": "cholesterol", "plan": "wait", "has_comment": False}]
    assert page("result-plan", id="cholesterol", data={}).status_code == 422


def test_a_closed_result_takes_no_plan(page):
    assert page("result-plan", id="skin-biopsy", data={"plan": "wait"}).status_code == 404
