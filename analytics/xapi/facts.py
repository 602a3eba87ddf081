"""What a caller tells the recorder: keys, numbers and given answers, never free text."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from analytics.xapi.addresses import activity_iri
from analytics.xapi.errors import BadStatementError, FreeTextError, UnknownActivityTypeError
from analytics.xapi.vocabulary import ACTIVITY_TYPES

# A permanent key: slugs or ids, joined by slashes.
_KEY = re.compile(r"^[a-z0-9]+([._~-][a-z0-9]+)*(/[a-z0-9]+([._~-][a-z0-9]+)*)*$")
# One of the given answers, or several of them joined as xAPI joins choices.
_ANSWER = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*(\[,\][a-z0-9]+(-[a-z0-9]+)*)*$")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_LONGEST_ANSWER = 200
_LONGEST_KEY = 200
# Their titles would be the learner's own words.
_NAMELESS_TYPES = frozenset({"plan-step"})


@dataclass(frozen=True)
class Activity:
    """One thing a learner works on: its type, its permanent key and the title its author gave it."""

    type: str
    key: str
    name: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        if self.type not in ACTIVITY_TYPES:
            raise UnknownActivityTypeError(f"{self.type!r} is not one of {', '.join(sorted(ACTIVITY_TYPES))}")
        if len(self.key) > _LONGEST_KEY or not _KEY.match(self.key):
            raise FreeTextError(f"{self.key!r} is no permanent key: lower-case slugs joined by slashes")
        if self.name and self.type in _NAMELESS_TYPES:
            raise FreeTextError(f"a {self.type} has no title: its words stay with the learner")

    @property
    def iri(self) -> str:
        """Returns the activity's id in statements."""
        return activity_iri(self.type, self.key)


@dataclass(frozen=True)
class Cases:
    """How the cases of a trainer went: counts of all and right ones, dangerous and harmless ones."""

    of: int
    right: int
    threats: int
    caught: int
    harmless: int
    alarms: int

    def __post_init__(self):
        pairs = ((self.right, self.of), (self.caught, self.threats), (self.alarms, self.harmless))
        if any(type(part) is not int or not 0 <= part <= whole for part, whole in pairs):
            raise BadStatementError("result.cases", "a part is larger than its whole, or no count")


@dataclass(frozen=True)
class Result:
    """How it went. `score` goes from 0 to 1, `response` is one of the given answers' keys.

    `mistakes` are slugs, `cases` those of a trainer.
    """

    success: bool | None = None
    completion: bool | None = None
    score: float | None = None
    response: str | None = None
    duration: timedelta | None = None
    hints: int | None = None
    tries: int | None = None
    mistakes: tuple[str, ...] = ()
    cases: Cases | None = None

    def __post_init__(self):
        if self.response is not None:
            _refuse_free_text(self.response)
        if self.score is not None and not 0 <= self.score <= 1:
            raise BadStatementError("result.score", f"{self.score} is not between 0 and 1")
        if not all(_SLUG.match(mistake) for mistake in self.mistakes):
            raise FreeTextError("a mistake is named by its slug")
        for name in ("hints", "tries"):
            count = getattr(self, name)
            if count is not None and (type(count) is not int or count < 0):
                raise BadStatementError(f"result.{name}", f"{count!r} is no count")


def _refuse_free_text(response: str) -> None:
    """Raise FreeTextError unless the response looks like the key of a given answer."""
    if len(response) > _LONGEST_ANSWER or not _ANSWER.match(response):
        raise FreeTextError("a response must be the key of a given answer, such as 'most-times'")
