"""Match things that belong together."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.matching.forms import MatchingForm
from courses.activities.matching.marking import lines
from courses.activities.models import Activity, key_block
from courses.activities.pairs import pack
from courses.activities.told import Told


class PairBlock(blocks.StructBlock):
    """A thing and what goes with it."""

    key = key_block()
    text = blocks.CharBlock(label=_("thing"), max_length=160)
    partner = blocks.CharBlock(label=_("what goes with it"), max_length=160)
    feedback = blocks.TextBlock(label=_("why they go together"), rows=2)


class ExtraBlock(blocks.StructBlock):
    """A partner that goes with nothing, so that the last one cannot be guessed."""

    key = key_block()
    text = blocks.CharBlock(label=_("goes with nothing"), max_length=160)


class Matching(Told, Activity):
    """Things and partners to put together."""

    PERSONAL_FIELDS = {}
    KIND = "matching"

    pairs = StreamField([("pair", PairBlock())], min_num=2, max_num=8, verbose_name=_("pairs"))
    extras = StreamField(
        [("extra", ExtraBlock())], max_num=3, blank=True, verbose_name=_("partners of nothing")
    )

    panels = [
        *Activity.first_panels,
        FieldPanel("pairs"),
        FieldPanel("extras"),
        *Told.told_panels,
        *Activity.last_panels,
    ]

    class Meta:
        verbose_name = _("matching")
        verbose_name_plural = _("matchings")

    def partners(self):
        """Returns all partners as dicts with key and text, the right ones in the pairs' order."""
        own = [{"key": pair.value["key"], "text": pair.value["partner"]} for pair in self.pairs]
        return own + [{"key": extra.value["key"], "text": extra.value["text"]} for extra in self.extras]

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier partners chosen."""
        return MatchingForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns which things have their partner."""
        partners = {one["key"]: one["text"] for one in self.partners()}
        return self.told(response, lines([pair.value for pair in self.pairs], partners, response))

    def right(self):
        """Returns the response with every thing beside its partner."""
        return pack({pair.value["key"]: pair.value["key"] for pair in self.pairs})

    def wrong(self, dice):
        """Returns a response in which two things have each other's partner."""
        keys = [pair.value["key"] for pair in self.pairs]
        one, other = dice.sample(keys, 2)
        return pack({key: key for key in keys} | {one: other, other: one})
