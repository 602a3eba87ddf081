"""Choose one of several answers. Each answer has its own feedback."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.choice.forms import ChoiceForm
from courses.activities.choice.marking import mark
from courses.activities.models import Activity, key_block


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    key = key_block()
    text = blocks.CharBlock(label=_("answer"), max_length=200)
    is_right = blocks.BooleanBlock(label=_("this is a right answer"), required=False)
    feedback = blocks.TextBlock(label=_("what we say to it"), rows=2)


class Choice(Activity):
    """A question with answers to choose from."""

    PERSONAL_FIELDS = {}
    KIND = "choice"

    options = StreamField([("option", OptionBlock())], min_num=2, max_num=8, verbose_name=_("answers"))

    panels = [*Activity.first_panels, FieldPanel("options"), *Activity.last_panels]

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier answer chosen."""
        return ChoiceForm(data, activity=self, initial={"answer": response})

    def mark(self, response):
        """Returns the feedback to one answer's key."""
        return mark([option.value for option in self.options], response)

    def right(self):
        """Returns the key of a right answer."""
        return next(option.value["key"] for option in self.options if option.value["is_right"])

    def wrong(self, dice):
        """Returns the key of a wrong answer, or of a right one where there is no other."""
        wrong = [option.value["key"] for option in self.options if not option.value["is_right"]]
        return dice.choice(wrong or [self.right()])
