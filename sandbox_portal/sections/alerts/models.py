"""Alerts that were sent, and what was chosen about them."""

import uuid

from django.db import models
from django.db.models.functions import Coalesce

from sandbox_portal.sections.alerts.kinds import Channel
from sandbox_portal.sections.alerts.states import ARRIVED, MACHINE, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class AlertChoiceQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns what was chosen in one practice, oldest first; the last about a thing holds."""
        return self.filter(practice=practice).order_by("pk")


class AlertChoice(WrittenOnce):
    """One choice about alerts: where one kind goes, or one of the settings."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click chooses once only",
        "what": "which sort of alert, or which setting",
        "value": "where it goes, or what was set",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    what = models.SlugField(max_length=16)
    value = models.CharField(max_length=32, blank=True)
    at_sim = models.DateTimeField()

    objects = AlertChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_alert_choice_a_form")
        ]

    def __str__(self):
        return f"{self.what}: {self.value or 'off'}"


class AlertQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the alerts of one practice, newest first."""
        return self.filter(practice=practice).order_by("-at_sim", "-pk")

    def arrived(self):
        """Returns what reached the phone or the mailbox."""
        return self.filter(status__in=ARRIVED)

    def held(self):
        """Returns what waits for the morning or for the daily list, oldest first."""
        return self.filter(status=State.HELD).order_by("pk")

    def on(self, channels):
        """Returns what went these ways."""
        return self.filter(channel__in=channels)

    def unread_by_channel(self, practice):
        """Returns [(channel, how many)] of what is new in one practice. One query."""
        new = self.filter(practice=practice, status=State.SENT).order_by()
        return list(new.values_list("channel").annotate(count=models.Count("pk")))

    def waiting_of(self, practice):
        """Returns, as one number for a query about practices, how many alerts are new in each."""
        new = self.filter(practice=practice, status=State.SENT).order_by().values("practice")
        return Coalesce(models.Subquery(new.annotate(n=models.Count("pk")).values("n")), 0)


class Alert(models.Model):
    """One text, e-mail, app alert or letter about something new. It never says what the news is."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "kind": "what sort of news it tells of",
        "item": "which invented thing it is about",
        "at_sim": "the pretend time at which it was sent",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="alerts")
    kind = models.SlugField(max_length=16)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    item = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    at_sim = models.DateTimeField()
    status = models.CharField(max_length=16, default=State.SENT)

    objects = AlertQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["practice", "status"], name="alerts_of_a_practice")]

    def __str__(self):
        return f"{self.kind} by {self.channel} ({self.status})"


class AlertStatus(StatusRow):
    """A state that an alert entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="statuses")
