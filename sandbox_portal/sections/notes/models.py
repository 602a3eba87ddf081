"""What the person marked in a visit's papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    TODO = "todo", _("Something I must do")
    MEDICINE = "medicine", _("A medicine changed")
    ASK = "ask", _("I want to ask about this")


class NoteMarkQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the marks of one practice made in the seat played now, oldest first."""
        return self.filter(practice=practice, seat=practice.seat).order_by("pk")


class NoteMark(models.Model):
    """One mark at one line of a visit's papers; a to-do can be ticked off."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "seat": "whose part the learner played",
        "visit": "which invented visit it is about",
        "line": "which line of its papers",
        "kind": "whether it is a to-do, a medicine or a question",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    seat = models.CharField(max_length=8)
    visit = models.CharField(max_length=64)
    line = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=Mark.choices)
    is_done = models.BooleanField(default=False)

    objects = NoteMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "seat", "visit", "line"], name="one_mark_a_line")
        ]

    def __str__(self):
        return f"{self.visit} {self.line}: {self.kind}"
