"""A learner's private notebook: what they wrote in lessons, and notes of their own. Nobody else reads it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.progress.models import LearnerQuerySet


class NotebookQuerySet(LearnerQuerySet):
    def in_lesson(self, lesson_key, place):
        """Returns what was written at one place of a lesson: a step's slug or an activity's key."""
        return self.filter(lesson_key=lesson_key, place=place)

    def of_lesson(self, lesson_key):
        """Returns {place: entry} of one lesson. One query."""
        return {entry.place: entry for entry in self.filter(lesson_key=lesson_key)}

    def latest_first(self):
        """Returns the entries, last written first."""
        return self.order_by("-written_at", "-pk")


class NotebookEntry(models.Model):
    """One entry: the learner's own words and what they were asked."""

    PERSONAL_FIELDS = {
        "learner": "whose notebook it is",
        "lesson_key": "the lesson in which it was written",
        "place": "the step or activity in which it was written",
        "prompt": "what the learner was asked, so that the words make sense later",
        "text": "the learner's own words; kept for them alone, and deleted when they say so",
        "written_at": "to show the last entry first",
        "form_key": "so that a double click keeps one note",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="notebook")
    lesson_key = models.UUIDField(null=True, blank=True)
    place = models.CharField(max_length=60, blank=True)
    prompt = models.CharField(max_length=600, blank=True)
    text = models.TextField(_("your words"))
    written_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(default=uuid.uuid4)

    objects = NotebookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_key", "place"], name="one_entry_a_place"),
            models.UniqueConstraint(fields=["learner", "form_key"], name="one_note_a_form"),
        ]

    def __str__(self):
        return f"notebook entry {self.pk}"
