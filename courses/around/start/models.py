"""What a learner knew already: shown by a short check, and never counted as learned."""

from django.db import models
from django.utils import timezone

from courses.progress.models import LearnerQuerySet


class KnownLesson(models.Model):
    """A lesson whose questions a learner answered right without taking it."""

    PERSONAL_FIELDS = {
        "learner": "who knew it",
        "lesson_key": "which lesson, so that it may be left out",
        "known_at": "shown in the learner's own data",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="known_lessons")
    lesson_key = models.UUIDField()
    known_at = models.DateTimeField(default=timezone.now)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_key"], name="one_known_row_a_lesson")
        ]

    def __str__(self):
        return f"known lesson {self.pk}"
