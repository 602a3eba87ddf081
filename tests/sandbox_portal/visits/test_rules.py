"""Visits on the practice clock: late and in time, the wait list, being over, and the video call."""

import uuid
from datetime import date, timedelta

import pytest

from lms import calendar_file
from lms.organisations.policy import Policy
from sandbox_portal import actions, practice_days, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.appointments import agenda, booking, changing, slots, states, waiting
from sandbox_portal.sections.appointments.models import Booking, WaitListPlace
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video import bench, calls
from sandbox_portal.sections.video import openings as video
from sandbox_portal.sections.video import states as video_states
from sandbox_portal.sections.video.models import VideoCall

pytestmark = pytest.mark.django_db
WORDS = {"reason": {"en": "My blood pressure", "es": "Mi presión"}}


def touched(practice, reference="eye-visit"):
    viewing = viewings.of(practice)
    return changing.touch(practice=practice, record="patient", entry=agenda.entry(viewing, reference))


@pytest.mark.parametrize(
    "machine",
    [states.MACHINE, states.WAITING_MACHINE, states.CHECK_IN_MACHINE, video_states.MACHINE],
)
def test_every_state_can_be_reached(machine):
    assert machine.reachable() == set(machine.states)


def test_times_come_from_the_policy_and_skip_days_off():
    visits = {"times": ["mon 09:00", "thu 16:30"], "first_free_business_days": 0}
    policy = Policy.model_validate({"visits": visits, "holidays": ["11-26"]})
    now = practice_moment(2026, 11, 23)

    found = slots.free(policy, now, set())

    assert [(m.weekday(), m.hour, m.minute) for m in found[:3]] == [(0, 9, 0), (0, 9, 0), (3, 16, 30)]
    assert not [m for m in found if (m.month, m.day) == (11, 26)]


@pytest.mark.parametrize("day", [(2026, 11, 26), (2026, 12, 25), (2027, 1, 18), (2027, 5, 31), (2027, 9, 6)])
def test_a_clinic_that_says_nothing_is_closed_on_public_holidays_and_weekends(day):
    now = practice_moment(*day)

    found = {m.date() for m in slots.every(Policy(), now, now + timedelta(days=7))}

    assert now.date() not in found
    assert found and all(one.weekday() < 5 for one in found)


def practice_moment(year, month, day):
    return practice_days.at_hour(date(year, month, day), 8)


@pytest.mark.parametrize("bad", ["monday 9", "mon 9:00", "sat 09:00", "mon 25:00", "mon"])
def test_a_time_that_is_none_is_refused_by_the_pack(bad):
    with pytest.raises(ValueError, match="day and hour"):
        Policy.model_validate({"visits": {"times": [bad]}})


def test_a_visit_of_the_record_is_touched_once(practice):
    assert touched(practice).pk == touched(practice).pk
    assert Booking.objects.count() == 1


def test_canceling_within_the_notice_is_late(practice, now):
    row = touched(practice)
    actions.go_to(practice=now(), moment=row.starts_at - timedelta(hours=23))
    row.practice = now()

    changing.cancel(booking=row)

    assert row.status == "late-cancelled"


def test_canceling_before_the_notice_is_in_time(practice, events):
    changing.cancel(booking=touched(practice))

    assert events("visits.cancelled") == [{"visit": "eye-visit", "is_late": False, "is_request": False}]


def test_a_time_that_is_not_free_is_refused(practice):
    row = touched(practice)
    with pytest.raises(NotPossible, match="not-free"):
        changing.move(booking=row, starts_at=row.starts_at + timedelta(minutes=7), taken=set())


def test_a_visit_is_done_when_its_time_is_past(practice, now):
    row = touched(practice)
    actions.go_to(practice=now(), moment=row.ends_at + timedelta(hours=1))

    assert Booking.objects.get().status == "fulfilled"


def test_a_moved_visit_is_not_over_at_its_old_time(practice, now):
    row = touched(practice)
    old = row.ends_at
    later = [m for m in slots.free(practice.policy, practice.now, set()) if m > old + timedelta(days=2)][0]
    changing.move(booking=row, starts_at=later, taken=set())

    actions.go_to(practice=now(), moment=old + timedelta(hours=1))

    assert Booking.objects.get().status == "moved"


def offered(practice, now):
    place = waiting.join(booking=touched(practice))
    actions.skip_ahead(practice=now(), business_days=1)
    place = WaitListPlace.objects.for_practice(now()).get(pk=place.pk)
    place.booking.practice = now()
    return place


def test_the_wait_list_offers_an_earlier_time_and_taking_it_gives_the_old_one_away(practice, now):
    old = touched(practice).starts_at
    place = offered(practice, now)
    assert place.status == "offered"
    assert place.offered_at < old

    waiting.answer(place=place, takes=True, put=changing.put)

    assert Booking.objects.get().starts_at == place.offered_at


def test_an_offer_runs_out_on_the_practice_clock(practice, now):
    place = offered(practice, now)
    old = Booking.objects.get().starts_at

    actions.skip_ahead(practice=now(), business_days=2)

    place.refresh_from_db()
    assert place.status == "expired"
    assert Booking.objects.get().starts_at == old
    place.booking.practice = now()
    with pytest.raises(NotPossible, match="no-offer"):
        waiting.answer(place=place, takes=True, put=changing.put)


