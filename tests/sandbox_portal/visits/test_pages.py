"""The pages of visits: each step, both languages, the wrong person, twice, too late."""

import re

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.appointments import signing
from sandbox_portal.sections.appointments.models import Booking
from sandbox_portal.sections.proxy import openings
from sandbox_portal.sections.refusing import NotPossible
from tests.factories import practice as make
from tests.factories.portal import url
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def draft(page, key, **answers):
    """Begins to book and answers up to the reason; returns the draft's number."""
    page("visit-start", data={"form_key": key()})
    pk = Booking.objects.latest("pk").pk
    said = {"kind": "new-problem", "way": "in-person", "clinician": "dr-okafor"} | answers
    page("visit-kind", pk=pk, data={"kind": said["kind"]})
    page("visit-way", pk=pk, data={"way": said["way"]})
    page("visit-who", pk=pk, data={"clinician": said["clinician"]})
    form = page("visit-when", pk=pk)
    if form.status_code == 200:  # a time is chosen only where the clinic lets people choose
        first = form.context["form"].fields["starts_at"].choices[0][0]
        page("visit-when", pk=pk, data={"starts_at": first})
    page("visit-about", pk=pk, data={"words": said.get("words", "My hip hurts when I climb stairs.")})
    return pk


def booked(page, key, **answers):
    pk = draft(page, key, **answers)
    page("visit-review", pk=pk, data={})
    return f"visit-{pk}"


class TestPages(EveryPage):
    PAGES = [
        ("appointments", {}),
        ("appointment", {"id": "eye-visit"}),
        ("appointment", {"id": "diabetes-check"}),
        ("appointment", {"id": "knee-visit"}),
        ("appointment-move", {"id": "eye-visit"}),
        ("appointment-cancel", {"id": "eye-visit"}),
        ("appointment-questions", {"id": "eye-visit"}),
        ("appointment-calendar", {"id": "eye-visit"}),
    ]


def test_a_visit_is_booked_step_by_step(page, key):
    reference = booked(page, key)

    shown = text(page("appointment", id=reference))
    assert "Something new" in shown
    assert "Dr. Ada Okafor" in shown
    assert "My hip hurts" in shown
    assert "Booked" in shown


def test_the_steps_speak_spanish(page, key):
    pk = draft(page, key)

    assert "¿Qué tipo de visita" in text(page("visit-kind", pk=pk, language="es"))
    assert "Mírelo una vez más" in text(page("visit-review", pk=pk, language="es"))


def test_the_review_sent_twice_books_once(page, key, events):
    pk = draft(page, key)
    page("visit-review", pk=pk, data={})

    again = page("visit-review", pk=pk, data={}, follow=True)

    assert "It was booked only once" in text(again)
    assert len(events("visits.booked")) == 1


def test_the_button_pressed_twice_begins_one(page, key):
    form = {"form_key": key()}
    page("visit-start", data=form)
    page("visit-start", data=form)

    assert Booking.objects.count() == 1


def test_a_step_without_an_answer_says_so_and_keeps_the_rest(page, key):
    pk = draft(page, key)
    answer = page("visit-about", pk=pk, data={"words": ""})

    assert answer.status_code == 422
    assert "Then they can plan for it" in text(answer)
    assert Booking.objects.get(pk=pk).kind == "new-problem"


def test_a_step_ahead_leads_back_to_the_first_open_one(page, key):
    page("visit-start", data={"form_key": key()})
    pk = Booking.objects.latest("pk").pk

    assert "/kind/" in page("visit-review", pk=pk).url


def test_words_of_an_emergency_stop_and_are_kept_nowhere(page, key, events):
    pk = draft(page, key)
    Booking.objects.filter(pk=pk).update(words="")

    answer = page("visit-about", pk=pk, data={"words": "I have crushing chest pain right now"})

    assert "911" in text(answer)
    assert events("visits.stopped") == [{}]
    assert Booking.objects.get(pk=pk).words == ""


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_the_three_things_are_guarded_too(page, name, events):
    answer = page("appointment-questions", id="eye-visit", data={name: "I want to kill myself"})

    assert "988" in text(answer)
    assert events("visits.stopped") == [{}]
    assert not Booking.objects.exists()


def test_a_number_of_a_person_is_refused(page):
    answer = page("appointment-questions", id="eye-visit", data={"first": "My SSN is 123-45-6789"})

    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_what_one_wants_to_say_stands_on_the_visits_page(page):
    page("appointment-questions", id="eye-visit", data={"first": "Why are my eyes dry?", "third": "A ride"})

    shown = text(page("appointment", id="eye-visit"))
    assert "Why are my eyes dry?" in shown
    assert shown.index("Why are my eyes dry?") < shown.index("A ride")


