"""Requests for more medicine, and which pharmacy the person likes."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.medicines.states import MACHINE, OPEN, Kind, State
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class Takes(models.TextChoices):
    AS_TOLD = "as-told", _("Yes, just as the label says")
    DIFFERENTLY = "differently", _("I take it in another way")
    STOPPED = "stopped", _("I stopped taking it")


class Left(models.TextChoices):
    ENOUGH = "enough", _("Enough for a week or more")
    FEW = "few", _("Enough for a few days")
    NONE = "none", _("None. I need it today")


class RefillRequestQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the requests of one practice, oldest first; a draft only in the seat that began it."""
        drafts_of_the_other_seat = models.Q(status=State.DRAFT) & ~models.Q(seat=practice.seat)
        return self.filter(practice=practice).exclude(drafts_of_the_other_seat).order_by("pk")

    def sent(self):
        """Returns what was really asked for."""
        return self.exclude(status=State.DRAFT)

    def drafts(self):
        """Returns what was begun and not sent."""
        return self.filter(status=State.DRAFT)

    def open(self):
        """Returns requests that are not over yet."""
        return self.filter(status__in=OPEN)

    def of(self, medicine):
        """Returns the requests for one medicine."""
        return self.filter(medicine=medicine)

    def with_statuses(self):
        """Returns requests with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class RefillRequest(models.Model):
    """One request for one medicine, from the first step of the form to the pharmacy's counter."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "medicine": "which invented prescription it is about",
        "kind": "whether the learner chose a refill or a renewal",
        "seat": "whose part the learner played",
        "takes": "how the invented person takes it",
        "left": "how much the invented person has left",
        "pharmacy": "which invented pharmacy was chosen",
        "note": "the learner's practice words; deleted with the practice",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="refills")
    form_key = models.UUIDField(default=uuid.uuid4)
    medicine = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind.choices, blank=True)
    seat = models.CharField(max_length=8)
    takes = models.CharField(max_length=12, choices=Takes.choices, blank=True)
    left = models.CharField(max_length=8, choices=Left.choices, blank=True)
    pharmacy = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=32, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    picked_up_on = models.DateField(null=True, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)  # how much of it the pharmacy had
    price_before = models.PositiveIntegerField(null=True, blank=True)  # cents
    price = models.PositiveIntegerField(null=True, blank=True)  # cents, where it went up

    objects = RefillRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_refill_a_form"),
            models.UniqueConstraint(
                fields=["practice", "medicine"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_refill_a_medicine",
            ),
        ]

    def __str__(self):
        return f"{self.kind or 'request'} of {self.medicine} ({self.status})"

    @property
    def is_open(self):
        """True while it was sent and is not over."""
        return self.status in OPEN


class RefillStatus(StatusRow):
    """A state that a request entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(RefillRequest, on_delete=models.CASCADE, related_name="statuses")


class PharmacyChoiceQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the pharmacies preferred in a practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")


class PharmacyChoice(WrittenOnce):
    """The pharmacy that is preferred from now on. The newest row holds; without one, the chart's does."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "pharmacy": "which invented pharmacy is preferred",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    pharmacy = models.CharField(max_length=64)
    chosen_at = models.DateTimeField()

    objects = PharmacyChoiceQuerySet.as_manager()

    def __str__(self):
        return self.pharmacy
