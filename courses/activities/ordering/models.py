"""Put steps in order, by giving each a number."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.models import Activity, key_block
from courses.activities.ordering.forms import OrderingForm
from courses.activities.ordering.marking import lines
from courses.activities.pairs import JOINT
from courses.activities.told import Told


class StepBlock(blocks.StructBlock):
    """One step to put in its place."""

    key = key_block()
    text = blocks.CharBlock(label=_("step"), max_length=200)
    feedback = blocks.CharBlock(label=_("why it goes there"), max_length=255, required=False)


class Ordering(Told, Activity):
    """Steps to put in order. The author writes them in the right order; learners see them mixed."""

    PERSONAL_FIELDS = {}
    KIND = "ordering"

    items = StreamField(
        [("step", StepBlock())], min_num=2, max_num=8, verbose_name=_("steps, in the right order")
    )

    panels = [
        *Activity.first_panels,
        FieldPanel("items"),
        *Told.told_panels,
        *Activity.last_panels,
    ]

    class Meta:
        verbose_name = _("ordering")
        verbose_name_plural = _("orderings")

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier numbers."""
        return OrderingForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns which steps stand in their place."""
        return self.told(response, lines([item.value for item in self.items], response))

    def right(self):
        """Returns the response with the steps in their order."""
        return JOINT.join(item.value["key"] for item in self.items)

    def wrong(self, dice):
        """Returns a response with the first step at the end."""
        keys = [item.value["key"] for item in self.items]
        return JOINT.join(keys[1:] + keys[:1])
