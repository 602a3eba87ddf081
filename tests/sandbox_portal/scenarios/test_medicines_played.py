"""The two medicine tasks, played to a pass and to each of their named mistakes."""

import pytest


def test_a_refill_in_time_passes(play):
    player = play("refill-in-time")
    player.ask("lisinopril", pharmacy="corner")
    player.skip(3)
    player.follow("lisinopril")

    assert player.run.state == "passed"
    assert player.mistakes == []


def test_sent_is_not_ready(play):
    player = play("refill-in-time")
    player.ask("lisinopril", pharmacy="corner")
    player.follow("lisinopril")

    assert player.passed == ["asked"]


@pytest.mark.parametrize(
    ("how", "mistake"),
    [
        ({"pharmacy": "main-street"}, "closed-pharmacy"),
        ({"pharmacy": "lakeside-mail"}, "mail-too-slow"),
        ({"pharmacy": "corner", "kind": "renewal"}, "renewal-instead"),
    ],
)
def test_a_wrong_refill_ends_the_attempt(play, how, mistake):
    player = play("refill-in-time")

    player.ask("lisinopril", **how)

    assert player.mistakes == [mistake]
    assert player.run.state == "failed"


def test_waiting_until_the_pills_run_out_ends_the_attempt(play):
    player = play("refill-in-time")

    player.skip(3)

    assert player.mistakes == ["ran-out"]
    assert player.run.state == "failed"


def test_asking_too_soon_is_a_mistake_that_can_be_mended(play):
    player = play("refill-in-time")

    assert player.is_refused("eye-drops")

    assert player.mistakes == ["too-soon"]
    assert player.run.state == "open"


def test_another_medicine_is_a_mistake(play):
    player = play("refill-in-time")

    player.ask("metformin", kind="renewal")

    assert player.mistakes == ["other-medicine"]


def test_a_symptom_in_the_note_is_a_mistake(play):
    player = play("refill-in-time")

    player.practice.log("refills.stopped")

    assert player.mistakes == ["symptom-in-note"]


def test_leaving_it_at_the_pharmacy_is_a_mistake(play):
    player = play("refill-in-time")
    player.ask("lisinopril", pharmacy="corner")
    player.skip(3)

    player.skip(5)

    assert player.mistakes == ["ready-not-seen"]


# --- refill, renewal, wait or call ---


def test_the_right_act_for_each_medicine_passes(play):
    player = play("refill-or-renewal")
    player.ask("lisinopril")
    player.ask("metformin", kind="renewal")
    player.call("medicine", "oxycodone")
    player.open_medicine("eye-drops")
    player.skip(3)
    player.follow("metformin")

    assert player.run.state == "passed"
    assert player.mistakes == []


def test_one_medicine_left_out_does_not_pass(play):
    player = play("refill-or-renewal")
    player.ask("lisinopril")
    player.ask("metformin", kind="renewal")
    player.call("medicine", "oxycodone")
    player.skip(3)
    player.follow("metformin")

    assert player.run.state == "open"


@pytest.mark.parametrize(
    ("medicine", "mistake"),
    [
        ("metformin", "refill-without-refills"),
        ("eye-drops", "eye-drops-too-soon"),
        ("oxycodone", "controlled-in-portal"),
    ],
)
def test_what_the_portal_refuses_is_a_mistake_that_can_be_mended(play, medicine, mistake):
    player = play("refill-or-renewal")

    assert player.is_refused(medicine)

    assert player.mistakes == [mistake]
    assert player.run.state == "open"


def test_a_call_that_is_not_needed_is_a_mistake(play):
    player = play("refill-or-renewal")

    player.call("medicine", "lisinopril")

    assert player.mistakes == ["call-not-needed"]
    assert "oxycodone-call" not in player.passed


def test_a_renewal_where_refills_are_left_ends_the_attempt(play):
    player = play("refill-or-renewal")

    player.ask("lisinopril", kind="renewal")

    assert player.mistakes == ["renewal-with-refills"]
    assert player.run.state == "failed"


def test_asking_for_oxycodone_by_message_ends_the_attempt(play):
    player = play("refill-or-renewal")

    player.write("Can you renew my Oxycodone 5 mg?", category="refill", subject="Knee")

    assert "controlled-by-message" in player.mistakes
    assert player.run.state == "failed"


def test_letting_lisinopril_run_out_ends_the_attempt(play):
    player = play("refill-or-renewal")

    player.skip(5)

    assert player.mistakes == ["ran-out"]


def test_a_symptom_in_the_note_is_a_mistake_here_too(play):
    player = play("refill-or-renewal")

    player.practice.log("refills.stopped")

    assert player.mistakes == ["symptom-in-note"]
