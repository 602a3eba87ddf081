"""A video visit with a doctor one does not know, from the first questions to its end."""

import uuid

from django.db import models

from sandbox_portal.sections.telemedicine.states import MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow


class RemoteVisitQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the video visits of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def open(self):
        """Returns the visits that are not over."""
        return self.filter(status__in=OPEN)


class RemoteVisit(models.Model):
    """One visit. Every answer is chosen from a list, so that nobody's real facts end up here."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click begins one visit only",
        "reason": "the invented reason that was chosen",
        "place": "the invented place that was chosen",
        "pharmacy": "the invented pharmacy that was chosen",
        "is_told": "whether the medicine list was given along",
        "begun_at": "the pretend time",
    }

    practice = models.ForeignKey(
        "sandbox_portal.Practice", on_delete=models.CASCADE, related_name="remote_visits"
    )
    form_key = models.UUIDField(default=uuid.uuid4)
    reason = models.CharField(max_length=24)
    place = models.CharField(max_length=24)
    pharmacy = models.CharField(max_length=24)
    is_told = models.BooleanField(default=False)
    status = models.CharField(max_length=16, default=State.CHECKED)
    begun_at = models.DateTimeField()

    objects = RemoteVisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_remote_visit_a_form"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_remote_visit",
            ),
        ]

    def __str__(self):
        return f"{self.reason} ({self.status})"


class RemoteVisitStatus(StatusRow):
    """A state that a video visit entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(RemoteVisit, on_delete=models.CASCADE, related_name="statuses")
