"""The rows of statements, as they go into the table."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

# Stands in a text where the moment of storing is to stand. JSON has no such letter.
WHEN = "\x01"


@dataclass(slots=True)
class Row:
    """One row of the table of statements, in the order of COLUMNS; ids are texts of hexadecimal digits.

    `id` and `stored` are None until it is stored, `timestamp` where it is the same as `stored`.
    """

    id: int | None
    statement_id: str
    organisation_id: int
    client_id: int | None
    actor_name: str
    verb: str
    activity: str
    skill: str
    registration: str | None
    refers_to: str | None
    is_voiding: bool
    timestamp: datetime | None
    stored: datetime | None
    raw: str

    def place(self, key, stored):
        """Says when the row is stored."""
        self.id, self.stored = key, stored
        self.timestamp = self.timestamp or stored
        self.raw = self.raw.replace(WHEN, said(stored))


COLUMNS = tuple(Row.__dataclass_fields__)
values_of = attrgetter(*COLUMNS)


class IdsTaken(Exception):
    """Another statement has one of the ids: nothing may stay of what was written."""


def said(moment) -> str:
    """Returns a moment as statements say it."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
