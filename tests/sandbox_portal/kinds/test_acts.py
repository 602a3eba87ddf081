"""What a person does in the other kinds of portal: once, refused kindly, in order, and by nobody else."""

from decimal import Decimal

import pytest

from sandbox_portal import kinds
from sandbox_portal.sections.hospital.models import StayRequest
from sandbox_portal.sections.laboratory.models import LabBooking
from sandbox_portal.sections.long_term import bands
from sandbox_portal.sections.long_term.models import Goal, Reading, What
from sandbox_portal.sections.telemedicine.models import RemoteVisit
from sandbox_portal.sections.telemedicine.states import MACHINE

pytestmark = pytest.mark.django_db


def reading(key, first, second=None, context="seated"):
    said = {"form_key": key(), "first": first, "context": context}
    return said | ({"second": second} if second is not None else {})


# --- home readings ---


@pytest.mark.parametrize(
    ("what", "first", "second", "slip"),
    [
        (What.PRESSURE, 136, 84, ""),
        (What.PRESSURE, 84, 136, "order"),
        (What.PRESSURE, 120, 120, "order"),
        (What.PRESSURE, 300, 84, "range"),
        (What.PRESSURE, 59, 40, "range"),
        (What.PRESSURE, 136, 20, "range"),
        (What.PRESSURE, 200, 170, "range"),
        (What.SUGAR, 128, None, ""),
        (What.SUGAR, "7.1", None, "unit"),
        (What.SUGAR, 20, None, ""),
        (What.SUGAR, 601, None, "range"),
        (What.SUGAR, "0.4", None, "range"),
        (What.WEIGHT, 168, None, ""),
        (What.WEIGHT, 45, None, "unit"),
        (What.WEIGHT, 900, None, "range"),
    ],
)
def test_what_cannot_be_is_known(what, first, second, slip):
    assert bands.slip(what, Decimal(first), second and Decimal(second)) == slip


@pytest.mark.parametrize(
    ("what", "numbers", "band"),
    [
        ("pressure", (130, 80), "on-goal"),
        ("pressure", (150, 80), "above"),
        ("pressure", (130, 95), "above"),
        ("pressure", (85, 55), "below"),
        ("pressure", (180, 90), "danger"),
        ("pressure", (150, 120), "danger"),
        ("sugar", (110,), "on-goal"),
        ("sugar", (150,), "above"),
        ("sugar", (65,), "below"),
        ("sugar", (53,), "danger"),
        ("sugar", (300,), "danger"),
        ("weight", (167,), "on-goal"),
    ],
)
def test_a_reading_is_noted_with_where_it_stands(opened, page, key, events, what, numbers, band):
    practice = opened("long-term")
    context = {"pressure": "seated", "sugar": "fasting", "weight": "morning"}[what]

    answer = page(practice, "reading-new", what=what, data=reading(key, *numbers, context=context))

    assert Reading.objects.for_practice(practice).get().band == band
    assert events(practice, "readings.logged")[0]["band"] == band
    assert ("danger" in answer["Location"]) is (band == "danger")


def test_a_double_click_notes_one_reading(opened, page, key):
    practice, said = opened("long-term"), reading(key, 136, 84)

    for _click in range(2):
        page(practice, "reading-new", what="pressure", data=said)

    assert Reading.objects.for_practice(practice).count() == 1


def test_a_slip_is_refused_kindly_and_what_was_typed_stays(opened, page, key, events):
    practice = opened("long-term")

    answer = page(practice, "reading-new", what="sugar", data=reading(key, "7.1", context="fasting"))

    assert answer.status_code == 422
    assert "mmol/L" in answer.content.decode()
    assert 'value="7.1"' in answer.content.decode()
    assert not Reading.objects.for_practice(practice).exists()
    assert events(practice, "readings.refused") == [{"what": "sugar", "reason": "unit"}]


@pytest.mark.parametrize("typed", ["", "high", "1e9", "nan", "-3", "12345678"])
def test_what_is_no_number_is_refused(opened, page, key, typed):
    practice = opened("long-term")

    answer = page(practice, "reading-new", what="pressure", data=reading(key, typed, 84))

    assert answer.status_code == 422
    assert not Reading.objects.for_practice(practice).exists()


def test_a_danger_reading_says_call_and_never_message(opened, page, key):
    practice = opened("long-term")
    page(practice, "reading-new", what="pressure", data=reading(key, 192, 118))
    pk = Reading.objects.for_practice(practice).get().pk

    for said in (None, {"signs": "yes"}, {"signs": "no"}):
        body = page(practice, "reading-danger", pk=pk, data=said).content.decode()
        main = body.split('class="portal__body"')[1].split("portal__foot")[0]
        assert 'href="tel:911"' in main
        assert "/messages/" not in main


def test_a_second_danger_reading_is_told_from_a_first(opened, page, key, events):
    practice = opened("long-term")
    for numbers in ((192, 118), (190, 116)):
        page(practice, "reading-new", what="pressure", data=reading(key, *numbers))
    last = Reading.objects.for_practice(practice).first()

    body = page(practice, "reading-danger", pk=last.pk, data={"signs": "no"}).content.decode()

    assert "Still that high" in body
    assert [facts["is_again"] for facts in events(practice, "readings.logged")] == [False, True]


