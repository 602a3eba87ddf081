"""What the person reports about the record, and what they did about a reminder."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.health.states import MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class Kind(models.TextChoices):
    VACCINE = "vaccine", _("A shot")
    ALLERGY = "allergy", _("An allergy")
    MEDICINE = "medicine", _("A medicine")


class ReportQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns what was reported in one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def of_kind(self, *kinds):
        """Returns reports about these parts of the record."""
        return self.filter(kind__in=kinds)

    def open(self):
        """Returns reports that nobody has decided on."""
        return self.filter(status__in=OPEN)

    def with_statuses(self):
        """Returns reports with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class Report(models.Model):
    """One thing the person says about the record: a shot got elsewhere, a medicine they stopped.

    Every answer is chosen from a list, so that nobody's real facts end up here.
    """

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click reports once only",
        "kind": "which part of the invented record it is about",
        "seat": "whose part the learner played",
        "thing": "which shot, medicine or substance was chosen from the list",
        "answer": "what was chosen to be said about it",
        "severity": "how bad it was said to be, chosen from a list",
        "on": "the pretend day that was named",
        "place": "the invented place that was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="reports")
    form_key = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    seat = models.CharField(max_length=8)
    thing = models.CharField(max_length=64)
    answer = models.CharField(max_length=24)
    severity = models.CharField(max_length=12, blank=True)
    on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=16, default=State.SUGGESTED)
    sent_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_report_a_form"),
            models.UniqueConstraint(
                fields=["practice", "kind", "thing"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_report_a_thing",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.thing}: {self.answer} ({self.status})"


class ReportStatus(StatusRow):
    """A state that a report entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="statuses")


class ReminderMarkQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns what was done about reminders in a practice, oldest first: the newest one holds."""
        return self.filter(practice=practice).order_by("pk")


class ReminderMark(WrittenOnce):
    """A reminder was put off until a day, marked as done, or taken up again."""

    class What(models.TextChoices):
        SNOOZED = "snoozed"
        DONE = "done"
        BACK = "back"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "reminder": "which invented reminder it is about",
        "what": "whether it was put off or done",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    reminder = models.CharField(max_length=64)
    what = models.CharField(max_length=8, choices=What.choices)
    until = models.DateField(null=True, blank=True)

    objects = ReminderMarkQuerySet.as_manager()

    def __str__(self):
        return f"{self.reminder}: {self.what}"
