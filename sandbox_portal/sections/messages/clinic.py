"""How the pretend clinic handles messages: the pool reads, somebody answers, a dead address bounces."""

from datetime import timedelta

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.medicines.states import State as Refill
from sandbox_portal.sections.messages import about_medicine, answers, attaching, recalling
from sandbox_portal.sections.messages.models import MIXED_UP, Message, Thread
from sandbox_portal.sections.messages.states import WAITING, State

CLINIC = "clinic"


def _thread(practice, reply, statuses):
    """Returns the conversation a reply is about while it is in one of these states, else None."""
    thread = Thread.objects.filter(practice=practice, pk=reply.target, status__in=statuses).first()
    if thread:
        thread.practice = practice
    return thread


@replies.handler("messages.read")
def read(practice, reply):
    """Somebody of the team has read the message."""
    thread = _thread(practice, reply, (State.IN_POOL,))
    if thread:
        transitions.move(thread, State.READ, by=CLINIC)


@replies.handler("messages.answer")
def answer(practice, reply):
    """The team answers, with a text chosen from what was asked."""
    thread = _thread(practice, reply, WAITING)
    if thread is None:
        return
    asked = answers.Asked.from_facts(reply.facts)
    if recalling.is_mix_up(practice, asked):
        write_to_the_wrong_person(thread, asked)
        return
    key = answers.choose(asked)
    dear = counter.too_dear(practice, asked.medicine) if key in ("medicine", "refill") else None
    if dear and dear.status == Refill.CHEAPER_ASKED and about_medicine.is_about_price(thread):
        counter.find_cheaper(request=dear)
        key = "cheaper"
    _write(thread, key, medicine=asked.medicine, is_late=asked.is_late)


def write_to_the_wrong_person(thread, asked):
    """Answers with what was meant for somebody else, and notices it on the next work day."""
    _write(thread, MIXED_UP)
    recalling.notice_tomorrow(thread, asked)


@replies.handler(recalling.TAKE_BACK)
def take_back(practice, reply):
    """The clinic has noticed that it wrote to the wrong person."""
    thread = Thread.objects.filter(practice=practice, pk=reply.target).first()
    if thread:
        thread.practice = practice
        recalling.take_back(thread, answers.Asked.from_facts(reply.facts))


@replies.handler("messages.bounce")
def bounce(practice, reply):
    """The message comes back: the person it was sent to no longer works there."""
    thread = _thread(practice, reply, (State.SENT, State.FOLLOW_UP))
    if thread:
        _write(thread, "bounced", recipient=thread.member)


@replies.handler("messages.files")
def look_at_files(practice, reply):
    """Somebody of the team opens the files that came with a message."""
    attaching.look_at(practice, reply.target)


@replies.handler("messages.close")
def close(practice, reply):
    """The conversation takes no more messages."""
    thread = _thread(practice, reply, (State.ANSWERED, State.NEEDS_CALL, State.NEEDS_VISIT))
    if thread and thread.closes_on and practice.today > thread.closes_on:
        transitions.move(thread, State.CLOSED, by=CLINIC)
        practice.log("messages.closed", thread=thread.reference, reason="time-is-up")


def _write(thread, key, **facts):
    """Adds the clinic's message to a conversation and puts it in the state that follows from it."""
    practice, chosen = thread.practice, answers.all_answers()[key]
    by = answers.who_answers(practice.chart, chosen.by, thread.member)
    message = Message.objects.create(
        practice=practice,
        thread=thread,
        author=Message.Author.CLINIC,
        member=by.id if by else "",
        answer=key,
        answer_facts={name: value for name, value in facts.items() if value},
        sent_at=practice.now,
    )
    if chosen.outcome == State.CLOSED:
        transitions.move(thread, State.ANSWERED, by=CLINIC)
    transitions.move(thread, chosen.outcome, by=CLINIC)
    if chosen.outcome not in (State.CLOSED, State.BOUNCED):
        _keep_open(thread)
    practice.log(
        "messages.answered",
        thread=thread.reference,
        message=message.pk,
        by=message.member or None,
        outcome=chosen.outcome.value,
    )
    alerts.notify(practice=practice, kind="message", item=thread.reference)


def _keep_open(thread):
    """Lets the learner write back for a while, then closes the conversation."""
    practice = thread.practice
    days = practice.policy.messages.open_days
    thread.closes_on = practice.today + timedelta(days=days)
    thread.save(update_fields=["closes_on"])
    due = practice.now + timedelta(days=days + 1)
    replies.cancel(practice=practice, kind="messages.close", target=thread.pk)
    replies.schedule(practice=practice, kind="messages.close", due=due, target=thread.pk)
