"""Reports about the access log, what was done with a device, and changes of the pretend password."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.privacy.states import MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class LogReportQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the reports of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def open(self):
        """Returns reports that nobody has decided on."""
        return self.filter(status__in=OPEN)

    def about(self, row):
        """Returns reports about one line of the log."""
        return self.filter(row=row)

    def with_statuses(self):
        """Returns reports with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class LogReport(models.Model):
    """A line of the log, or a message, that the person does not trust. All answers come from lists."""

    class Why(models.TextChoices):
        NOT_ME = "not-me", _("I did not sign in then")
        NOT_KNOWN = "not-known", _("I do not know who this is")
        NOT_NEEDED = "not-needed", _("I know who it is, but not why they looked")
        FAKE = "fake", _("A message that looks fake")

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click reports once only",
        "row": "which line of the invented log it is about",
        "why": "what was chosen to be said about it",
        "sent_at": "the pretend time at which it was sent",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    row = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    why = models.CharField(max_length=12, choices=Why.choices)
    sent_at = models.DateTimeField()
    status = models.CharField(max_length=16, default=State.SENT)

    objects = LogReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_log_report_a_form"),
            models.UniqueConstraint(
                fields=["practice", "row"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_report_a_log_line",
            ),
        ]

    def __str__(self):
        return f"{self.row}: {self.why} ({self.status})"


class LogReportStatus(StatusRow):
    """A state that a report entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(LogReport, on_delete=models.CASCADE, related_name="statuses")


class OfPracticeQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the rows of one practice, oldest first: the newest one holds."""
        return self.filter(practice=practice).order_by("pk")


class DeviceMark(WrittenOnce):
    """A device was signed out, or somebody signed in with it again."""

    class What(models.TextChoices):
        OUT = "out"
        BACK = "back"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "device": "which invented device it is about",
        "what": "whether it was signed out",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=24)
    what = models.CharField(max_length=8, choices=What.choices)
    at_sim = models.DateTimeField()

    objects = OfPracticeQuerySet.as_manager()

    def __str__(self):
        return f"{self.device}: {self.what}"


class PassphraseChange(WrittenOnce):
    """The pretend password was changed to one of the samples. No password is ever typed or kept."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click changes it once only",
        "sample": "which sample was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    sample = models.CharField(max_length=24)
    at_sim = models.DateTimeField()

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_password_a_form")]

    def __str__(self):
        return f"password changed at {self.at_sim:%Y-%m-%d %H:%M}"
