"""The invented person's practice cards, the only ones that a form takes: test numbers of card makers.

What else is typed is refused, shown nowhere again, and kept nowhere.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Card:
    """One practice card. It is good through December of the practice's year + `years`."""

    slug: str
    name: str
    number: str
    code: str
    years: int
    is_declined: bool = False

    @property
    def spaced(self) -> str:
        """The number in groups of four, as it stands on a card."""
        return " ".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))

    @property
    def ending(self) -> str:
        return self.number[-4:]

    def good_through(self, practice) -> tuple[int, int]:
        """Returns its last month: (month, year)."""
        return 12, practice.started_on.year + self.years

    def is_expired(self, practice) -> bool:
        month, year = self.good_through(practice)
        return (practice.today.year, practice.today.month) > (year, month)


CARDS = {
    card.slug: card
    for card in (
        Card("blue", _("Blue card"), "4242424242424242", "123", 2),
        Card("old", _("Old card"), "4111111111111111", "456", -1),
        Card("store", _("Store card"), "5555555555554444", "789", 1, is_declined=True),
    )
}


def find(number: str) -> Card | None:
    """Returns the practice card with this number; any other number finds none."""
    typed = "".join(sign for sign in number if sign.isdigit())
    return next((card for card in CARDS.values() if card.number == typed), None)


def rows(practice) -> list[dict]:
    """The cards as a page shows them beside the form."""
    found = []
    for card in CARDS.values():
        month, year = card.good_through(practice)
        found.append(
            {
                "name": card.name,
                "number": card.spaced,
                "until": f"{month:02}/{year % 100:02}",
                "code": card.code,
            }
        )
    return found
