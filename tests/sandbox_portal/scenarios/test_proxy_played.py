"""The two tasks about access for someone else, played to a pass and to each of their named mistakes."""

import uuid
from datetime import date

import pytest

from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy


def test_both_seats_played_pass(play):
    player = play("proxy-invite-son")
    player.invite()
    player.sit("proxy")
    player.accept()
    player.skip(5)
    helper.open_record(grant=player.grant)
    player.open_medicine("lisinopril")

    assert player.run.state == "passed"
    assert player.mistakes == []


def test_one_seat_alone_does_not_pass(play):
    player = play("proxy-invite-son")
    player.invite()
    player.skip(5)
    player.open_medicine("lisinopril")

    assert player.passed == ["invited"]


@pytest.mark.parametrize(("level", "mistake"), [("results-notes", "too-much"), ("schedule", "too-little")])
def test_another_level_than_ruth_wants_ends_the_attempt(play, level, mistake):
    player = play("proxy-invite-son")

    player.invite(level)

    assert player.mistakes == [mistake]
    assert player.run.state == "failed"


@pytest.mark.parametrize("slug", ["proxy-invite-son", "proxy-limit-and-end"])
def test_giving_away_the_password_ends_the_attempt(play, slug):
    player = play(slug)

    proxy.give_password(practice=player.practice)

    assert player.mistakes == ["gave-password"]
    assert player.run.state == "failed"


def test_using_the_password_ends_the_attempt(play):
    player = play("proxy-invite-son")
    player.sit("proxy")

    helper.use_password(practice=player.practice)

    assert player.mistakes == ["used-password"]
    assert player.run.state == "failed"


@pytest.mark.parametrize("typed", [{"code": "XXXX-0000"}, {"birthday": date(1980, 1, 2)}])
def test_a_wrong_code_or_birth_date_is_a_mistake_that_can_be_mended(play, typed):
    player = play("proxy-invite-son")
    player.invite()
    player.sit("proxy")

    with pytest.raises(helper.WrongCode):
        player.accept(**typed)

    assert player.mistakes == ["wrong-code"]
    assert player.run.state == "open"


def test_a_code_that_ran_out_is_a_mistake(play):
    player = play("proxy-invite-son")
    player.invite()

    player.skip(15)

    assert "code-ran-out" in player.mistakes


def test_a_bank_paper_is_a_mistake(play):
    player = play("proxy-invite-son")
    player.sit("proxy")
    grant = helper.ask(practice=player.practice, form_key=uuid.uuid4(), way="papers")

    helper.hand_in(grant=grant, paper="bank-power")

    assert player.mistakes == ["wrong-paper"]


# --- lower and end ---


def test_looking_lowering_waiting_and_ending_pass(play):
    player = play("proxy-limit-and-end")
    player.practice.log("proxy.activity_opened", request=player.grant.pk)
    proxy.change_level(grant=player.grant, level="schedule")
    player.skip(10)
    proxy.end(grant=player.grant)

    assert player.run.state == "passed"
    assert player.mistakes == []


def test_ending_at_once_ends_the_attempt(play):
    player = play("proxy-limit-and-end")

    proxy.end(grant=player.grant)

    assert player.mistakes == ["ended-too-early"]
    assert player.run.state == "failed"


def test_lowering_a_little_is_a_mistake_that_can_be_mended(play):
    player = play("proxy-limit-and-end")

    proxy.change_level(grant=player.grant, level="medicines-messages")
    assert player.mistakes == ["still-too-much"]
    proxy.change_level(grant=player.grant, level="schedule")

    assert player.passed == ["lowered"]


def test_forgetting_to_end_it_is_a_mistake(play):
    player = play("proxy-limit-and-end")
    proxy.change_level(grant=player.grant, level="schedule")
    player.skip(10)

    player.skip(5)

    assert player.mistakes == ["never-ended"]
