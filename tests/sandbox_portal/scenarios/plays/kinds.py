"""How the missions of the other kinds of portal are played: home readings, two portals, going home, video."""

import uuid
from decimal import Decimal

from sandbox_portal import actions
from sandbox_portal.sections.hospital import rules as hospital
from sandbox_portal.sections.hospital import showing as stay
from sandbox_portal.sections.laboratory import rules as laboratory
from sandbox_portal.sections.laboratory import shelf as lab_shelf
from sandbox_portal.sections.long_term import bands
from sandbox_portal.sections.long_term import rules as long_term
from sandbox_portal.sections.long_term.models import What
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.telemedicine import rules as video
from sandbox_portal.sections.telemedicine.models import RemoteVisit
from sandbox_portal.sections.viewing import of as viewing_of
from tests.sandbox_portal.scenarios.plays import makes, passes

QUESTION = "Can you tell me what to do about my blood pressure? It is high today, 192 over 118."


# --- home readings ---


def note(player, first, second=None, *, what=What.PRESSURE, context="seated"):
    first, second = Decimal(first), second and Decimal(second)
    slip = bands.slip(what, first, second)
    practice = player.practice
    if slip:
        return practice.log("readings.refused", what=what.value, reason=slip)
    return long_term.note(
        practice=practice, form_key=uuid.uuid4(), what=what, first=first, second=second, context=context
    )


def trend(player, answer):
    is_right = answer == "better"
    player.practice.log("readings.trend_answered", what="pressure", answer=answer, is_right=is_right)


def goal(player, how="one-a-day"):
    long_term.choose_goal(practice=player.practice, form_key=uuid.uuid4(), goal="walk", how=how)


@passes("readings-and-goal")
def both_readings(player):
    note(player, 136, 84)
    note(player, 128, what=What.SUGAR, context="fasting")
    trend(player, "better")
    goal(player)


@makes("readings-and-goal", "unit-mix")
def millimoles(player):
    note(player, "7.1", what=What.SUGAR, context="fasting")


@makes("readings-and-goal", "swapped")
def the_small_one_first(player):
    note(player, 84, 136)


@makes("readings-and-goal", "not-rested")
@makes("reading-crisis", "not-rested")
def in_a_hurry(player):
    note(player, 151, 92, context="rushed")


@makes("readings-and-goal", "not-yours")
def all_of_the_cuff(player):
    chosen = ["cuff-1", "cuff-2", "cuff-3"]
    long_term.sync(practice=player.practice, form_key=uuid.uuid4(), chosen=chosen)


@makes("readings-and-goal", "good-day-only")
def the_better_one(player):
    long_term.sync(practice=player.practice, form_key=uuid.uuid4(), chosen=["cuff-2"])


@makes("readings-and-goal", "trend-misread")
def it_gets_worse(player):
    trend(player, "worse")


@makes("readings-and-goal", "too-big")
def never_a_day_left_out(player):
    goal(player, how="every-day")


def two_high_ones(player):
    note(player, 192, 118)
    note(player, 190, 116)


def call(player, who, *, has_signs):
    long_term.call(practice=player.practice, who=who, has_signs=has_signs)


@passes("reading-crisis")
def twice_then_called(player):
    two_high_ones(player)
    call(player, "emergency", has_signs=True)


@makes("reading-crisis", "by-message")
def written(player):
    note(player, 192, 118)
    player.write(QUESTION, to="coach", category="medical", subject="My blood pressure")


@makes("reading-crisis", "waited")
def tomorrow(player):
    note(player, 192, 118)
    player.skip(1)


@makes("reading-crisis", "nurse-first")
def to_the_nurse(player):
    two_high_ones(player)
    call(player, "nurse", has_signs=True)


@makes("reading-crisis", "sign-left-out")
def no_signs(player):
    two_high_ones(player)
    call(player, "nurse", has_signs=False)


# --- two portals ---


def merge(player, slug, answer):
    puzzle = next(each for each in lab_shelf.PUZZLES if each.slug == slug)
    laboratory.merge(practice=player.practice, puzzle=puzzle, answer=answer)


def book(player, hour, site="harbor"):
    practice = player.practice
    day = laboratory.days(practice)[0]
    return laboratory.book(
        practice=practice, form_key=uuid.uuid4(), item="glucose", site=site, day=day, hour=hour
    )


def share(player, to):
    laboratory.share(practice=player.practice, item="lab-thyroid", to=to)


