"""How the missions about visits are played: booked, moved, checked in to, by video; and the treasure hunt."""

import uuid
from types import SimpleNamespace

import pytest

from sandbox_portal import actions
from sandbox_portal.failures import meeting
from sandbox_portal.practice import Practice
from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.appointments import agenda, booking, changing, check_in, full, slots, waiting
from sandbox_portal.sections.appointments import signing as signatures
from sandbox_portal.sections.appointments.models import WaitListPlace
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video import bench, calls
from sandbox_portal.sections.video.models import VideoCall
from tests.sandbox_portal.scenarios.plays import makes, passes


def at(player, reference=""):
    """The visit as its page has it: the practice, the entry, and the learner's row about it."""
    practice = player.practice
    viewing = viewings.of(practice)
    entry = agenda.entry(viewing, reference) if reference else None
    row = changing.touch(practice=practice, record="patient", entry=entry) if entry else None
    return SimpleNamespace(practice=practice, viewing=viewing, entry=entry, row=row)


def free_times(practice, taken=frozenset()):
    return slots.free(practice.policy, practice.now, set(taken))


def book(player, *, kind="new-problem", way="in-person", clinician="dr-okafor", is_morning=True):
    practice = player.practice
    draft = booking.start(practice=practice, record="patient", form_key=uuid.uuid4())
    draft.practice = practice
    booking.choose_kind(booking=draft, kind=kind)
    booking.choose_way(booking=draft, way=way)
    booking.choose_clinician(booking=draft, chart=practice.chart, clinician=clinician)
    found = [m for m in free_times(practice) if (m.hour < 12) is is_morning]
    booking.choose_time(booking=draft, starts_at=found[0], taken=set())
    booking.write_reason(booking=draft, words="My hip hurts when I climb stairs, for 3 weeks.")
    return booking.submit(booking=draft, chart=practice.chart, taken=set())


@passes("visit-book-right")
def booked_and_made_ready(player):
    made = book(player)
    changing.prepare(booking=at(player, made.reference).row, questions=["How long will it hurt?"])
    player.practice.log("visits.calendar_taken", visit=made.reference)


def _books(**how):
    def play(player):
        book(player, **how)

    play.__name__ = "_".join(str(value) for value in how.values())
    return play


for _mistake, _how in (
    ("check-up-for-a-problem", {"kind": "check-up"}),
    ("follow-up-for-new", {"kind": "follow-up"}),
    ("video-for-touch", {"way": "video"}),
    ("wrong-doctor", {"clinician": "any"}),
    ("wrong-doctor", {"clinician": "dr-reyes"}),
    ("afternoon", {"is_morning": False}),
):
    makes("visit-book-right", _mistake)(_books(**_how))


@makes("visit-book-right", "by-message")
@makes("visit-move-in-time", "by-message")
def a_message(player):
    player.write("Can I have a visit?", to="front-desk", category="appointment", subject="A visit")


@makes("visit-book-right", "emergency-in-reason")
def an_emergency(player):
    player.practice.log("visits.stopped")


def move(player, reference="eye-visit"):
    visit = at(player, reference)
    later = [m for m in free_times(visit.practice) if m.date() != visit.entry.starts_at.date()]
    changing.move(booking=visit.row, starts_at=later[-1], taken=set())


def answer(player, *, takes):
    practice = player.practice
    practice.log("visits.offer_opened", visit="eye-visit")
    place = WaitListPlace.objects.for_practice(practice).latest("pk")
    place.booking.practice = practice
    waiting.answer(place=place, takes=takes, put=changing.put)


def wait_for_an_offer(player):
    waiting.join(booking=at(player, "eye-visit").row)
    player.skip(1)


@passes("visit-move-in-time")
def moved_then_earlier(player):
    move(player)
    wait_for_an_offer(player)
    answer(player, takes=True)


@makes("visit-move-in-time", "canceled")
def canceled(player):
    changing.cancel(booking=at(player, "eye-visit").row)


@makes("visit-move-in-time", "other-visit")
def the_diabetes_check(player):
    move(player, "diabetes-check")


@makes("visit-move-in-time", "too-late")
def never_moved(player):
    waiting.join(booking=at(player, "eye-visit").row)
    player.skip(10)


@makes("visit-move-in-time", "offer-ran-out")
def not_answered(player):
    move(player)
    wait_for_an_offer(player)
    player.skip(2)


@makes("visit-move-in-time", "said-no")
def kept_the_later_time(player):
    move(player)
    wait_for_an_offer(player)
    answer(player, takes=False)


ALL = {
    "details": "right",
    "insurance": "new-card",
    "medicines": "differs",
    "allergies": "right",
    "needs": "none",
    "consent": "agreed",
}


def tell(player, **said):
    visit = at(player, "diabetes-check")
    for part, each in said.items():
        check_in.answer(booking=visit.row, part=part, said=each)
    return visit


@passes("check-in-new-card")
def checked_in(player):
    check_in.finish(booking=tell(player, **ALL).row)


@makes("check-in-new-card", "old-card")
def the_old_card(player):
    tell(player, insurance="same-card")


@makes("check-in-new-card", "list-not-read")
def not_read(player):
    tell(player, medicines="as-listed")


@makes("check-in-new-card", "not-signed")
def not_signed(player):
    tell(player, consent="not-yet")


