"""Changes to what the clinic has on file about the person."""

import uuid

from django.db import models

from sandbox_portal.sections.profile.states import IN_USE, MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow


class ProfileChangeQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the changes made in one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def in_use(self):
        """Returns changes that hold; of several for one field the newest."""
        return self.filter(status__in=IN_USE)

    def open(self):
        """Returns changes that are not through yet."""
        return self.filter(status__in=OPEN)


class ProfileChange(models.Model):
    """One change of one field. The new value is chosen from a shelf of invented ones, never typed."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click changes once only",
        "seat": "whose part the learner played",
        "field": "which part of the invented profile is changed",
        "value": "which invented value was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    field = models.CharField(max_length=16)
    value = models.CharField(max_length=64)
    code = models.CharField(max_length=6, blank=True)
    status = models.CharField(max_length=16, default=State.CHOSEN)

    objects = ProfileChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_profile_change_a_form")
        ]

    def __str__(self):
        return f"{self.field}: {self.value} ({self.status})"


class ProfileStatus(StatusRow):
    """A state that a change entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(ProfileChange, on_delete=models.CASCADE, related_name="statuses")
