"""Sort things into groups."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.models import Activity, key_block
from courses.activities.pairs import pack
from courses.activities.sorting.forms import SortingForm
from courses.activities.sorting.marking import lines
from courses.activities.told import Told


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


class Sorting(Told, Activity):
    """Things to sort into groups."""

    PERSONAL_FIELDS = {}
    KIND = "sorting"

    groups = StreamField([("group", GroupBlock())], min_num=2, max_num=8, verbose_name=_("groups"))
    items = StreamField([("thing", ThingBlock())], min_num=2, max_num=14, verbose_name=_("things"))

    panels = [
        *Activity.first_panels,
        FieldPanel("groups"),
        FieldPanel("items"),
        *Told.told_panels,
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
        labels = {group.value["key"]: group.value["label"] for group in self.groups}
        return self.told(response, lines([item.value for item in self.items], labels, response))

    def right(self):
        """Returns the response that puts every thing into its group."""
        return pack({item.value["key"]: item.value["group"] for item in self.items})

    def wrong(self, dice):
        """Returns a response with one thing in another group."""
        answers = {item.value["key"]: item.value["group"] for item in self.items}
        lost = dice.choice(list(answers))
        groups = [group.value["key"] for group in self.groups]
        answers[lost] = dice.choice([group for group in groups if group != answers[lost]])
        return pack(answers)
