"""The clinic writes to the wrong person, and takes that message back.

It finds out by itself on its next work day, and at once where the person calls. Then the right answer comes.
"""

from datetime import timedelta

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.messages import answers
from sandbox_portal.sections.messages.models import MIXED_UP, TAKEN_BACK, Message
from sandbox_portal.sections.messages.states import MACHINE, Category, State

TAKE_BACK, ANSWER = "messages.take_back", "messages.answer"
NOTICED_AT, RIGHT_AFTER = 9, timedelta(hours=2)


def is_mix_up(practice, asked):
    """True for the message that the clinic mixes up: the first about a form, for who just looks around."""
    if practice.scenario_id or asked.category != Category.FORM or asked.is_follow_up:
        return False
    return not Message.objects.filter(practice=practice, answer__in=(MIXED_UP, TAKEN_BACK)).exists()


def notice_tomorrow(thread, asked):
    """Writes down that the clinic finds out on its next work day."""
    practice = thread.practice
    day = practice_days.add_business_days(practice.now, 1, practice.policy.holidays)
    due = practice_days.at_hour(day, NOTICED_AT)
    replies.schedule(practice=practice, kind=TAKE_BACK, due=due, target=thread.pk, facts=asked.as_facts())


def take_back(thread, asked, *, right_after=RIGHT_AFTER):
    """Takes the wrong message back and schedules the right answer. Nothing where there is none (left)."""
    practice = thread.practice
    wrong = Message.objects.meant_for_somebody_else(practice).filter(thread=thread).first()
    if wrong is None or not MACHINE.can(thread.status, State.RECALLED):
        return
    wrong.answer, wrong.read_at = TAKEN_BACK, None
    wrong.answer_facts = {"on": practice.today.isoformat()}
    wrong.save(update_fields=["answer", "answer_facts", "read_at"])
    transitions.move(thread, State.RECALLED, by="clinic", reason="for-somebody-else")
    thread.answer_by, thread.closes_on = practice.today, None
    thread.save(update_fields=["answer_by", "closes_on"])
    for kind in (TAKE_BACK, ANSWER, "messages.close"):
        replies.cancel(practice=practice, kind=kind, target=thread.pk)
    due = practice.now + right_after
    replies.schedule(practice=practice, kind=ANSWER, due=due, target=thread.pk, facts=asked.as_facts())
    practice.log("messages.recalled", thread=thread.reference, message=wrong.pk)
    alerts.notify(practice=practice, kind="message", item=thread.reference)


def on_a_call(practice, reference=""):
    """Takes the wrong message back after a call about it (about any, without `reference`); returns its
    conversation, or None where no wrong one is there."""
    found = Message.objects.meant_for_somebody_else(practice)
    wrong = next((each for each in found if reference in ("", each.thread.reference)), None)
    if wrong is None:
        return None
    thread = wrong.thread
    thread.practice = practice
    take_back(thread, answers.Asked(category=thread.category), right_after=timedelta(minutes=30))
    return thread
