"""A sitting of some cases of a trainer, and what was chosen. Nothing is typed in it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import WrittenOnce


class SittingQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns one learner's sittings, the newest first; none for a visitor without a learner."""
        return self.none() if learner is None else self.filter(learner=learner).order_by("-pk")

    def at(self, drill):
        """Returns the sittings of one trainer."""
        return self.filter(drill=drill)

    def open(self):
        """Returns those that are not finished."""
        return self.filter(ended_at=None)


class Sitting(models.Model):
    """The cases of one trainer in a row."""

    PERSONAL_FIELDS = {
        "learner": "whose sitting it is",
        "key": "its own address",
        "drill": "which trainer it belongs to",
        "items": "which cases it holds",
        "language": "the language it is done in",
        "started_at": "to show the newest one first",
        "ended_at": "whether it is finished",
        "form_key": "so that a double click begins one",
        "registration": "joins the statements of one sitting",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="sittings_of_calls")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(default=uuid.uuid4)
    drill = models.SlugField(max_length=24, default="message-or-call")
    items = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="en")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "form_key"], name="one_sitting_a_form")]

    def __str__(self):
        return f"sitting {self.pk}"


class Choice(WrittenOnce):
    """What was chosen for one case, and how sure one was. It cannot be changed: the first thought counts."""

    class Way(models.TextChoices):
        EMERGENCY = "emergency", _("Call the emergency number now")
        CALL = "call", _("Call the clinic today")
        MESSAGE = "message", _("Send a message")
        REAL = "real", _("Real: I trust it")
        FAKE = "fake", _("Fake: I do not touch it")

    class Sure(models.IntegerChoices):
        GUESS = 1, _("I am guessing")
        FAIRLY = 2, _("I am fairly sure")
        SURE = 3, _("I am sure")

    PERSONAL_FIELDS = {
        "way": "which way was chosen",
        "sure": "how sure one was",
        "at_real": "when it was chosen",
    }

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="choices")
    item = models.SlugField(max_length=48)
    way = models.CharField(max_length=12, choices=Way.choices)
    sure = models.PositiveSmallIntegerField(choices=Sure.choices)
    at_real = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sitting", "item"], name="one_choice_a_case")]

    def __str__(self):
        return f"{self.item}: {self.way}"
