"""Simulated learners in the record: results, visit notes, shots and the profile, each right and once wrong.

Each takes the `_Player` of `practicing.py`.
"""

from datetime import timedelta

from sandbox_portal.sections.health import rules as health
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.notes import rules as notes
from sandbox_portal.sections.profile import rules as profile


def wait_for_comment(play):
    """Waits for the doctor's comment on a result."""
    _plan(play, "wait")
    play.skip(3)
    _plan(play, "nothing")


def call_too_soon(play):
    """Calls about a result before the comment is there."""
    _plan(play, "call")


def _plan(play, choice):
    result = play.practice.chart.result("cholesterol")
    has_comment = bool(result.comments_at(play.practice.now))
    play.practice.log("results.planned", item=result.id, plan=choice, has_comment=has_comment)


def mark_note(play):
    """Marks what is to be done after a visit."""
    for line, kind in (("step-1", "medicine"), ("step-3", "todo"), ("step-4", "todo"), ("note-3", "ask")):
        _mark(play, line, kind)


def mark_wrong_line(play):
    """Takes the exam's words for something to do."""
    _mark(play, "note-2", "todo")


def _mark(play, line, kind):
    notes.mark(practice=play.practice, visit="blood-pressure-visit", line=line, kind=kind)


def tell_shot(play):
    """Tells of a flu shot and opens the record of shots once it is there."""
    _tell(play, place="corner")
    play.skip(3)
    play.practice.log("health.opened", part="shot-record")


def tell_shot_without_place(play):
    """Tells of a shot, and not where."""
    _tell(play, place="not-sure")


def _tell(play, place):
    on = play.practice.today - timedelta(days=3)
    said = {"kind": "vaccine", "thing": "flu", "answer": "given", "on": on, "place": place}
    health.report(practice=play.practice, form_key=play.key(), **said)


def move_house(play):
    """Changes address, phone, pharmacy and whom to call."""
    _change(play, "address", "oak-street")
    phone = _change(play, "mobile", "555-0188")
    profile.verify(change=phone, code=phone.code)
    medicines.prefer(practice=play.practice, pharmacy="corner")
    _change(play, "emergency", "joan")


def give_post_box(play):
    """Gives a post box as the new address."""
    _change(play, "address", "post-box")


def _change(play, field, value):
    made = profile.choose(practice=play.practice, form_key=play.key(), field=field, value=value)
    made.practice = play.practice
    return profile.confirm(change=made)


PLAYERS = {
    "result-wait-for-comment": wait_for_comment,
    "note-after-visit": mark_note,
    "vaccine-pharmacy-shot": tell_shot,
    "profile-moved-house": move_house,
}
MISTAKES = {
    "result-wait-for-comment": call_too_soon,
    "note-after-visit": mark_wrong_line,
    "vaccine-pharmacy-shot": tell_shot_without_place,
    "profile-moved-house": give_post_box,
}