def test_a_specialist_can_only_be_asked_for_and_the_clinic_sets_the_time(page, key, skip):
    reference = booked(page, key, kind="specialist", clinician="dr-reyes")
    assert "The clinic sets the time" in text(page("appointment", id=reference))

    skip(2)

    assert "Booked" in text(page("appointment", id=reference))


def test_a_moved_visit_shows_both_times_before_anything_is_done(page, practice):
    form = page("appointment-move", id="eye-visit").context["form"]
    code = form.fields["starts_at"].choices[0][0]

    look = page("appointment-move", id="eye-visit", data={"starts_at": code})
    assert "Old time" in text(look)
    assert not Booking.objects.exists()

    page("appointment-move", id="eye-visit", data={"starts_at": code, "sure": "yes"})
    assert Booking.objects.get().status == "moved"


def test_a_visit_is_canceled_after_asking(page):
    assert "24 hours" in text(page("appointment-cancel", id="eye-visit"))

    page("appointment-cancel", id="eye-visit", data={})

    assert "Canceled" in text(page("appointment", id="eye-visit"))
    assert "Nobody waits for you" in text(page("appointment", id="eye-visit"))


def test_a_canceled_visit_can_no_longer_be_changed(page):
    page("appointment-cancel", id="eye-visit", data={})

    for name in ("appointment-move", "appointment-cancel", "appointment-questions", "check-in"):
        assert "Nothing can be changed" in text(page(name, id="eye-visit", follow=True))


def test_a_past_visit_can_not_be_moved(page):
    assert "Nothing can be changed" in text(page("appointment-move", id="knee-visit", follow=True))


def test_check_in_opens_some_days_before_and_says_when(page, skip):
    assert "It opens on" in text(page("check-in", id="diabetes-check", follow=True))

    skip(days=8)

    assert "Your insurance card" in text(page("check-in", id="diabetes-check"))


def test_half_a_check_in_is_kept(page, skip):
    skip(days=8)
    page("check-in-part", id="diabetes-check", part="allergies", data={"answer": "right"})

    shown = text(page("check-in", id="diabetes-check"))
    assert "5 parts are still open" in shown
    assert "Go on with check-in" in text(page("appointment", id="diabetes-check"))


def test_the_check_in_is_finished_when_every_part_has_an_answer(page, skip, events):
    skip(days=8)
    said = {
        "details": "right",
        "insurance": "new-card",
        "medicines": "as-listed",
        "allergies": "right",
        "needs": "none",
        "consent": "agreed",
    }
    for part, answer in said.items():
        typed = {"answer": answer, "signature": "Ruth Alvarez"}
        page("check-in-part", id="diabetes-check", part=part, data=typed)
    page("check-in", id="diabetes-check", data={})

    assert "You are checked in" in text(page("appointment", id="diabetes-check"))
    changed = events("profile.changed")[-1]
    assert (changed["field"], changed["value"], changed["to"]) == ("insurance", "new-card", "pending-staff")


@pytest.mark.parametrize("typed", ["", "Alvarez", "Cleo Novak"])
def test_a_name_that_is_not_the_patients_signs_nothing_and_is_not_kept(page, skip, events, typed):
    skip(days=8)
    sign = {"id": "diabetes-check", "part": "consent"}
    refused = page("check-in-part", **sign, data={"answer": "agreed", "signature": typed})

    assert refused.status_code == 422 and "if you like" not in text(refused)
    assert len(events("visits.signature_refused")) == 1 and not events("visits.check_in_answered")
    assert "Novak" not in str(events("visits.signature_refused"))
    assert "To sign" in text(page("documents"))


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("王伟", "", "empty"),
        ("王伟", "王伟", ""),
        ("王伟", "李娜", "other-name"),
        ("Мария Lopez", "Lopez", "part"),
        ("José Núñez", "jose nunez", ""),
    ],
)
def test_names_in_every_script_are_signed_in_full(practice, name, typed, problem):
    booking = Booking.objects.create(practice=practice, appointment="diabetes-check")
    if not problem:
        signing.sign(booking=booking, typed=typed, name=name)
        return
    with pytest.raises(NotPossible) as refused:
        signing.sign(booking=booking, typed=typed, name=name)
    assert refused.value.reason == problem


def test_a_helper_signs_with_a_name_of_their_own(page, practice, skip, events):
    openings.active(practice, person="sam", level="schedule")
    skip(days=8)
    actions.switch_seat(practice=practice, to="proxy")
    page("proxy-switch", to="patient", data={})
    sign = {"id": "diabetes-check", "part": "consent"}

    for name, status in (("Ruth Alvarez", 422), ("Sam Alvarez", 302)):
        answer = page("check-in-part", **sign, data={"answer": "agreed", "signature": name})
        assert answer.status_code == status
    assert [each["answer"] for each in events("visits.check_in_answered")] == ["agreed"]


