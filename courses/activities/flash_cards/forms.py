"""The form of flash cards: the reader turns a card and says whether they knew it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.pairs import pack, unpack

KNEW, NOT_YET = "knew", "not-yet"


class FlashCardsForm(ActivityForm):
    """Two radio buttons a card. The cards not known last time come first."""

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        given = unpack(response)
        cards = [card.value for card in activity.cards]
        self.cards = sorted(cards, key=lambda card: given.get(card["key"]) == KNEW)
        for card in self.cards:
            self.fields[card["key"]] = forms.ChoiceField(
                label=_("Did you know it?"),
                choices=[(KNEW, _("I knew it")), (NOT_YET, _("Not yet"))],
                widget=forms.RadioSelect,
                initial=given.get(card["key"], ""),
                error_messages={"required": _("Turn the card, then say if you knew it.")},
            )

    def shown(self):
        """Returns (number, card, field) in the order of the page."""
        return [(number, card, self[card["key"]]) for number, card in enumerate(self.cards, start=1)]

    def response(self):
        """Returns what was said to each card, in the author's order."""
        keys = [card.value["key"] for card in self.activity.cards]
        return pack({key: self.cleaned_data[key] for key in keys})
