"""Fill a gap with a word or a number of one's own memory."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.fill_in.forms import LONGEST, FillInForm
from courses.activities.fill_in.marking import ACCEPTED, OTHER, lines
from courses.activities.models import Activity, key_block
from courses.activities.pairs import pack
from courses.activities.told import Told


def _answers(label):
    return blocks.ListBlock(blocks.CharBlock(label=_("answer"), max_length=LONGEST), label=label, min_num=1)


class MistakeBlock(blocks.StructBlock):
    """An answer that many people give, and what we say to it."""

    answers = _answers(_("what people type"))
    feedback = blocks.TextBlock(label=_("what we say to it"), rows=2)


class GapBlock(blocks.StructBlock):
    """A line to be ended by the reader."""

    key = key_block()
    text = blocks.CharBlock(label=_("line that ends in the gap"), max_length=200)
    accepted = _answers(_("right answers; the first is shown"))
    feedback = blocks.TextBlock(label=_("what we say to a right answer"), rows=2)
    mistakes = blocks.ListBlock(MistakeBlock(), label=_("mistakes people make"), default=[])
    feedback_other = blocks.TextBlock(label=_("what we say to any other answer"), rows=2)


class FillIn(Told, Activity):
    """Gaps to fill. What is typed is compared and forgotten: only which answer it was is kept."""

    PERSONAL_FIELDS = {}
    KIND = "fill-in"
    IS_TYPED = True

    gaps = StreamField([("gap", GapBlock())], min_num=1, max_num=6, verbose_name=_("gaps"))

    panels = [*Activity.first_panels, FieldPanel("gaps"), *Told.told_panels, *Activity.last_panels]

    class Meta:
        verbose_name = _("fill-in")
        verbose_name_plural = _("fill-ins")

    def form(self, data=None, *, response=""):
        """Returns the form, with the gaps filled that were right."""
        return FillInForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns which gaps are filled rightly."""
        return self.told(response, lines([gap.value for gap in self.gaps], response))

    def right(self):
        """Returns the response with every gap filled rightly."""
        return pack({gap.value["key"]: ACCEPTED for gap in self.gaps})

    def wrong(self, dice):
        """Returns a response with one gap filled otherwise."""
        keys = [gap.value["key"] for gap in self.gaps]
        return pack(dict.fromkeys(keys, ACCEPTED) | {dice.choice(keys): OTHER})
