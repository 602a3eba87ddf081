"""What a health record lists of a person: allergies, problems, family, vaccines, what is due."""

from dataclasses import dataclass
from datetime import date

from sandbox_portal.chart.text import Text


@dataclass(frozen=True)
class Allergy:
    id: str
    substance: Text
    reaction: Text
    severity: str  # "mild", "moderate", "severe" or ""
    kind: str  # "allergy" or "intolerance"
    recorded_on: date | None


@dataclass(frozen=True)
class Problem:
    id: str
    name: Text
    status: str  # "active", "resolved", ...
    since: date | None


@dataclass(frozen=True)
class Relative:
    """A relative by blood and what they had: a FHIR FamilyMemberHistory."""

    id: str
    who: Text  # "Mother"
    had: tuple[Text, ...]


@dataclass(frozen=True)
class Vaccine:
    """One shot that was given. `source` is "clinic", or "reported" where it was given elsewhere."""

    id: str
    name: Text
    code: str  # CVX, or ""
    given_on: date | None
    place: Text
    source: str


@dataclass(frozen=True)
class Reminder:
    """Something that comes round: a shot, a check-up, a screening. `due_on` is when it should be done."""

    id: str
    name: Text
    why: Text
    due_on: date | None
