"""Which app may read what of the record, until when, and when a tracker sent its readings."""

import uuid

from django.db import models

from sandbox_portal.sections.apps.states import MACHINE, Outcome, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class AppLinkQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the apps of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def connected(self):
        """Returns apps that may read now."""
        return self.filter(status=State.CONNECTED)

    def decided(self):
        """Returns what was answered with yes or no."""
        return self.exclude(status=State.ASKED)

    def of(self, app):
        """Returns the access of one app."""
        return self.filter(app=app)


class AppLink(models.Model):
    """One app's access, from the question to its end."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "app": "which invented app it is",
        "scopes": "which parts of the invented record were allowed",
        "days": "for how long it was allowed",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    app = models.CharField(max_length=24)
    scopes = models.JSONField(default=list, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    allowed_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=State.ASKED)

    objects = AppLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_app_a_form"),
            models.UniqueConstraint(
                fields=["practice", "app"],
                condition=models.Q(status__in=[str(State.ASKED), str(State.CONNECTED)]),
                name="one_standing_access_an_app",
            ),
        ]

    def __str__(self):
        return f"{self.app} ({self.status})"


class AppLinkStatus(StatusRow):
    """A state that an app's access entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(AppLink, on_delete=models.CASCADE, related_name="statuses")


class AppSyncQuerySet(WrittenOnceQuerySet):
    def for_link(self, link):
        """Returns the times at which a tracker tried to send, newest first."""
        return self.filter(link=link).order_by("-pk")


class AppSync(WrittenOnce):
    """A tracker tried to send its readings."""

    PERSONAL_FIELDS = {"outcome": "how it went"}

    link = models.ForeignKey(AppLink, on_delete=models.CASCADE, related_name="syncs")
    at_sim = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices)

    objects = AppSyncQuerySet.as_manager()

    def __str__(self):
        return f"{self.outcome} at {self.at_sim:%Y-%m-%d %H:%M}"
