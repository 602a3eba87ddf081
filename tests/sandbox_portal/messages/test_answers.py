"""What the clinic answers to what."""

import string

import pytest

from lms.readability import grade
from sandbox_portal import personas
from sandbox_portal.sections.messages import answers
from sandbox_portal.sections.messages.answers import Asked
from sandbox_portal.sections.messages.states import MACHINE, Category, State

CHART = personas.get("ruth").chart
FILLED_IN = {"medicine", "doctor", "recipient", "clinic", "clinic_phone", "nurse_line", "day"}


def answered(category=Category.MEDICINE, **facts):
    return answers.choose(Asked(category=category, **facts))


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"medicine": "lisinopril"}, "medicine"),
        ({}, "which-medicine"),
        ({"medicine": "lisinopril", "when": False}, "since-when"),
        ({"medicine": "lisinopril", "clear_ask": False}, "what-do-you-want"),
        ({"medicine": "lisinopril", "one_topic": False}, "one-topic"),
        ({"medicine": "oxycodone", "is_controlled": True}, "controlled"),
        ({"category": Category.MEDICAL}, "visit"),
        ({"category": Category.REFILL}, "refill"),
        ({"category": Category.BILLING}, "billing"),
        ({"category": Category.RESULTS, "is_follow_up": True}, "results"),
        ({"category": Category.RESULTS, "is_follow_up": True, "clear_ask": False}, "thanks"),
    ],
)
def test_the_answer_depends_on_what_was_asked(asked, key):
    assert answered(**asked) == key


def test_three_topics_come_before_a_controlled_medicine():
    assert answered(medicine="oxycodone", is_controlled=True, one_topic=False) == "one-topic"


def test_every_category_gets_an_answer_that_exists():
    for category in Category.values:
        for clear in (True, False):
            assert answered(category=category, clear_ask=clear) in answers.all_answers()


def test_what_was_asked_survives_being_kept_as_facts():
    asked = Asked(category="medicine", medicine="lisinopril", is_late=True)
    assert Asked.from_facts({**asked.as_facts(), "other": 1}) == asked


@pytest.mark.parametrize("key", answers.all_answers())
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_is_easy_to_read_and_fills_in_only_what_is_known(key, language):
    text = answers.all_answers()[key].text.in_language(language)
    reading = grade(text.replace("{", "").replace("}", ""), language)

    assert {name for _text, name, _spec, _conv in string.Formatter().parse(text) if name} <= FILLED_IN
    assert reading.is_easy, (key, language, reading)


def test_every_outcome_of_an_answer_follows_from_a_message_that_was_read():
    for key, answer in answers.all_answers().items():
        frm = State.SENT if key == "bounced" else State.ANSWERED if key == "thanks" else State.READ
        assert MACHINE.can(frm, answer.outcome), key


@pytest.mark.parametrize(
    ("text", "medicine"),
    [
        ("I get dizzy from my lisinopril.", "lisinopril"),
        ("¿Puedo tomar METFORMINA de noche?", "metformin"),
        ("My eye drops burn", "eye-drops"),
        ("I need more oxycodone please", "oxycodone"),
        ("Metformin and lisinopril", "metformin"),
        ("My knee hurts", None),
        ("", None),
    ],
)
def test_a_medicine_is_found_by_its_name_in_both_languages(text, medicine):
    found = answers.medicine_named(text, CHART.medications)
    assert (found.id if found else None) == medicine


def test_nurses_answer_for_the_doctor_and_the_desk_for_itself():
    assert answers.who_answers(CHART, "nurse", "dr-okafor").id == "nurse-team"
    assert answers.who_answers(CHART, "front-desk", "front-desk").id == "front-desk"
    assert answers.who_answers(CHART, "billing", "nurse-team").id == "billing-office"


def test_every_state_of_a_conversation_can_be_reached():
    assert MACHINE.reachable() == set(State.values)
    assert MACHINE.ends == {State.CLOSED}
