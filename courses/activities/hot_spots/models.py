"""Find the right place on a picture of a screen."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from courses import drawings
from courses.activities.choice.marking import mark
from courses.activities.hot_spots.forms import HotSpotsForm
from courses.activities.models import Activity, key_block

SIDES = 12  # the picture is a grid of 12 by 12, so that a spot stays in its place at every width


def _place(label):
    return blocks.IntegerBlock(label=label, min_value=1, max_value=SIDES)


class SpotBlock(blocks.StructBlock):
    """A place on the picture."""

    key = key_block()
    text = blocks.CharBlock(
        label=_("the place in words"),
        max_length=160,
        help_text=_("Such as: the envelope at the top. It must do without the picture."),
    )
    column = _place(_("column, 1 to 12 from the left"))
    row = _place(_("row, 1 to 12 from the top"))
    is_right = blocks.BooleanBlock(label=_("this is a right answer"), required=False)
    feedback = blocks.TextBlock(label=_("what we say to it"), rows=2)


class HotSpots(Activity):
    """A picture with places to choose from, and the same places in words."""

    PERSONAL_FIELDS = {}
    KIND = "hot-spots"

    drawing = models.CharField(_("drawing"), max_length=60, choices=drawings.choices, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture of your own"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Shown instead of the drawing. Show no real patient and no real record."),
    )
    alt = models.CharField(_("the picture in words"), max_length=400)
    spots = StreamField([("spot", SpotBlock())], min_num=2, max_num=9, verbose_name=_("places"))

    panels = [
        *Activity.first_panels,
        MultiFieldPanel(
            [FieldPanel("drawing"), FieldPanel("picture"), FieldPanel("alt")], heading=_("Picture")
        ),
        FieldPanel("spots"),
        *Activity.last_panels,
    ]

    class Meta:
        verbose_name = _("picture with places")
        verbose_name_plural = _("pictures with places")

    def clean(self):
        """Refuses a question without a picture or without a right place."""
        super().clean()
        if not self.drawing and not self.picture_id:
            raise ValidationError({"drawing": _("Choose a drawing, or a picture of your own.")})
        if not any(spot.value["is_right"] for spot in self.spots):
            raise ValidationError({"spots": _("Mark at least one place as right.")})

    def form(self, data=None, *, response=""):
        """Returns the form, with the earlier place chosen."""
        return HotSpotsForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns the feedback to one place's key."""
        return mark([spot.value for spot in self.spots], response)

    def right(self):
        """Returns the key of a right place."""
        return next(spot.value["key"] for spot in self.spots if spot.value["is_right"])

    def wrong(self, dice):
        """Returns the key of a wrong place, or of a right one where there is no other."""
        wrong = [spot.value["key"] for spot in self.spots if not spot.value["is_right"]]
        return dice.choice(wrong or [self.right()])
