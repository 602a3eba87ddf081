"""The two message tasks, played to a pass and to each of their named mistakes."""

import pytest

from tests.sandbox_portal.scenarios.playing import words_of_the_worked_example

CLEAR = {
    "en": "Can Lisinopril cause a dry cough? I have had a cough for 2 weeks, mostly at night. I take "
    "Lisinopril 10 mg each morning. I tried tea with honey. It is not urgent.",
    "es": "¿Puede el Lisinopril causar tos seca? Tengo tos desde hace 2 semanas, sobre todo de noche. Tomo "
    "Lisinopril 10 mg cada mañana. Probé té con miel. No es urgente.",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_clear_message_and_reading_the_answer_pass(play, language):
    player = play("message-side-effect", language=language)
    player.write(CLEAR[language])
    assert player.passed == ["right-team", "clear-message"]

    player.skip(3)
    player.read()

    assert player.run.state == "passed"
    assert player.mistakes == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_worked_example_does_what_it_promises(play, library, language):
    player = play("message-side-effect", language=language)

    player.write(words_of_the_worked_example(library["message-side-effect"], language).body)

    assert player.passed == ["right-team", "clear-message"]


def test_a_message_alone_does_not_pass(play):
    player = play("message-side-effect")
    player.write(CLEAR["en"])
    player.skip(3)

    assert player.run.state == "open"
    assert player.passed[-1] == "answer-came"


def test_a_better_second_message_can_still_pass(play):
    player = play("message-side-effect")
    player.write("I have a cough.")
    assert "no-clear-question" in player.mistakes
    player.skip(3)
    player.read()
    player.write_back(CLEAR["en"])
    player.skip(3)
    player.read()

    assert player.run.state == "passed"


@pytest.mark.parametrize(
    ("body", "how", "mistake"),
    [
        ("I have a cough. I take Lisinopril 10 mg since 2 weeks.", {}, "no-clear-question"),
        ("Can you help me with my cough? It began 2 weeks ago.", {}, "no-medicine-named"),
        (CLEAR["en"], {"subject": "URGENT!!"}, "shouting-subject"),
        (
            CLEAR["en"] + " Also, when is my next visit? And can you explain my bill?",
            {},
            "many-topics",
        ),
    ],
)
def test_a_weak_message_is_a_named_mistake_and_goes_on(play, body, how, mistake):
    player = play("message-side-effect")

    player.write(body, **how)

    assert mistake in player.mistakes
    assert player.run.state == "open"


@pytest.mark.parametrize(
    ("body", "how", "mistake"),
    [
        (CLEAR["en"], {"to": "billing-office", "category": "billing"}, "wrong-team"),
        (CLEAR["en"], {"to": "front-desk", "category": "form"}, "wrong-team"),
        ("Can you refill my Oxycodone 5 mg? It is for my knee, since Monday.", {}, "controlled-medicine"),
    ],
)
def test_a_wrong_act_ends_the_attempt(play, body, how, mistake):
    player = play("message-side-effect")

    player.write(body, **how)

    assert mistake in player.mistakes
    assert player.run.state == "failed"


def test_the_same_question_twice_is_a_mistake(play):
    player = play("message-side-effect")
    player.write("I have a cough.")

    player.write("I have a cough.")

    assert "sent-twice" in player.mistakes


def test_an_answer_left_closed_is_a_mistake(play):
    player = play("message-side-effect")
    player.write(CLEAR["en"])
    player.skip(3)

    player.skip(1)

    assert player.mistakes == ["answer-not-read"]


def test_an_emergency_is_a_named_mistake(play):
    player = play("message-side-effect")

    player.practice.log("messages.stopped")

    assert player.mistakes == ["emergency-by-message"]
    assert player.run.state == "open"


# --- when no answer comes ---


def test_waiting_and_writing_back_passes(play):
    player = play("message-no-reply")
    player.read()
    player.skip(3)
    player.write_back("Can my son Sam come to my visit? I asked on Friday and have no answer yet.")
    player.skip(1)
    player.read()

    assert player.run.state == "passed"
    assert player.mistakes == []


def test_waiting_and_calling_passes(play):
    player = play("message-no-reply")
    player.read()
    player.skip(3)
    player.call("message")
    player.skip(1)
    player.read()

    assert player.run.state == "passed"


def test_the_question_stands_there_in_the_language_of_the_page(play):
    thread = play("message-no-reply").practice.threads.get()

    assert set(thread.subject_words) == {"en", "es"}


def test_no_answer_comes_by_itself(play):
    player = play("message-no-reply")

    player.skip(10)

    assert player.run.state == "open"
    assert "answer-read" not in player.passed


def test_writing_back_too_soon_is_a_mistake(play):
    player = play("message-no-reply")

    player.write_back("Can you tell me if Sam may come?")

    assert player.mistakes == ["too-early"]
    assert "asked-again" not in player.passed


def test_calling_too_soon_is_a_mistake(play):
    player = play("message-no-reply")

    player.call("message")

    assert player.mistakes == ["called-too-early"]


def test_a_new_message_is_a_mistake(play):
    player = play("message-no-reply")
    player.skip(3)

    player.write("Can Sam come to my visit?", to="front-desk", category="appointment")

    assert player.mistakes == ["new-message"]


def test_waiting_on_and_on_ends_the_attempt(play):
    player = play("message-no-reply")
    player.skip(3)

    player.skip(5)

    assert player.mistakes == ["kept-waiting"]
    assert player.run.state == "failed"


def test_asking_again_and_not_looking_is_a_mistake(play):
    player = play("message-no-reply")
    player.read()
    player.skip(3)
    player.write_back("Can Sam come to my visit? I asked on Friday.")

    player.skip(5)

    assert player.mistakes == ["answer-not-read"]


def test_an_emergency_here_is_a_named_mistake_too(play):
    player = play("message-no-reply")

    player.practice.log("messages.stopped")

    assert player.mistakes == ["emergency-by-message"]
