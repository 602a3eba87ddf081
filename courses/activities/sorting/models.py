"""Sort things into groups."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.models import Activity, key_block
from courses.activities.sorting.forms import SortingForm
from courses.activities.sorting.marking import mark


class GroupBlock(blocks.StructBlock):
    """One group to sort into."""

    key = key_block()
    label = blocks.CharBlock(label=_("group"), max_length=80)


class ThingBlock(blocks.StructBlock):
    """One thing to sort."""

    key = key_block()
    text = blocks.CharBlock(label=_("thing"), max_length=200)
    group = blocks.CharBlock(label=_("key of its group"), max_length=40)
    feedback = blocks.TextBlock(label=_("why it belongs there"), rows=2)


class Sorting(Activity):
    """Things to sort into groups."""

    PERSONAL_FIELDS = {}
    KIND = "sorting"

    groups = StreamField([("group", GroupBlock())], min_num=2, max_num=8, verbose_name=_("groups"))
    items = StreamField([("thing", ThingBlock())], min_num=2, max_num=14, verbose_name=_("things"))
    message_right = models.CharField(_("what we say when all are right"), max_length=300, blank=True)
    message_wrong = models.CharField(_("what we say otherwise"), max_length=300, blank=True)

    panels = [
        *Activity.first_panels,
        FieldPanel("groups"),
        FieldPanel("items"),
        FieldPanel("message_right"),
        FieldPanel("message_wrong"),
        *Activity.last_panels,
    ]

    class Meta:
        verbose_name = _("sorting")
        verbose_name_plural = _("sortings")

    def clean(self):
        """Refuses a thing whose group does not exist."""
        super().clean()
        known = {group.value["key"] for group in self.groups}
        lost = [item.value["text"] for item in self.items if item.value["group"] not in known]
        if lost:
            raise ValidationError({"items": _("No group has the key given for: %s") % ", ".join(lost)})

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier groups chosen."""
        return SortingForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns which things are in their group."""
        return mark(
            [item.value for item in self.items],
            {group.value["key"]: group.value["label"] for group in self.groups},
            response,
            message_right=self.message_right,
            message_wrong=self.message_wrong,
        )