@makes("check-in-new-card", "half-a-name")
def half_a_name(player):
    with pytest.raises(NotPossible):
        signatures.sign(booking=at(player, "diabetes-check").row, typed="Ruth", name="Ruth Alvarez")


@makes("check-in-new-card", "half-done")
def half_done(player):
    tell(player, insurance="new-card")
    player.skip(1)


@makes("check-in-new-card", "too-late")
def too_late(player):
    player.skip(3)


def mend(player, fault, step):
    bench.attempt(practice=player.practice, fault=fault, step=step)


def room(player):
    practice = Practice.objects.for_learner(player.learner).get(key=player.key)
    call = VideoCall.objects.for_practice(practice).get()
    call.booking.practice = practice
    return call


def mended(player):
    mend(player, "camera-blocked", "allow")
    mend(player, "no-sound", "sound-on")


def join(player, place="quiet-room"):
    mended(player)
    return calls.join(booking=room(player).booking, place=place)


def wait(player, times):
    for _ in range(times):
        actions.pass_minutes(practice=player.practice, minutes=5)


def act(player, what):
    calls.act(call=room(player), what=what)


def until_it_rings(player):
    join(player)
    wait(player, 6)


@passes("video-visit-fixed")
def on_by_phone(player):
    until_it_rings(player)
    act(player, "take-call")
    act(player, "end")
    player.skip(1)
    assert room(player).status == "summary"
    player.practice.log("room.summary_opened", visit=room(player).booking.reference)


@makes("video-visit-fixed", "guessed")
def the_lamp(player):
    mend(player, "camera-blocked", "new-phone")


@makes("video-visit-fixed", "from-the-car")
def in_the_car(player):
    join(player, "car")


@makes("video-visit-fixed", "in-public")
def in_a_cafe(player):
    join(player, "cafe")


@makes("video-visit-fixed", "left-the-room")
def left(player):
    join(player)
    act(player, "leave")


@makes("video-visit-fixed", "did-not-answer")
def let_it_ring(player):
    until_it_rings(player)
    act(player, "let-ring")


@makes("video-visit-fixed", "gave-up")
def gave_up(player):
    until_it_rings(player)
    act(player, "give-up")


@makes("video-visit-fixed", "too-late")
def not_there(player):
    player.skip(1)


FINDS = (
    ("appointments.opened", {"item": "diabetes-check"}),
    ("results.opened", {"item": "cholesterol"}),
    ("medicines.opened", {"medicine": "metformin"}),
    ("notes.opened", {"item": "knee-visit"}),
    ("messages.opened", {"thread": "bill-question", "has_new_answer": False}),
    ("bills.opened", {"item": "eye", "state": "due"}),
)


@passes("treasure-hunt")
def all_six(player):
    for kind, facts in FINDS:
        player.practice.log(kind, **facts)


@makes("treasure-hunt", "asked-instead")
def asked(player):
    player.write("Where is my cholesterol result?", to="front-desk", category="technical", subject="Help")


@makes("treasure-hunt", "called-instead")
def called(player):
    player.call("other")


@makes("treasure-hunt", "canceled-visit")
def the_canceled_one(player):
    player.practice.log("appointments.opened", item="eye-visit-old")


@makes("treasure-hunt", "old-result")
def an_old_result(player):
    player.practice.log("results.opened", item="a1c-3")


@makes("treasure-hunt", "paid-by-accident")
def paid_it(player):
    player.practice.log("bills.paid", item="eye", cents=1000)


# --- no time is left ---


def find_none(player, *, kind="follow-up", clinician="dr-okafor"):
    """Goes as far as the page of times, where the failure stands; returns the draft and the failure."""
    practice = player.practice
    draft = booking.start(practice=practice, record="patient", form_key=uuid.uuid4())
    draft.practice = practice
    booking.choose_kind(booking=draft, kind=kind)
    booking.choose_way(booking=draft, way="in-person")
    booking.choose_clinician(booking=draft, chart=practice.chart, clinician=clinician)
    request = SimpleNamespace(method="GET", path="/when/")
    return draft, full.standing(request, practice, is_full=False)


def wait_in_line(player, **wanted):
    draft, failure = find_none(player, **wanted)
    meeting.act(failure=failure, slug="wait-list")
    draft.refresh_from_db()
    draft.practice = player.practice
    booking.write_reason(booking=draft, words="My blood pressure, as Dr. Okafor asked.")
    return booking.submit(booking=draft, chart=player.practice.chart, taken=set())


@passes("visit-no-times")
def on_the_wait_list(player):
    made = wait_in_line(player)
    player.skip(player.practice.policy.visits.answer_business_days)
    player.practice.log("visits.calendar_taken", visit=made.reference)


def _tries(act):
    def play(player):
        _draft, failure = find_none(player)
        meeting.act(failure=failure, slug=act)
        assert find_none(player)[1] is not None

    play.__name__ = act.replace("-", "_")
    return play


makes("visit-no-times", "gave-up")(_tries("give-up"))
makes("visit-no-times", "other-kind")(_tries("wrong-kind"))


@makes("visit-no-times", "not-a-follow-up")
def a_check_up(player):
    wait_in_line(player, kind="check-up")


@makes("visit-no-times", "another-doctor")
def the_eye_doctor(player):
    wait_in_line(player, clinician="dr-reyes")


@makes("visit-no-times", "by-message")
def a_letter_about_it(player):
    a_message(player)