def test_the_clinics_own_numbers_say_what_is_dangerous(opened, page, key, clinic):
    clinic.policy_data = {**clinic.policy_data, "readings": {"danger_systolic": 160}}
    clinic.save()
    practice = opened("long-term")

    page(practice, "reading-new", what="pressure", data=reading(key, 165, 90))

    assert Reading.objects.for_practice(practice).get().band == "danger"


def test_the_cuff_is_brought_over_once(opened, page, key, events):
    practice = opened("long-term")

    for _click in range(2):
        page(practice, "devices", data={"form_key": key(), "mine": ["cuff-1", "cuff-2"]})

    assert Reading.objects.for_practice(practice).count() == 2
    assert events(practice, "devices.synced") == [{"kept": 2, "left_out": 1, "kept_others": 0}]


def test_goals_doses_and_plan_are_kept(opened, page, key, events):
    practice = opened("long-term")

    page(practice, "goals", data={"form_key": key(), "goal": "walk", "how": "one-a-day"})
    page(practice, "dose", id="metformin", data={"answer": "missed"})
    page(practice, "plan-tick", id="program-start-1", data={"is_done": "yes"})

    assert Goal.objects.for_practice(practice).get().goal == "walk"
    assert events(practice, "doses.checked") == [{"item": "metformin", "answer": "missed"}]
    assert events(practice, "plan.ticked") == [{"item": "program-start-1", "is_done": True}]
    assert "Missed" in page(practice, "doses").content.decode()
    assert page(practice, "dose", id="nothing", data={"answer": "taken"}).status_code == 404
    assert page(practice, "plan-tick", id="nothing-1", data={"is_done": "yes"}).status_code == 404


# --- two portals ---


def test_each_portal_has_a_record_and_an_account_of_its_own(opened, page, now, events):
    practice = opened("laboratory")

    wrong = page(practice, "portal-sign-in", kind="clinic", data={"account": "lab-dee"})
    assert wrong.status_code == 422
    assert now(practice).kind == "laboratory"

    page(practice, "portal-sign-in", kind="clinic", data={"account": "dee"})
    assert now(practice).kind == "clinic"
    assert [facts["is_right"] for facts in events(practice, "portal.sign_in_tried")] == [False, True]

    assert page(practice, "result", id="cholesterol-test").status_code == 200
    assert page(practice, "result", id="lab-thyroid").status_code == 404
    assert page(practice, "lab-orders").status_code == 403


def test_a_portal_that_the_person_does_not_have_is_a_404(opened, page):
    practice = opened("laboratory")

    assert page(practice, "portal-sign-in", kind="hospital").status_code == 404
    assert page(practice, "portal-sign-in", kind="laboratory").status_code == 302


def test_the_lab_shows_no_comment_and_says_where_it_is(opened, page):
    body = page(opened("laboratory"), "result", id="lab-cholesterol").content.decode()

    assert "Doctors do not write here" in body


def book(page, practice, key, *, site="harbor", hour=7):
    days = page(practice, "lab-book", id="glucose").context["form"].days
    said = {"form_key": key(), "site": site, "day": next(iter(days)), "hour": hour}
    return page(practice, "lab-book", id="glucose", data=said)


def test_a_time_is_booked_once_and_given_back(opened, page, key, events):
    practice = opened("laboratory")

    assert book(page, practice, key).status_code == 302
    assert book(page, practice, key).status_code == 422
    page(practice, "lab-cancel", id="glucose", data={})

    assert [booking.status for booking in LabBooking.objects.for_practice(practice)] == ["cancelled"]
    assert page(practice, "lab-cancel", id="glucose", data={}).status_code == 404
    assert book(page, practice, key).status_code == 302


def test_a_site_that_is_closed_then_is_said_so(opened, page, key):
    practice = opened("laboratory")

    answer = book(page, practice, key, site="hill", hour=16)

    assert answer.status_code == 422
    assert "closed at this time" in answer.content.decode()
    assert not LabBooking.objects.for_practice(practice).exists()


# --- the hospital ---


def test_what_wants_a_nurse_is_not_sent_to_the_kitchen(opened, page, key, events):
    practice = opened("hospital")

    answer = page(practice, "stay-requests", data={"form_key": key(), "what": "pain"})
    page(practice, "stay-call", data={"why": "pain"})
    page(practice, "stay-requests", data={"form_key": key(), "what": "soup"})

    assert "was not sent" in answer.content.decode()
    assert [row.what for row in StayRequest.objects.for_practice(practice)] == ["soup"]
    assert events(practice, "stay.nurse_called") == [{"why": "pain"}]


def test_the_medicines_for_home_stand_in_four_groups(opened, page):
    groups = page(opened("hospital"), "stay-medicines").context["groups"]

    assert {group["slug"]: [row["id"] for row in group["rows"]] for group in groups} == {
        "new": ["doxycycline"],
        "changed": ["lisinopril"],
        "same": ["metformin"],
        "stopped": ["ibuprofen"],
    }


