"""Writing to the clinic, and the clinic writing back."""

import uuid

import pytest

from sandbox_portal import actions, practice_days, transitions
from sandbox_portal.events import COACH_POINTS
from sandbox_portal.sections.messages import answers, costs, openings, rules
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread
from sandbox_portal.sections.messages.rules import NotPossible
from sandbox_portal.sections.messages.states import State
from sandbox_portal.sections.phone import rules as phone
from tests.factories import practice as make

pytestmark = pytest.mark.django_db

GOOD = dict.fromkeys(COACH_POINTS, True)
BODY = "Can I take my lisinopril 10 mg at night? I have been dizzy each morning since Monday."


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


def draft(practice, *, category="medicine", to="nurse-team", body=BODY, subject="Lisinopril"):
    thread = rules.begin(practice=practice, form_key=uuid.uuid4())
    rules.choose_category(thread=thread, category=category)
    rules.choose_recipient(thread=thread, member=to)
    message = thread.messages.get()
    message.thread = thread
    rules.write(message=message, body=body, subject=subject)
    return message


def sent(practice, *, points=GOOD, **fields):
    return rules.send(message=draft(practice, **fields), points=points)


def statuses(thread):
    return [row.status for row in thread.statuses.order_by("pk")]


def events(practice, kind):
    return [event.facts for event in practice.events.filter(kind=kind).order_by("pk")]


def test_a_message_goes_through_every_state_up_to_the_answer(practice):
    thread = sent(practice).thread

    actions.skip_ahead(practice=practice, business_days=3)

    assert statuses(thread) == ["draft", "emergency-gate", "sent", "in-pool", "read", "answered"]
    assert [m.author for m in thread.messages.all()] == ["patient", "clinic"]


def test_the_answer_comes_within_the_promised_days_and_names_the_medicine_and_not_the_words(practice):
    thread = sent(practice).thread
    actions.skip_ahead(practice=practice, business_days=3)
    answer = thread.messages.last()

    assert practice.now.date() >= thread.answer_by >= answer.sent_at.date()
    assert answer.answer == "medicine"
    assert answer.answer_facts == {"medicine": "lisinopril"}
    assert "Lisinopril 10 mg" in answers.text_of(answer.answer, answer.answer_facts, practice, "en")
    assert "dizzy" not in answers.text_of(answer.answer, answer.answer_facts, practice, "en")


def test_an_answer_keeps_the_conversation_open_for_a_while_and_then_it_closes(practice):
    thread = sent(practice).thread
    actions.skip_ahead(practice=practice, business_days=3)
    actions.skip_ahead(practice=practice, days=20)
    thread = Thread.objects.get(pk=thread.pk)

    assert thread.status == State.CLOSED
    assert not rules.may_write_back(thread)
    with pytest.raises(NotPossible, match="closed"):
        rules.begin_reply(practice=practice, form_key=uuid.uuid4(), thread=thread)


def test_the_event_says_no_word_of_the_message(practice):
    sent(practice)
    (facts,) = events(practice, "messages.sent")

    assert facts["about"] == "lisinopril"
    assert facts["points"] == len(COACH_POINTS)
    assert facts["clear_ask"] is True
    assert not [value for value in facts.values() if isinstance(value, str) and " " in value]


def test_sending_twice_sends_once(practice):
    message = draft(practice)

    first = rules.send(message=message, points=GOOD)
    again = rules.send(message=Message.objects.get(pk=message.pk), points=GOOD)

    assert first == again
    assert len(events(practice, "messages.sent")) == 1
    assert practice.replies.filter(kind="messages.answer").count() == 1


def test_the_same_form_begins_one_message(practice):
    key = uuid.uuid4()
    assert rules.begin(practice=practice, form_key=key) == rules.begin(practice=practice, form_key=key)
    assert Message.objects.for_practice(practice).count() == 1