def test_the_calendar_file_is_marked_as_practice_and_can_be_kept(page):
    answer = page("appointment-calendar", id="eye-visit")
    lines = answer.content.decode().split("\r\n")

    assert answer["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer["Content-Disposition"]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert any(line.startswith("SUMMARY:PRACTICE") for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75


def test_what_is_due_stands_on_the_first_page_until_it_is_done_or_put_off(page):
    def due():
        return [item["label"] for item in page("portal").context["items"] if "Due:" in item["label"]]

    assert "Due: Flu shot for this season" in due()

    page("health-due", id="flu-due", data={"what": "snoozed"})
    page("health-due", id="eye-check-due", data={"what": "done"})

    assert due() == []


def test_a_visit_for_a_check_up_is_asked_for_from_the_list(page, key):
    page("visit-start", data={"form_key": key(), "reminder": "foot-check-due"})

    assert Booking.objects.get().reminder == "foot-check-due"


def test_a_draft_is_not_shown_to_the_other_seat(page, practice, key):
    pk = draft(page, key)
    actions.switch_seat(practice=practice, to="proxy")

    assert page("visit-review", pk=pk).status_code == 404


def test_in_sams_own_account_ruths_visits_are_not_there(page, practice, key):
    reference = booked(page, key)
    actions.switch_seat(practice=practice, to="proxy")

    assert page("appointment", id=reference).status_code == 404
    assert page("appointment", id="eye-visit").status_code == 404
    assert "Something new" not in text(page("appointments"))


def test_a_booked_visit_costs_few_queries_everywhere(page, key, skip, django_assert_max_num_queries):
    reference = booked(page, key)
    page("appointment-wait-list", id=reference, data={"what": "join"})
    skip(1)
    for name, kwargs in (
        ("appointments", {}),
        ("appointment", {"id": reference}),
        ("appointment-move", {"id": reference}),
        ("appointment-offer", {"id": reference}),
    ):
        assert page(name, **kwargs).status_code == 200
        with django_assert_max_num_queries(12):
            page(name, **kwargs)


def test_video_pages_are_for_video_visits_only(page):
    for name in ("video", "video-device", "video-summary"):
        assert page(name, id="eye-visit").status_code == 404


def video(page, key):
    return booked(page, key, kind="follow-up", way="video")


def test_a_video_visit_says_from_when_it_can_be_joined(page, key):
    reference = video(page, key)

    assert "The link is not there yet" in text(page("video", id=reference))


def test_a_video_visit_needs_the_check_in_first(page, key):
    reference = video(page, key)
    page("appointment-go", id=reference, data={})

    answer = page("video-join", id=reference, data={"place": "quiet-room"}, follow=True)

    assert "Finish the check-in first" in text(answer)


def test_a_fault_is_practiced_and_mended_with_the_step_for_a_real_device(page, key):
    reference = video(page, key)
    page("video-device", id=reference, data={"fault": "mic-blocked"})

    wrong = page("video-trouble", id=reference, fault="mic-blocked", data={"step": "louder"})
    right = page("video-trouble", id=reference, fault="mic-blocked", data={"step": "allow"})

    assert "It hears nothing, loud or soft" in text(wrong)
    assert "A red line means off" in text(right)


def test_a_fault_that_is_none_is_a_404(page, key):
    reference = video(page, key)

    assert page("video-trouble", id=reference, fault="nothing").status_code == 404
    assert page("video-device", id=reference, data={"fault": "nothing"}).status_code == 404


def test_a_proxy_for_visits_may_book_and_the_patient_sees_it(page, practice, key, events):
    openings.active(practice, level="schedule")
    actions.switch_seat(practice=practice, to="proxy")
    page("proxy-switch", to="patient", data={})

    booked(page, key)

    assert len(events("visits.booked")) == 1


def test_nothing_of_a_practice_is_found_in_another_one(page, practice, key, cleo, client_for):
    reference = booked(page, key)
    other = make.free_practice(cleo)

    assert client_for(cleo).get(url(other, "appointment", id=reference)).status_code == 404


@pytest.mark.parametrize("since", ["2026-99-99T10:00", "", "soon"])
def test_waiting_from_no_moment_moves_nothing(page, key, now, since):
    reference = video(page, key)
    before = now().clock

    assert page("video-wait", id=reference, data={"since": since}).status_code == 302
    assert now().clock == before