@passes("lab-two-portals")
def there_and_back(player):
    actions.change_portal(practice=player.practice, to="clinic")
    for slug, answer in (("comment", "clinic"), ("newest", "lab"), ("only", "lab")):
        merge(player, slug, answer)
    actions.change_portal(practice=player.practice, to="laboratory")
    share(player, "clinic")
    book(player, 7)


@makes("lab-two-portals", "wrong-account")
def with_the_labs_name(player):
    player.practice.log("portal.sign_in_tried", to="clinic", is_right=False)


@makes("lab-two-portals", "comment-at-lab")
def the_lab_comments(player):
    merge(player, "comment", "lab")


@makes("lab-two-portals", "old-number")
def the_first_count(player):
    merge(player, "newest", "clinic")


@makes("lab-two-portals", "not-at-clinic")
def in_both(player):
    merge(player, "only", "both")


@makes("lab-two-portals", "shared-too-wide")
def an_open_link(player):
    share(player, "public")


@makes("lab-two-portals", "fasting-late")
def in_the_afternoon(player):
    book(player, 13)


@makes("lab-two-portals", "paid-too-soon")
def paid(player):
    player.practice.log("lab.bill_decided", answer="pay")


# --- going home ---


def tell(player, slug, answer):
    practice = player.practice
    question = next(each for each in stay.questions(viewing_of(practice)) if each["slug"] == slug)
    right = question["rights"][0]
    hospital.tell_back(practice=practice, question=question, answer=answer or right)


@passes("hospital-going-home")
def all_said_back(player):
    player.practice.log("stay.opened", part="medicines")
    for slug in ("new", "stopped", "changed", "follow-up", "worse"):
        tell(player, slug, None)
    player.practice.log("stay.papers_kept", how="sent")


@makes("hospital-going-home", "new-mixed-up")
def metformin_is_new(player):
    tell(player, "new", "metformin")


@makes("hospital-going-home", "stop-mixed-up")
def stop_the_new_one(player):
    tell(player, "stopped", "doxycycline")


@makes("hospital-going-home", "dose-mixed-up")
def metformin_changed(player):
    tell(player, "changed", "metformin")


@makes("hospital-going-home", "wrong-day")
def too_early(player):
    question = next(q for q in stay.questions(viewing_of(player.practice)) if q["slug"] == "follow-up")
    tell(player, "follow-up", question["choices"][2][0])


@makes("hospital-going-home", "waits-when-worse")
def writes(player):
    tell(player, "worse", "message")


@makes("hospital-going-home", "nurse-by-list")
def pain_by_list(player):
    assert hospital.ask(practice=player.practice, form_key=uuid.uuid4(), what="pain") is None


@makes("hospital-going-home", "papers-left")
def papers_left(player):
    player.practice.log("stay.papers_kept", how="left")


# --- a video visit ---


def ask(player, **other):
    said = {"reason": "pink-eye", "place": "here", "pharmacy": "campus", "is_told": True} | other
    practice = player.practice
    try:
        return video.ask(practice=practice, form_key=uuid.uuid4(), **said)
    except NotPossible as refusal:
        return video.turn_away(practice=practice, reason=said["reason"], why=refusal.reason)


def visit_of(player):
    visit = RemoteVisit.objects.for_practice(player.practice).first()
    visit.practice = player.practice
    return visit


@passes("video-from-home")
def seen_and_sent(player):
    player.practice.log("video.limits_opened")
    ask(player)
    video.wait(visit=visit_of(player))
    video.talk(visit=visit_of(player))
    visit = visit_of(player)
    player.practice.log("video.summary_opened", visit=visit.pk)
    video.send_summary(practice=player.practice, visit=visit, to="clinic")


@makes("video-from-home", "emergency-by-video")
def chest(player):
    ask(player, reason="chest")


@makes("video-from-home", "pills-by-video")
def pills(player):
    ask(player, reason="sleep-pills")


@makes("video-from-home", "needs-hands")
def a_cut(player):
    ask(player, reason="cut")


@makes("video-from-home", "wrong-state")
def from_home(player):
    ask(player, place="home")


@makes("video-from-home", "allergy-not-told")
def untold(player):
    ask(player, is_told=False)


@makes("video-from-home", "far-pharmacy")
def far_away(player):
    ask(player, pharmacy="corner")


@makes("video-from-home", "left-the-line")
def left(player):
    ask(player)
    video.leave(visit=visit_of(player))


@makes("video-from-home", "clinic-not-told")
def kept(player):
    ask(player)
    video.wait(visit=visit_of(player))
    video.talk(visit=visit_of(player))
    video.send_summary(practice=player.practice, visit=visit_of(player), to="nobody")