def test_a_crash_while_sending_leaves_the_draft_as_it_was(practice, monkeypatch):
    message = draft(practice)
    monkeypatch.setattr(type(practice), "log", lambda *args, **facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rules.send(message=message, points=GOOD)

    message = Message.objects.get(pk=message.pk)
    assert message.sent_at is None
    assert message.thread.status == State.EMERGENCY_GATE
    assert not practice.replies.exists()


def test_a_crash_while_the_clinic_answers_leaves_the_reply_to_be_delivered_later(practice, monkeypatch):
    thread = sent(practice).thread
    with monkeypatch.context() as broken:
        broken.setattr(Message.objects, "create", lambda **fields: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.skip_ahead(practice=practice, business_days=3)

    assert Thread.objects.get(pk=thread.pk).status == State.READ
    practice.refresh_from_db()
    actions.skip_ahead(practice=practice, days=1)
    assert Thread.objects.get(pk=thread.pk).status == State.ANSWERED


def test_an_unfinished_message_is_not_sent(practice):
    with pytest.raises(NotPossible, match="unfinished"):
        rules.send(message=draft(practice, body="  "), points=GOOD)
    with pytest.raises(NotPossible, match="unfinished"):
        rules.send(message=draft(practice, subject=""), points=GOOD)


def test_a_message_that_may_cost_needs_a_yes_first(practice):
    practice.organisation.policy_data = {
        "message_fee": {"may_apply": True, "low": 5, "high": 40, "free_after_visit_days": 0}
    }
    practice.organisation.save()
    practice = type(practice).objects.get(pk=practice.pk)
    message = draft(practice)

    with pytest.raises(NotPossible, match="fee"):
        rules.send(message=message, points=GOOD)
    rules.write(message=message, body=BODY, has_agreed_to_fee=True)
    rules.send(message=message, points=GOOD)

    assert "fee-notice" in statuses(message.thread)
    assert not costs.may_cost(practice.policy, "refill")


def test_who_can_be_written_to_depends_on_the_category(practice):
    names = {c: [m.id for m in rules.recipients(practice, c)] for c in ("medicine", "billing", "appointment")}

    assert names["medicine"] == ["nurse-team", "dr-okafor", "dr-reyes", "dr-lindqvist"]
    assert names["billing"] == ["billing-office"]
    assert names["appointment"] == ["front-desk"]


def test_another_category_empties_the_recipient_and_a_wrong_recipient_is_refused(practice):
    thread = draft(practice).thread
    rules.choose_category(thread=thread, category="billing")

    assert thread.member == ""
    with pytest.raises(NotPossible, match="unknown-recipient"):
        rules.choose_recipient(thread=thread, member="nurse-team")


def test_a_message_to_someone_who_left_bounces(practice):
    thread = sent(practice, to="dr-lindqvist").thread
    actions.skip_ahead(practice=practice, business_days=1)
    thread = Thread.objects.get(pk=thread.pk)
    bounced = thread.messages.last()

    assert thread.status == State.BOUNCED
    assert "Lindqvist" in answers.text_of(bounced.answer, bounced.answer_facts, practice, "en")
    assert not rules.may_write_back(thread)


def test_a_second_message_about_the_same_is_told_apart(practice):
    sent(practice)
    sent(practice)
    sent(practice, category="billing", to="billing-office")

    assert [facts["is_duplicate"] for facts in events(practice, "messages.sent")] == [False, True, False]


@pytest.mark.parametrize("subject", ["URGENT", "urgente: mi medicina", "Help!!", "asap please"])
def test_a_shouting_subject_is_noted(practice, subject):
    sent(practice, subject=subject)
    assert events(practice, "messages.sent")[0]["has_urgent_subject"] is True


def test_asking_for_a_controlled_medicine_ends_in_a_call(practice):
    thread = sent(practice, body="Please send more oxycodone.").thread
    actions.skip_ahead(practice=practice, business_days=3)

    assert Thread.objects.get(pk=thread.pk).status == State.NEEDS_CALL
    assert events(practice, "messages.sent")[0]["is_controlled"] is True


def test_a_follow_up_without_a_question_ends_the_conversation(practice):
    thread = sent(practice).thread
    actions.skip_ahead(practice=practice, business_days=3)
    thread = Thread.objects.get(pk=thread.pk)
    reply = rules.begin_reply(practice=practice, form_key=uuid.uuid4(), thread=thread)
    rules.write(message=reply, body="Thank you, that helps.")
    rules.send(message=reply, points={**GOOD, "clear-ask": False})
    actions.skip_ahead(practice=practice, business_days=3)

    assert statuses(thread)[-4:] == ["follow-up", "in-pool", "answered", "closed"]


def test_a_nudge_before_the_promised_day_moves_nothing(practice):
    thread = sent(practice).thread
    due = practice.replies.get(kind="messages.answer").due
    reply = rules.begin_reply(practice=practice, form_key=uuid.uuid4(), thread=thread)
    rules.write(message=reply, body="Any news?")
    actions.skip_ahead(practice=practice, business_days=1)
    reply.refresh_from_db()
    rules.send(message=reply, points=GOOD)

    assert practice.replies.get(kind="messages.answer").due == due
    assert events(practice, "messages.sent")[1]["waited_days"] == 1


WORDS = {"subject": {"en": "My B12 test", "es": "Mi prueba B12"}, "body": {"en": "When?", "es": "¿Cuándo?"}}


def asked_before(practice, days=1):
    return openings.asked_before(
        practice, category="results", to="nurse-team", business_days_ago=days, words=WORDS
    )


def test_a_forgotten_message_is_answered_only_after_a_nudge_on_the_promised_day(practice):
    thread = asked_before(practice)
    actions.skip_ahead(practice=practice, business_days=2)
    thread = Thread.objects.get(pk=thread.pk)
    thread.practice = practice
    assert thread.status == State.IN_POOL
    assert rules.is_late(thread)

    reply = rules.begin_reply(practice=practice, form_key=uuid.uuid4(), thread=thread)
    rules.write(message=reply, body="When will my B12 result be ready? I asked on Friday.")
    rules.send(message=reply, points=GOOD)
    actions.skip_ahead(practice=practice, business_days=1)

    assert events(practice, "messages.sent")[0]["waited_days"] == 3
    answer = thread.messages.last()
    assert answer.answer == "results"
    assert answers.text_of(answer.answer, answer.answer_facts, practice, "en").startswith("We are sorry")


def test_an_answer_is_late_only_when_the_promised_day_is_over(practice):
    thread = asked_before(practice, days=3)
    assert thread.answer_by == practice.today
    assert not rules.is_late(thread)

    practice.clock = practice_days.at_hour(practice.today, practice_days.CLOSING_HOUR)
    assert rules.is_late(thread)


def test_opening_the_answer_says_so_once(practice):
    thread = sent(practice).thread
    actions.skip_ahead(practice=practice, business_days=3)

    assert rules.open_thread(practice=practice, thread=thread)
    assert not rules.open_thread(practice=practice, thread=thread)

    assert [facts["has_new_answer"] for facts in events(practice, "messages.opened")] == [True]


def test_opening_a_message_of_the_chart_marks_it_in_this_practice_only(practice, cleo):
    other = make.free_practice(cleo)
    flu = practice.chart.thread("flu-shot")

    rules.open_thread(practice=practice, chart_thread=flu)
    rules.open_thread(practice=practice, chart_thread=flu)

    assert ChartMessageRead.objects.for_practice(practice).count() == 1
    assert not ChartMessageRead.objects.for_practice(other)


def test_writing_back_in_the_charts_conversation_goes_on_with_it(practice):
    bill = practice.chart.thread("bill-question")
    reply = rules.begin_reply(practice=practice, form_key=uuid.uuid4(), chart_thread=bill)
    again = rules.begin_reply(practice=practice, form_key=uuid.uuid4(), chart_thread=bill)
    assert reply == again

    rules.write(message=reply, body="Is the bill paid now?")
    rules.send(message=reply, points=GOOD)
    actions.skip_ahead(practice=practice, business_days=3)

    (facts,) = events(practice, "messages.sent")
    assert (facts["thread"], facts["category"], facts["is_reply"]) == ("bill-question", "billing", True)
    assert statuses(reply.thread) == ["draft", "follow-up", "in-pool", "answered"]


def test_a_discarded_draft_is_gone_and_a_sent_message_stays(practice):
    message = draft(practice)
    rules.discard(message=message)
    assert not Thread.objects.for_practice(practice)

    message = sent(practice)
    with pytest.raises(NotPossible, match="sent"):
        rules.discard(message=message)


def test_a_proxy_sees_no_private_message_and_no_draft_of_the_patient(practice):
    kept = draft(practice)
    rules.write(message=kept, body=BODY, subject="Private", is_private=True)
    rules.send(message=kept, points=GOOD)
    draft(practice)
    sent(practice, category="billing", to="billing-office")  # bills are not shared unless the pack says so
    shared = sent(practice, category="form", to="front-desk", subject="Form")

    actions.switch_seat(practice=practice, to="proxy")

    assert list(Thread.objects.for_practice(practice)) == [shared.thread]


def test_a_state_is_written_once_and_never_changed(practice):
    row = sent(practice).thread.statuses.first()
    row.status = "closed"
    with pytest.raises(transitions.Immutable):
        row.save()


def test_a_call_takes_the_wrong_answer_back_at_once_and_the_right_one_comes_once(practice):
    thread = sent(practice, category="form", to="front-desk", subject="Form").thread
    actions.skip_ahead(practice=practice, business_days=2)
    wrong = thread.messages.get(author="clinic")
    assert wrong.answer == "mixed-up"

    calls = [
        phone.call(practice=practice, form_key=uuid.uuid4(), about="message", item=thread.reference)
        for _twice in range(2)
    ]
    assert calls[0].outcome == "taken-back" != calls[1].outcome
    actions.skip_ahead(practice=practice, business_days=3)

    assert [m.answer for m in thread.messages.filter(author="clinic")] == ["taken-back", "form"]
    assert statuses(thread)[-2:] == ["recalled", "answered"]
    assert len(events(practice, "messages.recalled")) == 1
    second = sent(practice, category="form", to="front-desk", subject="Form").thread
    actions.skip_ahead(practice=practice, business_days=3)
    assert second.messages.get(author="clinic").answer == "form"
