"""What was sent to the insurer."""

import uuid

from django.db import models

from sandbox_portal.sections.insurance.states import MACHINE, OPEN, Kind, State
from sandbox_portal.transitions import StatusRow


class PlanRequestQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the requests of one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def sent(self):
        """Returns what was really sent."""
        return self.exclude(status=State.DRAFT)

    def about(self, item):
        """Returns the requests about one claim or one kind of care."""
        return self.filter(item=item)

    def with_statuses(self):
        """Returns requests with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class PlanRequest(models.Model):
    """One appeal, answer, request for approval or request for a card."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click sends once only",
        "seat": "whose part the learner played",
        "kind": "what was sent",
        "item": "which invented claim or care it is about",
        "reason": "what was chosen from a list",
        "papers": "which samples of the shelf were added",
        "note": "the learner's practice words; deleted with the practice",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    item = models.CharField(max_length=64)
    reason = models.CharField(max_length=24, blank=True)
    papers = models.JSONField(default=list)
    note = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=State.DRAFT)

    objects = PlanRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_plan_request_a_form"),
            models.UniqueConstraint(
                fields=["practice", "kind", "item"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_plan_request",
            ),
        ]

    def __str__(self):
        return f"{self.kind} about {self.item} ({self.status})"

    @property
    def is_open(self):
        """True while it was sent and has no answer."""
        return self.status in OPEN


class PlanRequestStatus(StatusRow):
    """A state that a request entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(PlanRequest, on_delete=models.CASCADE, related_name="statuses")
