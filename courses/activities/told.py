"""What is said to an answer as a whole, beside what is said to its parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from courses.activities.models import Marked


class Told(models.Model):
    """One message where all is right, another where it is not."""

    PERSONAL_FIELDS = {}

    message_right = models.CharField(_("what we say when all are right"), max_length=300, blank=True)
    message_wrong = models.CharField(_("what we say otherwise"), max_length=300, blank=True)

    told_panels = [FieldPanel("message_right"), FieldPanel("message_wrong")]

    class Meta:
        abstract = True

    def told(self, response, lines):
        """Returns the lines as one marked answer, its score the share of lines that fit."""
        is_right = all(line.is_right for line in lines)
        score = sum(line.is_right for line in lines) / len(lines)
        message = self.message_right if is_right else self.message_wrong
        return Marked(response, is_right, tuple(lines), message, round(score, 2))
