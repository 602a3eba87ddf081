"""What the learner does with messages: begin, write, send, follow up, open, throw away a draft."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.events import COACH_POINTS
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.messages import about_medicine, answers, attaching, costs
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread
from sandbox_portal.sections.messages.states import ABOUT_MEDICINE, REACHES, Category, State
from sandbox_portal.sections.refusing import NotPossible

READ_AT, ANSWER_AT = 10, 11  # the hours at which the pool reads and answers
_URGENT = frozenset({"urgent", "urgente", "asap", "emergency", "emergencia", "hurry"})
_FROM_CHART = {"question": Category.MEDICAL}


def recipients(practice, category):
    """Returns who can be written to about this: staff of the patient's own clinic, pools first.

    Somebody who left not long ago is still in the list, as in real portals; a message to them bounces.
    """
    kinds = REACHES[Category(category)]
    ours = [member for member in practice.chart.care_team if member.is_ours and member.kind in kinds]
    return sorted(ours, key=lambda member: (not member.is_pool, kinds.index(member.kind)))


def answer_by(practice):
    """Returns the day by which the clinic promises an answer to a message sent now."""
    return practice_days.add_business_days(
        practice.now, practice.policy.reply_business_days, practice.policy.holidays
    )


@transaction.atomic
def begin(*, practice, form_key, category="", subject="", body=""):
    """Begins a message once the emergency page was read; returns its thread. The same form begins one.

    `category`, `subject` and `body` are what the draft begins with, where it is about something known; the
    learner still goes through every step and may change each.
    """
    mine = Thread.objects.filter(practice=practice)
    thread, is_new = form_keys.once(
        mine, form_key, lambda: _new_thread(practice, form_key, category=category, subject=subject)
    )
    if is_new:
        Message.objects.create(practice=practice, thread=thread, author=practice.seat, body=body)
        transitions.begin(thread, by=practice.seat)
        transitions.move(thread, State.EMERGENCY_GATE, by=practice.seat)
    return thread


def _new_thread(practice, form_key, **fields):
    return Thread.objects.create(
        practice=practice, form_key=form_key, seat=practice.seat, opened_at=practice.now, **fields
    )


def choose_category(*, thread, category):
    """Writes down what an unsent message is about. Another category empties the recipient."""
    _refuse_sent(thread)
    if thread.category != category:
        thread.category, thread.member = Category(category), ""
        thread.save(update_fields=["category", "member"])
    return thread


@transaction.atomic
def choose_recipient(*, thread, member):
    """Writes down whom an unsent message goes to. Raises NotPossible("unknown-recipient")."""
    _refuse_sent(thread)
    if not thread.category:
        raise NotPossible("no-category")
    if member not in {each.id for each in recipients(thread.practice, thread.category)}:
        raise NotPossible("unknown-recipient")
    is_new = not thread.member
    thread.member = member
    thread.save(update_fields=["member"])
    if is_new:
        thread.practice.log("messages.started", category=thread.category, to=member)
    return thread


def _refuse_sent(thread):
    if not thread.is_draft:
        raise NotPossible("sent")


@transaction.atomic
def write(
    *, message, body, subject=None, phone="", best_time="any", has_agreed_to_fee=False, is_private=False
):
    """Keeps what was written so far and returns the message. Raises NotPossible("sent") once it is sent."""
    if message.sent_at is not None:
        raise NotPossible("sent")
    thread = message.thread
    message.body, message.phone, message.best_time = body, phone, best_time
    message.has_agreed_to_fee = has_agreed_to_fee
    message.save(update_fields=["body", "phone", "best_time", "has_agreed_to_fee"])
    if thread.is_draft and subject is not None:
        thread.subject, thread.is_private = subject, is_private
        thread.save(update_fields=["subject", "is_private"])
    return message


@transaction.atomic
def begin_reply(*, practice, form_key, thread=None, chart_thread=None):
    """Begins writing back in a conversation, the practice's own or the chart's; returns the draft.

    There is one draft a conversation: beginning again goes on with it. Raises NotPossible("closed").
    """
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the draft
    if thread is None:
        thread = _go_on_with(practice, chart_thread, form_key)
    if not may_write_back(thread):
        raise NotPossible("closed")
    draft = Message.objects.drafts(practice).filter(thread=thread).first()
    if draft is None:
        make = lambda: Message.objects.create(  # noqa: E731
            practice=practice, thread=thread, form_key=form_key, author=practice.seat
        )
        draft, _is_new = form_keys.once(Message.objects.filter(practice=practice), form_key, make)
    return draft


def _go_on_with(practice, chart_thread, form_key):
    """Returns the practice's own thread for one of the chart's, made at the first reply."""
    found = Thread.objects.filter(practice=practice, chart_thread=chart_thread.id).first()
    if found:
        found.practice = practice
        return found
    known = _FROM_CHART.get(chart_thread.category, chart_thread.category)
    thread = _new_thread(
        practice,
        form_key,
        chart_thread=chart_thread.id,
        category=known if known in Category.values else Category.MEDICAL,
        member=chart_thread.member_id,
    )
    transitions.begin(thread, by=practice.seat)
    return thread


def may_write_back(thread):
    """True while the conversation takes another message: not bounced, not closed, not past its last day."""
    if thread.status in (State.CLOSED, State.BOUNCED):
        return False
    return thread.closes_on is None or thread.practice.today <= thread.closes_on


@transaction.atomic
def discard(*, message):
    """Throws a draft away; its conversation goes with it when nothing else is in it."""
    if message.sent_at is not None:
        raise NotPossible("sent")
    thread = message.thread
    message.delete()
    if not thread.messages.exists():
        thread.delete()


@transaction.atomic
def send(*, message, points):
    """Sends a message and lets the clinic answer later; returns it. Sending it again changes nothing.

    `points` says of each of the coach's five checks whether it is met: {"clear-ask": True, …}. Raises
    NotPossible("unfinished"), ("fee") where a fee may apply and was not agreed to, or ("closed").
    """
    practice = message.practice
    thread = Thread.objects.select_for_update().get(pk=message.thread_id, practice=practice)
    thread.practice = practice
    message.refresh_from_db(fields=["sent_at"])
    if message.sent_at is not None:
        return message
    _refuse_unready(thread, message)
    facts = _facts(practice, thread, message, points)
    message.thread, message.sent_at = thread, practice.now
    message.save(update_fields=["sent_at"])
    _move_on_sending(thread, message)
    facts["files"] = attaching.send_along(message)
    _let_the_clinic_answer(thread, facts, message)
    practice.log("messages.sent", **facts)
    return message


def _refuse_unready(thread, message):
    if not message.body.strip() or not thread.member or (thread.is_draft and not thread.category):
        raise NotPossible("unfinished")
    is_first = thread.is_draft and not thread.chart_thread
    if is_first and not thread.subject.strip():
        raise NotPossible("unfinished")
    if costs.asks_fee(thread.practice, thread) and not message.has_agreed_to_fee:
        raise NotPossible("fee")
    if not may_write_back(thread):
        raise NotPossible("closed")


def _move_on_sending(thread, message):
    by = message.author
    if not thread.is_draft or thread.chart_thread:
        transitions.move(thread, State.FOLLOW_UP, by=by)
    else:
        if message.has_agreed_to_fee:
            transitions.move(thread, State.FEE_NOTICE, by=by)
        transitions.move(thread, State.SENT, by=by)


def _facts(practice, thread, message, points):
    """Returns the facts of the event: ids, numbers, yes or no. No word of the message is among them."""
    medicine = answers.medicine_named(f"{thread.subject} {message.body}", practice.chart.medications)
    others = Thread.objects.for_practice(practice).waiting().about(thread.category).exclude(pk=thread.pk)
    wanted = {point.replace("-", "_"): bool(points.get(point)) for point in COACH_POINTS}
    return {
        "thread": thread.reference,
        "message": message.pk,
        "category": str(thread.category),
        "to": thread.member,
        "about": medicine.id if medicine else None,
        "is_reply": not thread.is_draft or bool(thread.chart_thread),
        "is_duplicate": thread.is_draft and others.exists(),
        "has_urgent_subject": is_urgent_subject(thread.subject),
        "is_controlled": bool(medicine and medicine.is_controlled),
        "waited_days": waited_days(thread),
        "words": len(message.body.split()),
        "points": sum(wanted.values()),
        **wanted,
    }


def is_urgent_subject(subject):
    """True for a subject that shouts: "URGENT", "ASAP", "!!"."""
    return "!!" in subject or not _URGENT.isdisjoint(answers.words_of(subject))


def waited_days(thread):
    """Returns the business days since the learner's last message that is still without an answer, else 0."""
    if not thread.is_waiting:
        return 0
    sent = [m.sent_at for m in thread.messages.all() if m.sent_at and m.author != Message.Author.CLINIC]
    practice = thread.practice
    return (
        practice_days.business_days_between(max(sent), practice.now, practice.policy.holidays) if sent else 0
    )


