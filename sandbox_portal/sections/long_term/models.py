"""Readings from home, and the goals they are held against. Numbers of an invented person only."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import WrittenOnce, WrittenOnceQuerySet


class What(models.TextChoices):
    PRESSURE = "pressure", _("Blood pressure")
    SUGAR = "sugar", _("Blood sugar")
    WEIGHT = "weight", _("Weight")
    OXYGEN = "oxygen", _("Oxygen level")
    PEAK_FLOW = "peak-flow", _("Peak flow")
    SYMPTOMS = "symptoms", _("Symptoms")


class ReadingQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the readings of one practice, newest first."""
        return self.filter(practice=practice).order_by("-taken_at", "-pk")

    def of(self, what):
        """Returns the readings of one kind."""
        return self.filter(what=what)


class Reading(WrittenOnce):
    """One number from home. `second` is the bottom number of a blood pressure."""

    class Source(models.TextChoices):
        SELF = "self"
        DEVICE = "device"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click notes it once only",
        "what": "what was measured in the story",
        "first": "an invented person's number",
        "second": "an invented person's number",
        "context": "when in the pretend day it was measured",
        "source": "typed in, or from a pretend device",
        "taken_at": "the pretend time of the reading",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="readings")
    form_key = models.UUIDField(default=uuid.uuid4)
    what = models.CharField(max_length=12, choices=What.choices)
    first = models.DecimalField(max_digits=5, decimal_places=1)
    second = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    context = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SELF)
    band = models.CharField(max_length=12)
    taken_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_reading_a_form")]

    def __str__(self):
        return f"{self.what}: {self.band}"


class GoalQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the goals of one practice, oldest first: the newest of a kind holds."""
        return self.filter(practice=practice).order_by("pk")


class Goal(WrittenOnce):
    """A goal that the person chose from those the care team set out."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click sets it once only",
        "goal": "which goal was chosen from the list",
        "how": "which small step was chosen from the list",
        "set_at": "the pretend time",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="goals")
    form_key = models.UUIDField(default=uuid.uuid4)
    goal = models.CharField(max_length=24)
    how = models.CharField(max_length=24)
    set_at = models.DateTimeField()

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_goal_a_form")]

    def __str__(self):
        return self.goal
