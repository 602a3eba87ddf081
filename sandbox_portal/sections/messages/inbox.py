"""What the inbox and a conversation show: the chart's own and the practice's, laid over each other."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.messages import answers
from sandbox_portal.sections.messages.models import ChartMessageRead, Message, Thread
from sandbox_portal.sections.messages.states import Category, State
from sandbox_portal.sections.proxy import access, helper

STATE_KINDS = {
    State.ANSWERED: "good",
    State.NEEDS_VISIT: "sun",
    State.NEEDS_CALL: "sun",
    State.BOUNCED: "stop",
    State.RECALLED: "stop",
    State.CLOSED: "plain",
}


@dataclass(frozen=True)
class Row:
    """One conversation in the list."""

    title: str
    url: str
    who: str
    when: str
    at: datetime
    state: str
    kind: str
    is_new: bool


@dataclass
class Inbox:
    """Everything that the list shows. Three queries: conversations, their messages, what was opened."""

    practice: object

    def __post_init__(self):
        found = Thread.objects.for_practice(self.practice).with_messages()
        self._threads = [self._with_practice(thread) for thread in found]
        self._read = set(
            ChartMessageRead.objects.for_practice(self.practice).values_list("chart_message", flat=True)
        )

    def _with_practice(self, thread):
        thread.practice = self.practice
        return thread

    @cached_property
    def rows(self):
        """Returns what was sent or received, newest first."""
        going_on = {thread.chart_thread: thread for thread in self._threads if thread.chart_thread}
        rows = [self._chart_row(each, going_on.get(each.id)) for each in chart_threads(self.practice)]
        rows += [self._row(t) for t in self._threads if not t.is_draft and not t.chart_thread]
        return sorted(rows, key=lambda row: row.at, reverse=True)

    @property
    def drafts(self):
        """Returns what was begun in this seat and not sent."""
        seat, found = self.practice.seat, []
        for thread in self._threads:
            for message in thread.messages.all():
                if message.sent_at is None and message.author == seat:
                    message.thread = thread
                    found.append({"label": title_of(thread, self.practice), "url": draft_url(message)})
        return found

    def _row(self, thread):
        sent = _sent(thread)
        is_new = any(m.is_unread_answer for m in sent)
        return Row(
            title=title_of(thread, self.practice),
            url=thread_url(thread),
            who=_name(self.practice.chart.member(thread.member)),
            when=dates.day(sent[-1].sent_at),
            at=sent[-1].sent_at,
            state=str(State(thread.status).label),
            kind=STATE_KINDS.get(thread.status, ""),
            is_new=is_new,
        )

    def _chart_row(self, chart_thread, thread):
        mine = _sent(thread) if thread else []
        at = mine[-1].sent_at if mine else chart_thread.last_at
        is_new = any(m.is_unread and m.id not in self._read for m in chart_thread.messages)
        is_new = is_new or any(m.is_unread_answer for m in mine)
        state = thread.status if mine else State.ANSWERED
        is_answered = mine or any(not m.is_from_patient for m in chart_thread.messages)
        return Row(
            title=str(chart_thread.subject),
            url=reverse("practice:message-record", kwargs={"key": self.practice.key, "id": chart_thread.id}),
            who=_name(self.practice.chart.member(chart_thread.member_id)),
            when=dates.day(at),
            at=at,
            state=str(State(state).label) if is_answered and chart_thread_has_question(chart_thread) else "",
            kind=STATE_KINDS.get(state, ""),
            is_new=is_new,
        )


def chart_threads(practice):
    """Returns the chart's conversations that this seat may read: no bill's for a helper without the bills."""
    found = practice.chart.threads
    is_closed = access.hides_bills(practice)
    return [each for each in found if not (is_closed and each.category == Category.BILLING)]


def chart_thread_has_question(chart_thread):
    """True where the patient has written in it; a clinic's own note has no answer to wait for."""
    return any(message.is_from_patient for message in chart_thread.messages)


def unread(viewing):
    """How many conversations have something new, for the menu. Three queries, shared with the page's list."""
    return sum(row.is_new for row in viewing.once(Inbox).rows)


def news(viewing):
    """Returns a line of the home page's list for each conversation with something new in it."""
    return [
        {
            "label": _("Message: %(subject)s") % {"subject": row.title},
            "hint": _("From: %(who)s, %(day)s") % {"who": row.who, "day": row.when},
            "url": row.url,
            "state": _("New"),
            "kind": "sun",
        }
        for row in viewing.once(Inbox).rows
        if row.is_new
    ]


def title_of(thread, practice):
    """Returns the subject of a conversation, or what it is about while it has none."""
    if thread.chart_thread:
        return str(practice.chart.thread(thread.chart_thread).subject)
    return thread.title(get_language()) or thread.get_category_display() or _("New message")


def draft_url(message):
    """Returns the address of the first step that a draft still needs."""
    thread = message.thread
    step = "write"
    if thread.is_draft and not thread.chart_thread:
        step = "about" if not thread.category else "write" if thread.member else "to"
    return reverse(f"practice:message-{step}", kwargs={"key": message.practice.key, "pk": message.pk})


def thread_url(thread):
    """Returns the address of a conversation, the chart's own where it goes on with one."""
    key = thread.practice.key
    if thread.chart_thread:
        return reverse("practice:message-record", kwargs={"key": key, "id": thread.chart_thread})
    return reverse("practice:message-thread", kwargs={"key": key, "pk": thread.pk})


def _name(member):
    return str(member.name) if member else ""


def entries(practice, thread=None, chart_thread=None):
    """Returns a conversation for components/thread.html, oldest first. One query where `thread` is given."""
    found = [_chart_entry(practice, message) for message in chart_thread.messages] if chart_thread else []
    if thread:
        found += [_entry(practice, message) for message in _sent(thread)]
    return found


def _sent(thread):
    """Returns what was sent, oldest first. A draft may wait while the clinic writes: rows are in no order."""
    sent = [message for message in thread.messages.all() if message.sent_at]
    return sorted(sent, key=lambda message: (message.sent_at, message.pk))


def _when(moment):
    return f"{dates.day(moment)}, {dates.time(moment)}"


def _chart_entry(practice, message):
    role = "" if message.is_from_patient else str(message.sender_role)
    return {
        "sender": _signed(str(message.sender_name), role),
        "when": _when(message.sent_at),
        "text": str(message.body),
        "is_mine": message.is_from_patient and not practice.is_proxy_seat,
    }


def _entry(practice, message):
    return {
        "sender": _sender(practice, message),
        "when": _when(message.sent_at),
        "text": text_of(practice, message),
        "is_mine": message.author == practice.seat,
    }


def text_of(practice, message):
    """Returns the words of a message: typed, the task's own, or the clinic's, in the page's language."""
    language = get_language()
    if message.answer:
        return answers.text_of(message.answer, message.answer_facts, practice, language)
    return message.body or message.words.get(language[:2]) or message.words.get("en", "")


def _sender(practice, message):
    chart = practice.chart
    if message.author == Message.Author.CLINIC:
        member = chart.member(message.member)
        return _signed(str(member.name), str(member.role)) if member else practice.policy.clinic_name
    if message.author == Message.Author.PROXY:
        person = helper.person(practice)
        names = {"proxy": person.name if person else _("Proxy"), "patient": chart.patient.name}
        return _("%(proxy)s, for %(patient)s") % names
    return chart.patient.name


def _signed(name, role):
    return name if not role or role == name else f"{name}, {role}"
