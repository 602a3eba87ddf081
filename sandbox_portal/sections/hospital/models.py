"""What is asked for at the bedside that needs no nurse, and the survey after the stay."""

import uuid

from django.db import models

from sandbox_portal.sections.hospital.states import MACHINE, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


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


class StaySurveyQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the survey of one practice, if it was offered."""
        return self.filter(practice=practice)


class StaySurvey(models.Model):
    """The survey after a stay: offered once. Nobody who looks after the person sees what is in it."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "answers": "what was chosen about an invented stay",
        "note": "the learner's practice words; deleted with the practice",
    }

    practice = models.OneToOneField(
        "sandbox_portal.Practice", on_delete=models.CASCADE, related_name="stay_survey"
    )
    status = models.CharField(max_length=16, default=State.OFFERED)
    until = models.DateField()
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    objects = StaySurveyQuerySet.as_manager()

    def __str__(self):
        return f"survey ({self.status})"


class StaySurveyStatus(StatusRow):
    """A state that the survey entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(StaySurvey, on_delete=models.CASCADE, related_name="statuses")
