"""Cards to turn: a word on one side, its meaning on the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.flash_cards.forms import KNEW, NOT_YET, FlashCardsForm
from courses.activities.models import Activity, Line, Marked, key_block
from courses.activities.pairs import pack, unpack


class CardBlock(blocks.StructBlock):
    """One card."""

    key = key_block()
    front = blocks.CharBlock(label=_("front"), max_length=160)
    back = blocks.TextBlock(label=_("back"), rows=2)


class FlashCards(Activity):
    """Cards to recall. Nobody marks them but the reader: what was not known comes first the next time."""

    PERSONAL_FIELDS = {}
    KIND = "flash-cards"

    cards = StreamField([("card", CardBlock())], min_num=2, max_num=12, verbose_name=_("cards"))
    message = models.CharField(_("what we say at the end"), max_length=300, blank=True)

    panels = [
        *Activity.first_panels,
        FieldPanel("cards"),
        FieldPanel("message"),
        *Activity.last_panels,
    ]

    class Meta:
        verbose_name = _("set of cards")
        verbose_name_plural = _("sets of cards")

    def form(self, data=None, *, response=""):
        """Returns the form; the cards that were not known come first."""
        return FlashCardsForm(data, activity=self, response=response)

    def mark(self, response):
        """Returns the cards to look at again. Raises KeyError where a card has no word."""
        given = unpack(response)
        said = {card.value["key"]: given[card.value["key"]] for card in self.cards}
        if lost := set(said.values()) - {KNEW, NOT_YET}:
            raise KeyError(lost.pop())
        lines = tuple(
            Line(card.value["front"], None, card.value["back"])
            for card in self.cards
            if said[card.value["key"]] == NOT_YET
        )
        known = sum(word == KNEW for word in said.values())
        return Marked(response, None, lines, self.message, round(known / len(said), 2))

    def right(self):
        """Returns the response of somebody who knew all."""
        return pack({card.value["key"]: KNEW for card in self.cards})

    def wrong(self, dice):
        """Returns a response with one card not known."""
        keys = [card.value["key"] for card in self.cards]
        return pack(dict.fromkeys(keys, KNEW) | {dice.choice(keys): NOT_YET})
