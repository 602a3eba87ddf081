"""What the safety rules found in a text: never the text itself, only where and of what kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Tier(StrEnum):
    """How urgent the words are; the order is the order in which panels stand on a page."""

    EMERGENCY = "T1"  # call the emergency number now
    SELF_HARM = "T2"  # call or text the crisis line now
    CALL_TODAY = "T3"  # call the clinic or nurse line today
    WRONG_CHANNEL = "T4"  # another way is quicker; only the coach speaks

    @property
    def slug(self) -> str:
        """The name that events and scenarios use: "emergency", "crisis", "call-today", "wrong-channel"."""
        return "crisis" if self is Tier.SELF_HARM else self.name.lower().replace("_", "-")


STOPPING = frozenset({Tier.EMERGENCY, Tier.SELF_HARM})


class Action(StrEnum):
    """What happens with a text that carries an identifier."""

    BLOCK = "block"
    WARN = "warn"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase of a word list that a text contains.

    `softened` names why it is only a note ("negated", "past", "family", "about", "accident"), or is None
    for a full alarm. `start` and `end` count characters of the NFC form of the text.
    """

    tier: Tier
    group: str
    language: str
    start: int
    end: int
    softened: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """One thing that looks like a real person's identifier; it holds its place, never its digits."""

    kind: str
    action: Action
    start: int
    end: int
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one text, or in several fields of one form."""

    hits: tuple[Hit, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    _tiers: frozenset[Tier] = field(init=False, repr=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tiers", frozenset(hit.tier for hit in self.hits if not hit.softened))

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers with a full alarm, most urgent first."""
        return tuple(tier for tier in Tier if tier in self._tiers)

    @property
    def emergency(self) -> Tier | None:
        """T1 or T2, whichever stands first, or None where the text may go on."""
        return next((tier for tier in self.tiers if tier in STOPPING), None)

    @property
    def stops(self) -> tuple[Tier, ...]:
        """T1 and T2 as found; both, when both were found."""
        return tuple(tier for tier in self.tiers if tier in STOPPING)

    @property
    def notes(self) -> tuple[Tier, ...]:
        """Tiers that were only mentioned: negated, long past, another person's history."""
        soft = {hit.tier for hit in self.hits if hit.softened} - self._tiers
        return tuple(tier for tier in Tier if tier in soft)

    @property
    def blocks(self) -> tuple[Identifier, ...]:
        return self._acting(Action.BLOCK)

    @property
    def warnings(self) -> tuple[Identifier, ...]:
        return self._acting(Action.WARN)

    @property
    def mentions(self) -> tuple[Identifier, ...]:
        return self._acting(Action.SOFT)

    def _acting(self, action: Action) -> tuple[Identifier, ...]:
        return tuple(item for item in self.identifiers if item.action is action)

    @staticmethod
    def together(several: Iterable[Findings]) -> Findings:
        """The findings of many fields as one; places then belong to different texts and mean nothing."""
        every = list(several)
        return Findings(
            hits=tuple(hit for one in every for hit in one.hits),
            identifiers=tuple(item for one in every for item in one.identifiers),
        )