def is_late(thread):
    """True where the clinic had promised an answer by now: the promised day's office hours are over."""
    if not thread.is_waiting or thread.answer_by is None:
        return False
    over = practice_days.at_hour(thread.answer_by, practice_days.CLOSING_HOUR)
    return thread.practice.now >= over


def _let_the_clinic_answer(thread, facts, message):
    practice, policy = thread.practice, thread.practice.policy
    asked = answers.Asked(
        category=thread.category,
        medicine=facts["about"] or "",
        is_controlled=facts["is_controlled"],
        clear_ask=facts["clear_ask"],
        one_topic=facts["one_topic"],
        when=facts["when"],
        is_follow_up=facts["is_reply"],
        is_late=facts["waited_days"] > 0 and is_late(thread),
    )
    recipient = practice.chart.member(thread.member)
    if recipient and not recipient.is_here_on(practice.today):
        return _schedule(thread, "messages.bounce", days=1, hour=READ_AT)
    transitions.move(thread, State.IN_POOL, by="clinic")
    dear = counter.too_dear(practice, asked.medicine) if asked.category in ABOUT_MEDICINE else None
    if dear and about_medicine.is_about_price(thread):
        counter.ask_cheaper(request=dear, way="message")
    if facts["waited_days"] and not asked.is_late and _is_answer_coming(thread):
        return None  # a nudge before the promised day changes nothing: the answer is on its way
    replies.cancel(practice=practice, kind="messages.answer", target=thread.pk)
    thread.answer_by = answer_by(practice)
    thread.closes_on = None
    thread.save(update_fields=["answer_by", "closes_on"])
    if not asked.is_follow_up:
        _schedule(thread, "messages.read", days=1, hour=READ_AT)
    days = 1 if asked.is_late else max(policy.reply_business_days - 1, 1)
    return _schedule(thread, "messages.answer", days=days, hour=ANSWER_AT, facts=asked.as_facts())