def test_joining_the_wait_list_twice_makes_one_place(practice):
    row = touched(practice)
    assert waiting.join(booking=row) == waiting.join(booking=row)


def test_a_canceled_visit_gets_no_offer(practice, now):
    row = touched(practice)
    waiting.join(booking=row)
    changing.cancel(booking=row)

    actions.skip_ahead(practice=now(), business_days=1)

    assert WaitListPlace.objects.get().status == "left"


def test_a_draft_is_gone_on_with_and_not_made_twice(practice):
    first = booking.start(practice=practice, record="patient", form_key=uuid.uuid4())
    again = booking.start(practice=practice, record="patient", form_key=uuid.uuid4())

    assert first.pk == again.pk


def test_a_calendar_line_is_folded_between_letters():
    folded = calendar_file._folded("LOCATION:" + "ñ" * 100)

    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == "LOCATION:" + "ñ" * 100 + "\r\n"


# --- video ---


def room(practice, **how):
    how = {"clinician": "dr-okafor", "minutes": 15} | how
    row = video.visit_today(practice, words=WORDS, **how)
    return Booking.objects.select_related("check_in").get(pk=row.pk)


def joined(practice, **how):
    row = room(practice, **how)
    row.practice = practice
    return calls.join(booking=row, place="quiet-room")


def fresh(now):
    call = VideoCall.objects.select_related("booking").get()
    call.booking.practice = now()
    return call


def pass_time(now, times):
    for _ in range(times):
        actions.pass_minutes(practice=now(), minutes=5)


def test_a_fault_that_blocks_keeps_one_out_until_it_is_mended(practice, events):
    call, hurdle = joined(practice, first="camera-blocked")
    assert (call.status, hurdle) == ("ready", "camera-blocked")
    assert events("room.join_refused")[-1]["reason"] == "camera-blocked"

    bench.attempt(practice=practice, fault="camera-blocked", step="allow")

    assert calls.join(booking=call.booking, place="quiet-room")[0].status == "waiting"


def test_the_doctor_comes_a_little_after_the_time(practice, now):
    joined(practice)
    assert fresh(now).status == "waiting"

    pass_time(now, 4)

    assert fresh(now).status == "connected"


def test_a_good_connection_lasts_to_the_end_and_brings_a_summary(practice, now):
    joined(practice)
    pass_time(now, 5)
    calls.act(call=fresh(now), what="end")
    assert fresh(now).booking.status == "fulfilled"

    actions.skip_ahead(practice=now(), business_days=1)

    assert fresh(now).status == "summary"


def test_a_slow_network_breaks_off_and_the_clinic_calls(practice, now):
    joined(practice, first="slow-network")
    pass_time(now, 5)
    assert fresh(now).status == "dropped"

    pass_time(now, 1)
    assert fresh(now).status == "ringing"
    calls.act(call=fresh(now), what="take-call")

    assert fresh(now).status == "by-phone"


def test_once_the_network_is_mended_joining_once_more_helps(practice, now):
    joined(practice, first="slow-network")
    pass_time(now, 5)
    bench.attempt(practice=now(), fault="slow-network", step="closer")

    calls.act(call=fresh(now), what="retry")

    assert fresh(now).status == "connected"


def test_who_does_not_come_has_missed_the_visit(practice, now):
    room(practice)
    actions.skip_ahead(practice=now(), business_days=1)

    assert fresh(now).status == "missed"
    assert fresh(now).booking.status == "noshow"


def test_what_cannot_be_done_now_is_refused(practice, now):
    joined(practice)
    with pytest.raises(NotPossible, match="not-now"):
        calls.act(call=fresh(now), what="take-call")


def test_every_fault_has_one_right_step_and_a_word_for_each_wrong_one():
    for fault in bench.every().values():
        right = [step for step in fault.steps.values() if step.is_right]
        assert len(right) == 1, fault.slug
        for step in fault.steps.values():
            assert step.is_right or (step.says.in_language("en") and step.says.in_language("es"))


def test_status_rows_are_written_once(practice):
    row = touched(practice).statuses.first()
    with pytest.raises(transitions.Immutable):
        row.save()


def test_the_practice_goes_with_all_that_was_done_in_it(practice):
    joined(practice, first="slow-network")
    Practice.objects.get(pk=practice.pk).delete()

    assert not Booking.objects.exists()
    assert not VideoCall.objects.exists()


def alerts_of(practice):
    return list(Alert.objects.filter(practice=practice, kind="visit").values_list("item", flat=True))


def test_a_canceled_visit_is_not_reminded_of(practice, now):
    changing.cancel(booking=touched(practice))
    actions.skip_ahead(practice=now(), days=8)

    assert "eye-visit" not in alerts_of(practice)


def test_a_moved_visit_is_reminded_of_before_its_new_time(practice, now):
    row = touched(practice)
    old = row.starts_at
    later = [m for m in slots.free(practice.policy, practice.now, set()) if m > old + timedelta(days=5)][0]
    changing.move(booking=row, starts_at=later, taken=set())

    actions.go_to(practice=now(), moment=old)
    assert "eye-visit" not in alerts_of(practice)

    actions.go_to(practice=now(), moment=later - timedelta(hours=1))
    assert "eye-visit" in alerts_of(practice)


def test_an_offer_is_told_on_the_pretend_phone_or_mailbox(practice, now):
    offered(practice, now)

    assert "eye-visit" in alerts_of(practice)
