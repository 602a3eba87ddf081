"""Conversations with the clinic that the learner began or went on with in one practice.

Those that stood in the chart before are never copied; `inbox.py` lays the two together.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.messages.states import MACHINE, UNSENT, WAITING, Category, State
from sandbox_portal.sections.proxy import access
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet

MIXED_UP, TAKEN_BACK = "mixed-up", "taken-back"  # texts of answers.yaml


class BestTime(models.TextChoices):
    ANY = "any", _("Any time")
    MORNING = "morning", _("In the morning")
    AFTERNOON = "afternoon", _("In the afternoon")


class ThreadQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the conversations of one practice, newest first, without those a proxy may not see.

        A message that the patient kept private is hidden while the learner plays the proxy, and one about a
        bill from a proxy who may not see bills; a proxy's unsent drafts are hidden from the patient, and the
        other way round.
        """
        found = self.filter(practice=practice)
        if practice.is_proxy_seat:
            found = found.filter(is_private=False)
            if access.hides_bills(practice):
                found = found.exclude(category=Category.BILLING)
        return found.exclude(models.Q(status__in=UNSENT) & ~models.Q(seat=practice.seat)).order_by("-pk")

    def waiting(self):
        """Returns conversations in which the clinic has yet to answer."""
        return self.filter(status__in=WAITING)

    def about(self, category):
        """Returns conversations of one category."""
        return self.filter(category=category)

    def of_chart(self, id):
        """Returns the conversation that goes on with this one of the chart: one or none."""
        return self.filter(chart_thread=id)

    def begun(self):
        """Returns conversations in which something was sent."""
        return self.exclude(status__in=UNSENT)

    def with_messages(self):
        """Returns conversations with their messages. One query more."""
        return self.prefetch_related("messages")


class Thread(models.Model):
    """One conversation, from the first draft on. `chart_thread` is set where it goes on with the chart's."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click begins one message only",
        "category": "what the message is about",
        "member": "whom in the invented clinic the learner wrote to",
        "subject": "the learner's practice words; deleted with the practice",
        "is_private": "whether the learner hid the message from a proxy",
        "seat": "whose part the learner played",
        "opened_at": "the pretend time at which it was begun",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="threads")
    form_key = models.UUIDField(default=uuid.uuid4)
    chart_thread = models.CharField(max_length=64, blank=True)
    category = models.CharField(max_length=24, choices=Category.choices, blank=True)
    member = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    subject_words = models.JSONField(default=dict, blank=True)  # {"en", "es"}: the task's story began with it
    is_private = models.BooleanField(default=False)
    seat = models.CharField(max_length=8)
    status = models.CharField(max_length=32, default=State.DRAFT)
    opened_at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_thread_a_form"),
            models.UniqueConstraint(
                fields=["practice", "chart_thread"],
                condition=~models.Q(chart_thread=""),
                name="one_thread_goes_on_with_the_charts",
            ),
        ]

    def __str__(self):
        return f"thread {self.pk} ({self.status})"

    @property
    def is_draft(self):
        """True while nothing of it was sent."""
        return self.status in UNSENT

    @property
    def is_waiting(self):
        """True while the clinic has yet to answer."""
        return self.status in WAITING

    def title(self, language):
        """Returns the subject: as it was typed, or in this language where the task's story gave it."""
        return self.subject or self.subject_words.get(language[:2]) or self.subject_words.get("en", "")

    @property
    def reference(self):
        """Returns the conversation's id in events: the chart's own where it goes on with one."""
        return self.chart_thread or f"t{self.pk}"


class ThreadStatus(StatusRow):
    """A state that a conversation entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="statuses")


class MessageQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the messages of the conversations that may be seen in a practice, oldest first."""
        threads = Thread.objects.for_practice(practice).order_by()
        return self.filter(practice=practice, thread__in=threads).select_related("thread")

    def drafts(self, practice):
        """Returns what was begun in the practice's present seat and not sent, newest first."""
        mine = self.filter(practice=practice, author=practice.seat, sent_at__isnull=True)
        return mine.select_related("thread").order_by("-pk")

    def of_seat(self, practice):
        """Returns what was written in the practice's present seat, sent or not."""
        return self.filter(practice=practice, author=practice.seat).select_related("thread")

    def sent(self):
        """Returns what is no draft."""
        return self.filter(sent_at__isnull=False)

    def meant_for_somebody_else(self, practice):
        """Returns the clinic's messages that came to the wrong person and were not taken back."""
        return self.filter(practice=practice, answer=MIXED_UP).select_related("thread")

    def unread_answers(self):
        """Returns what the clinic wrote and nobody has opened."""
        return self.filter(author=Message.Author.CLINIC, read_at__isnull=True)


class Message(models.Model):
    """One message. The learner's has words of its own; the clinic's only names a text of answers.yaml.

    `words` ({"en", "es"}) is a text that a task's story begins with.
    """

    class Author(models.TextChoices):
        PATIENT = "patient"
        PROXY = "proxy"
        CLINIC = "clinic"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click writes one message only",
        "body": "the learner's practice words; deleted with the practice",
        "phone": "which of the invented person's phones to call",
        "best_time": "when to call the invented person",
        "has_agreed_to_fee": "whether the learner agreed to a pretend fee",
        "sent_at": "the pretend time at which it was sent",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    form_key = models.UUIDField(default=uuid.uuid4)
    author = models.CharField(max_length=8, choices=Author.choices)
    body = models.TextField(blank=True)
    words = models.JSONField(default=dict, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    best_time = models.CharField(max_length=12, choices=BestTime.choices, default=BestTime.ANY)
    has_agreed_to_fee = models.BooleanField(default=False)
    member = models.CharField(max_length=64, blank=True)
    answer = models.CharField(max_length=32, blank=True)
    answer_facts = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_message_a_form"),
            models.UniqueConstraint(
                fields=["thread", "author"],
                condition=models.Q(sent_at__isnull=True),
                name="one_draft_a_thread_and_seat",
            ),
        ]

    def __str__(self):
        return f"message {self.pk}"

    @property
    def is_unread_answer(self):
        """True for what the clinic wrote and nobody has opened."""
        return self.author == Message.Author.CLINIC and self.read_at is None


class ChartMessageReadQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns which of the chart's messages were opened in a practice."""
        return self.filter(practice=practice)


class ChartMessageRead(WrittenOnce):
    """A message of the chart that was opened. The chart itself is shared and never changes."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "chart_message": "which invented message was opened",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    chart_message = models.CharField(max_length=64)

    objects = ChartMessageReadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "chart_message"], name="a_message_is_opened_once")
        ]

    def __str__(self):
        return self.chart_message