def test_a_question_can_be_answered_again(opened, page, events):
    practice = opened("hospital")

    for answer in ("metformin", "doxycycline"):
        page(practice, "stay-questions", data={"card": "new", "new-answer": answer})

    assert [facts["is_right"] for facts in events(practice, "stay.told_back")] == [False, True]
    assert page(practice, "stay-questions", data={"card": "new"}).status_code == 422


# --- telemedicine ---


def ask(page, practice, key, **other):
    said = {"form_key": key(), "reason": "pink-eye", "place": "here", "pharmacy": "campus"}
    return page(practice, "video-intake", data={**said, "is_told": "on", "agrees": "on", **other})


def test_a_visit_goes_from_the_line_to_the_summary(opened, page, key, events):
    practice = opened("telemedicine")

    ask(page, practice, key)
    for step in ("wait", "join"):
        page(practice, "video-step", step=step, data={})
    page(practice, "video-after", data={"to": "clinic"})

    assert RemoteVisit.objects.for_practice(practice).get().status == "ended"
    assert [facts["to"] for facts in events(practice, "video.moved")] == ["queued", "called", "ended"]
    assert events(practice, "video.summary_sent")[0]["to"] == "clinic"


def test_the_steps_of_a_video_visit_stand_at_times_one_believes(opened, page, key, now):
    practice = opened("telemedicine")
    begun = practice.now

    ask(page, practice, key)
    for step in ("wait", "join"):
        page(practice, "video-step", step=step, data={})

    visit = RemoteVisit.objects.for_practice(practice).get()
    minutes = [(row.at_sim - begun).total_seconds() / 60 for row in visit.statuses.order_by("pk")]
    assert minutes == [0, 0, 20, 29]
    assert now(practice).now == visit.statuses.order_by("pk").last().at_sim


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reason": "chest"}, "emergency"),
        ({"reason": "cut"}, "hands"),
        ({"reason": "sleep-pills"}, "controlled"),
        ({"reason": "long-illness"}, "own-clinic"),
        ({"place": "home"}, "place"),
    ],
)
def test_what_does_not_belong_here_is_turned_away_before_the_line(opened, page, key, events, said, why):
    practice = opened("telemedicine")

    answer = ask(page, practice, key, **said)

    assert answer.status_code == 422
    assert [facts["why"] for facts in events(practice, "video.turned_away")] == [why]
    assert not RemoteVisit.objects.for_practice(practice).exists()
    assert ('href="tel:911"' in answer.content.decode().split("portal__body")[1]) is (why == "emergency")


def test_the_price_is_agreed_to_first(opened, page, key):
    practice = opened("telemedicine")

    assert ask(page, practice, key, agrees="").status_code == 422
    assert not RemoteVisit.objects.for_practice(practice).exists()


def test_one_waits_in_one_line_only(opened, page, key):
    practice = opened("telemedicine")

    for _again in range(2):
        ask(page, practice, key)

    assert RemoteVisit.objects.for_practice(practice).count() == 1


def test_every_state_of_a_video_visit_can_be_reached():
    assert MACHINE.reachable() == set(MACHINE.states)


# --- who ---


@pytest.mark.parametrize(
    ("kind", "name", "kwargs", "said"),
    [
        ("long-term", "reading-new", {"what": "pressure"}, {"first": 136, "second": 84, "context": "seated"}),
        ("long-term", "goals", {}, {"goal": "walk", "how": "one-a-day"}),
        ("laboratory", "lab-cancel", {"id": "glucose"}, {}),
        ("hospital", "stay-requests", {}, {"what": "soup"}),
        ("telemedicine", "video-step", {"step": "wait"}, {}),
        ("laboratory", "portal-sign-in", {"kind": "clinic"}, {"account": "dee"}),
    ],
)
def test_nobody_else_acts_in_a_practice(opened, page, cleo, key, now, kind, name, kwargs, said):
    practice = opened(kind)

    answer = page(practice, name, by=cleo, data={"form_key": key(), **said}, **kwargs)

    assert answer.status_code == 404
    assert now(practice).kind == kind
    assert not practice.events.exclude(kind="practice.started").exists()


def test_a_helper_has_one_portal_only(opened, page, now):
    practice = opened("clinic")
    practice.seat = "proxy"
    practice.save(update_fields=["seat"])

    assert page(practice, "portals").status_code == 403
    assert page(practice, "portal-sign-in", kind="hospital", data={"account": "stay-ruth"}).status_code == 403
    assert now(practice).kind == kinds.CLINIC


@pytest.mark.parametrize("language", ["en", "es"])
def test_sites_and_times_are_said_as_people_say_them(opened, page, language):
    form = page(opened("laboratory"), "lab-book", language=language, id="glucose").context["form"]

    said = [label for field in ("site", "hour") for _slug, label in form.fields[field].choices]
    assert "{" not in "".join(said)
    assert any("7:00" in label for label in said) and any("1:00" in label for label in said)