def _is_answer_coming(thread):
    waiting = ScheduledReply.objects.for_practice(thread.practice).waiting()
    return waiting.filter(kind="messages.answer", target=thread.pk).exists()


def _schedule(thread, kind, *, days, hour, facts=None):
    practice = thread.practice
    day = practice_days.add_business_days(practice.now, days, practice.policy.holidays)
    due = practice_days.at_hour(day, hour)
    return replies.schedule(practice=practice, kind=kind, due=due, target=thread.pk, facts=facts)


@transaction.atomic
def answer_today(*, thread):
    """Lets the pool answer a forgotten message within the hour, as after a phone call."""
    practice = thread.practice
    facts = answers.Asked(category=thread.category, is_late=True).as_facts()
    replies.cancel(practice=practice, kind="messages.answer", target=thread.pk)
    due = practice.now + timedelta(minutes=30)
    return replies.schedule(practice=practice, kind="messages.answer", due=due, target=thread.pk, facts=facts)


def open_thread(*, practice, thread=None, chart_thread=None):
    """Marks what the clinic wrote as read; returns whether anything of it was new, and logs it if so.

    Writes nothing where nothing is new. Give the thread with its messages.
    """
    mine = [m for m in thread.messages.all() if m.is_unread_answer] if thread else []
    new_chart = _unopened(practice, chart_thread) if chart_thread else []
    if not mine and not new_chart:
        return False
    with transaction.atomic():
        Message.objects.filter(thread=thread).unread_answers().update(read_at=practice.now)
        ChartMessageRead.objects.bulk_create(
            [ChartMessageRead(practice=practice, chart_message=each.id) for each in new_chart],
            ignore_conflicts=True,
        )
        reference = thread.reference if thread else chart_thread.id
        practice.log("messages.opened", thread=reference, has_new_answer=True)
    return True


def _unopened(practice, chart_thread):
    unread = [message for message in chart_thread.messages if message.is_unread]
    if not unread:
        return []
    seen = set(ChartMessageRead.objects.for_practice(practice).values_list("chart_message", flat=True))
    return [message for message in unread if message.id not in seen]
