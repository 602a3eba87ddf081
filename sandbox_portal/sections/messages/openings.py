"""Conversations that stand before a task begins, with words from the task's own file."""

from django.utils.translation import get_language

from sandbox_portal import practice_days, transitions
from sandbox_portal.scenarios import openings
from sandbox_portal.scenarios.models import in_language
from sandbox_portal.sections.messages import answers, clinic
from sandbox_portal.sections.messages.models import Message, Thread
from sandbox_portal.sections.messages.states import State


@openings.opening("messages.asked_before")
def asked_before(practice, *, category, to, words, business_days_ago=0):
    """The patient wrote so many business days ago, and the team's inbox has overlooked it.

    `words` holds "subject" and "body", each {"en": …, "es": …}.
    """
    policy = practice.policy
    sent = practice_days.business_days_back(practice.now, business_days_ago, policy.holidays)
    with practice.at(sent):
        thread = Thread.objects.create(
            practice=practice,
            category=category,
            member=to,
            subject_words=words["subject"],
            seat=practice.Seat.PATIENT,
            opened_at=sent,
            answer_by=practice_days.add_business_days(sent, policy.reply_business_days, policy.holidays),
        )
        Message.objects.create(
            practice=practice,
            thread=thread,
            author=Message.Author.PATIENT,
            words=words["body"],
            sent_at=sent,
        )
        transitions.begin(thread, by="patient")
        for state in (State.EMERGENCY_GATE, State.SENT):
            transitions.move(thread, state, by="patient")
        transitions.move(thread, State.IN_POOL, by="clinic")
    return thread


@openings.opening("messages.mixed_up")
def mixed_up(practice, *, category, to, words, business_days_ago=1):
    """The patient wrote, and this morning came an answer that was meant for somebody else.

    `words` holds "subject" and "body", each {"en": …, "es": …}.
    """
    before = {"category": category, "to": to, "words": words}
    thread = asked_before(practice, **before, business_days_ago=business_days_ago)
    thread.practice = practice
    clinic.write_to_the_wrong_person(thread, answers.Asked(category=category))
    return thread


@openings.opening("messages.draft_begun")
def draft_begun(practice, *, category, to, words):
    """A draft stands in the inbox, written in a hurry: in the language in which the practice begins.

    `words` holds "subject" and "body", each {"en": …, "es": …}.
    """
    language = get_language()
    thread = Thread.objects.create(
        practice=practice,
        category=category,
        member=to,
        subject=in_language(words["subject"], language),
        seat=practice.Seat.PATIENT,
        opened_at=practice.now,
    )
    Message.objects.create(
        practice=practice,
        thread=thread,
        author=Message.Author.PATIENT,
        body=in_language(words["body"], language),
    )
    transitions.begin(thread, by="patient")
    transitions.move(thread, State.EMERGENCY_GATE, by="patient")
    return thread
