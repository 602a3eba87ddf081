"""Requests to correct the record."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.corrections.states import MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow


class Fault(models.TextChoices):
    WRONG_SIDE = "wrong-side", _("Wrong side: left and right are mixed up")
    WRONG_FACT = "wrong-fact", _("A fact is wrong")
    MISSING = "missing", _("Something is missing")
    TAKE_OUT = "take-out", _("It is true, but I want it taken out")


class Proof(models.TextChoices):
    RESULT = "result", _("A test result in my record")
    SUMMARY = "summary", _("Another page of my record")
    NONE = "none", _("None")


class AmendmentQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the requests of one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def sent(self):
        """Returns what was really asked for."""
        return self.exclude(status=State.DRAFT)

    def drafts(self):
        """Returns what was begun and not sent."""
        return self.filter(status=State.DRAFT)

    def open(self):
        """Returns requests without an answer."""
        return self.filter(status__in=OPEN)

    def with_statuses(self):
        """Returns requests with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class Amendment(models.Model):
    """One request about one line of one visit's papers."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "seat": "whose part the learner played",
        "visit": "which invented visit it is about",
        "line": "which line of its papers",
        "fault": "what kind of mistake was chosen",
        "proof": "what kind of proof was chosen",
        "wrong": "the learner's practice words; deleted with the practice",
        "right": "the learner's practice words; deleted with the practice",
        "statement": "the learner's practice words; deleted with the practice",
    }

    practice = models.ForeignKey(
        "sandbox_portal.Practice", on_delete=models.CASCADE, related_name="amendments"
    )
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    visit = models.CharField(max_length=64)
    line = models.CharField(max_length=24)
    fault = models.CharField(max_length=12, choices=Fault.choices)
    proof = models.CharField(max_length=8, choices=Proof.choices)
    tell_others = models.BooleanField(default=False)
    wrong = models.TextField()
    right = models.TextField(blank=True)
    statement = models.TextField(blank=True)
    status = models.CharField(max_length=16, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_amendment_a_form"),
            models.UniqueConstraint(
                fields=["practice", "visit", "line"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_amendment_a_line",
            ),
        ]

    def __str__(self):
        return f"{self.fault} in {self.visit} ({self.status})"

    @property
    def is_open(self):
        """True while it was sent and has no answer."""
        return self.status in OPEN


class AmendmentStatus(StatusRow):
    """A state that a request entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="statuses")
