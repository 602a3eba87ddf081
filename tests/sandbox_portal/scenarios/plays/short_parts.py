"""How the short missions about a letter, what is due, and the doses of the day are played."""

import uuid

from sandbox_portal.sections.documents import rules as documents
from sandbox_portal.sections.health import rules as health
from tests.sandbox_portal.scenarios.plays import makes, passes


def ask_letter(player, kind="work"):
    return documents.ask_letter(practice=player.practice, form_key=uuid.uuid4(), kind=kind)


@passes("letter-for-work")
def asked_and_read(player):
    made = ask_letter(player)
    player.skip(3)
    made.refresh_from_db()
    assert made.status == "ready"
    player.practice.log("documents.opened", item="letter-work")


@makes("letter-for-work", "other-letter")
def the_shots(player):
    ask_letter(player, "school")


@makes("letter-for-work", "by-message")
def a_message_for_a_letter(player):
    player.write("Can you write a note for my boss?", to="front-desk", category="form", subject="A note")


@makes("letter-for-work", "too-late")
def nobody_was_asked(player):
    player.skip(3)


def mark(player, reminder, what):
    assert reminder in {each.id for each in player.practice.chart.reminders}
    health.mark(practice=player.practice, reminder=reminder, what=what)


@passes("reminders-later")
def shot_done_and_eyes_later(player):
    mark(player, "flu-due", "done")
    mark(player, "eye-check-due", "snoozed")


@makes("reminders-later", "eyes-done")
def eyes_done(player):
    mark(player, "eye-check-due", "done")


@makes("reminders-later", "shot-later")
def shot_later(player):
    mark(player, "flu-due", "snoozed")


@makes("reminders-later", "foot-away")
def foot_away(player):
    mark(player, "foot-check-due", "snoozed")


def dose(player, medicine, answer):
    assert player.practice.chart.medication(medicine).status == "active"
    player.practice.log("doses.checked", item=medicine, answer=answer)


def tick(player, step):
    visit, _dash, number = step.rpartition("-")
    assert len(player.practice.chart.visit(visit).next_steps) >= int(number)
    player.practice.log("plan.ticked", item=step, is_done=True)


@passes("doses-and-plan")
def as_it_was(player):
    dose(player, "lisinopril", "taken")
    dose(player, "metformin", "missed")
    tick(player, "program-start-2")


@makes("doses-and-plan", "made-nicer")
def all_taken(player):
    dose(player, "metformin", "taken")


@makes("doses-and-plan", "stopped-for-missed")
def said_stopped(player):
    dose(player, "metformin", "stopped")


@makes("doses-and-plan", "ticked-too-much")
def one_more_tick(player):
    tick(player, "program-start-3")
