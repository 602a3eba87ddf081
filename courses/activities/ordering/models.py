"""Put steps in order, by giving each a number."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.models import Activity, key_block
from courses.activities.ordering.forms import OrderingForm
from courses.activities.ordering.marking import mark


class StepBlock(blocks.StructBlock):
    """One step to put in its place."""

    key = key_block()
    text = blocks.CharBlock(label=_("step"), max_length=200)
    feedback = blocks.CharBlock(label=_("why it goes there"), max_length=255, required=False)


class Ordering(Activity):
    """Steps to put in order. The author writes them in the right order; learners see them mixed."""

    PERSONAL_FIELDS = {}
    KIND = "ordering"

    items = StreamField(
        [("step", StepBlock())], min_num=2, max_num=8, verbose_name=_("steps, in the right order")
    )
    message_right = models.CharField(_("what we say when all are right"), max_length=300, blank=True)
    message_wrong = models.CharField(_("what we say otherwise"), max_length=300, blank=True)

    panels = [
        *Activity.first_panels,
        FieldPanel("items"),
        FieldPanel("message_right"),
        FieldPanel("message_wrong"),
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
        return mark(
            [item.value for item in self.items],
            response,
            message_right=self.message_right,
            message_wrong=self.message_wrong,
        )
