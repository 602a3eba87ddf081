"""Choose every answer that fits. Each answer has its own feedback, ticked or not."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.choice.models import OptionBlock
from courses.activities.models import Activity
from courses.activities.pairs import JOINT
from courses.activities.several.forms import SeveralForm
from courses.activities.several.marking import lines
from courses.activities.told import Told


class Several(Told, Activity):
    """A question with more than one right answer."""

    PERSONAL_FIELDS = {}
    KIND = "several"

    options = StreamField([("option", OptionBlock())], min_num=3, max_num=10, verbose_name=_("answers"))

    panels = [*Activity.first_panels, FieldPanel("options"), *Told.told_panels, *Activity.last_panels]

    class Meta:
        verbose_name = _("choice of several")
        verbose_name_plural = _("choices of several")

    def clean(self):
        """Refuses a question without a right answer."""
        super().clean()
        if not any(option.value["is_right"] for option in self.options):
            raise ValidationError({"options": _("Mark at least one answer as right.")})

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier answers ticked."""
        return SeveralForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns what was ticked or left rightly."""
        return self.told(response, lines([option.value for option in self.options], response))

    def right(self):
        """Returns the keys of all right answers."""
        return JOINT.join(option.value["key"] for option in self.options if option.value["is_right"])

    def wrong(self, dice):
        """Returns a response with one answer too many, or one too few where all are right."""
        wrong = [option.value["key"] for option in self.options if not option.value["is_right"]]
        right = self.right().split(JOINT)
        return JOINT.join([*right, dice.choice(wrong)] if wrong else right[1:])
