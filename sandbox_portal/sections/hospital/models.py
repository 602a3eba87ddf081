"""What is asked for at the bedside that needs no nurse."""

import uuid

from django.db import models

from sandbox_portal.transitions import WrittenOnce, WrittenOnceQuerySet


class StayRequestQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the requests of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")


class StayRequest(WrittenOnce):
    """A meal, a blanket, a visit of the chaplain: chosen from a list."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "what": "what was chosen from the list",
        "asked_at": "the pretend time",
    }

    practice = models.ForeignKey(
        "sandbox_portal.Practice", on_delete=models.CASCADE, related_name="stay_requests"
    )
    form_key = models.UUIDField(default=uuid.uuid4)
    what = models.CharField(max_length=24)
    asked_at = models.DateTimeField()

    objects = StayRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_request_a_form")]

    def __str__(self):
        return self.what
