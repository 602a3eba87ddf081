"""How the mission after a hospital stay is played, and the one with asthma numbers from home."""

from sandbox_portal.sections.hospital import survey
from sandbox_portal.sections.long_term.models import What
from tests.sandbox_portal.scenarios.plays import makes, passes
from tests.sandbox_portal.scenarios.plays.kinds import note

STAY, BREATH = "hospital-after-stay", "reading-breath"


def go_home(player):
    survey.leave(practice=player.practice)


def answer(player):
    survey.answer(survey=survey.of(player.practice), answers={"told": "always"}, note="")


@passes(STAY)
def called_then_answered(player):
    go_home(player)
    player.practice.log("stay.todo_ticked", item="stopped-ibuprofen", is_done=True)
    player.skip(3)
    survey.call(practice=player.practice, who="nurse")
    answer(player)


@makes(STAY, "told-the-survey")
def told_the_survey(player):
    player.practice.log("stay.survey_stopped")


@makes(STAY, "survey-first")
def answered_first(player):
    go_home(player)
    player.skip(3)
    answer(player)


@makes(STAY, "fever-waited")
def waited_a_week(player):
    go_home(player)
    player.skip(6)


def night(player, first=2):
    note(player, first, what=What.SYMPTOMS, context="night")


def course(player, said):
    facts = {"item": "peak-flow", "what": "peak-flow", "answer": said, "is_right": said == "worse"}
    player.practice.log("readings.trend_answered", **facts)


@passes(BREATH)
def wrote_it_down_and_told(player):
    note(player, 400, what=What.PEAK_FLOW, context="best-of-3")
    note(player, 96, what=What.OXYGEN, context="at-rest")
    night(player)
    course(player, "worse")
    words = "Should I change my inhaler plan? My peak flow fell from 505 to 400 since Tuesday, with a cold."
    player.write(words, to="coach", subject="Peak flow is lower")


@makes(BREATH, "one-blow")
def one_blow(player):
    note(player, 380, what=What.PEAK_FLOW, context="one-blow")


@makes(BREATH, "unit-mix")
def liters_a_second(player):
    note(player, "6.7", what=What.PEAK_FLOW, context="best-of-3")


@makes(BREATH, "moving")
def after_the_stairs(player):
    note(player, 94, what=What.OXYGEN, context="moving")


@makes(BREATH, "only-good")
def left_it_out(player):
    note(player, 0, what=What.SYMPTOMS, context="none")


@makes(BREATH, "trend-misread")
def it_stays_the_same(player):
    course(player, "same")


@makes(BREATH, "waited")
def waited_for_somebody(player):
    player.skip(1)
