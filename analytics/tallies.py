"""Sums of what statements say, and how they are added to the standings.

Adding is commutative and the same for one statement or a thousand, so that batches may come in any order
and from any number of workers. The SQL is what PostgreSQL and SQLite share of `ON CONFLICT`.
"""

from dataclasses import astuple, dataclass, field, fields
from datetime import date, datetime

from django.db import connection

from analytics.models import Presence, Standing


@dataclass(frozen=True, order=True)
class PresenceKey:
    """Whose presence, where and when."""

    organisation_id: int
    actor_name: str
    month: date


@dataclass(frozen=True, order=True)
class StandingKey:
    """Whose standing, where, in what and when."""

    organisation_id: int
    actor_name: str
    skill: str
    month: date


@dataclass
class PresenceSum:
    """What to add to a presence."""

    path: str = ""
    language: str = ""
    told_at: datetime | None = None
    statements: int = 0
    last_seen: datetime | None = None

    def add(self, other):
        """Adds another sum of the same presence."""
        if other.told_at and _is_later(other.told_at, other.path, self.told_at, self.path):
            self.path, self.language, self.told_at = other.path, other.language, other.told_at
        self.statements += other.statements
        self.last_seen = _latest(self.last_seen, other.last_seen)


@dataclass
class StandingSum:
    """What to add to a standing."""

    says: float | None = None
    says_at: datetime | None = None
    is_learned: bool = False
    is_tried: bool = False
    is_alone: bool = False
    hints: int = 0
    tries: int = 0
    last_seen: datetime | None = None

    def add(self, other):
        """Adds another sum of the same standing."""
        if other.says_at and _is_later(other.says_at, other.says, self.says_at, self.says):
            self.says, self.says_at = other.says, other.says_at
        self.is_learned |= other.is_learned
        self.is_tried |= other.is_tried
        self.is_alone |= other.is_alone
        self.hints += other.hints
        self.tries += other.tries
        self.last_seen = _latest(self.last_seen, other.last_seen)


def _is_later(moment, value, other_moment, other_value):
    """Says whether the one replaces the other; two of the same moment always give the same winner."""
    return other_moment is None or (moment, value) > (other_moment, other_value)


def _latest(one, other):
    return max(filter(None, (one, other)), default=None)


@dataclass
class Tally:
    """The sums of one batch, by key."""

    presences: dict[PresenceKey, PresenceSum] = field(default_factory=dict)
    standings: dict[StandingKey, StandingSum] = field(default_factory=dict)

    def add_presence(self, key, more):
        """Adds to a presence of this batch."""
        self.presences.setdefault(key, PresenceSum()).add(more)

    def add_standing(self, key, more):
        """Adds to a standing of this batch."""
        self.standings.setdefault(key, StandingSum()).add(more)

    def write(self):
        """Adds the batch to the stored standings, in the order of the keys so that workers never deadlock."""
        _upsert(Presence, PresenceKey, PresenceSum, self.presences, _PRESENCE_RULES)
        _upsert(Standing, StandingKey, StandingSum, self.standings, _STANDING_RULES)


def _later(moment, value):
    return (
        f"excluded.{moment} IS NOT NULL AND (old.{moment} IS NULL OR excluded.{moment} > old.{moment}"
        f" OR (excluded.{moment} = old.{moment} AND excluded.{value} > old.{value}))"
    )


def _if_later(column, moment, value):
    return f"CASE WHEN {_later(moment, value)} THEN excluded.{column} ELSE old.{column} END"


_LAST_SEEN = "CASE WHEN excluded.last_seen > old.last_seen THEN excluded.last_seen ELSE old.last_seen END"
_PRESENCE_RULES = {
    "path": _if_later("path", "told_at", "path"),
    "language": _if_later("language", "told_at", "path"),
    "told_at": _if_later("told_at", "told_at", "path"),
    "statements": "old.statements + excluded.statements",
    "last_seen": _LAST_SEEN,
}
_STANDING_RULES = {
    "says": _if_later("says", "says_at", "says"),
    "says_at": _if_later("says_at", "says_at", "says"),
    "is_learned": "old.is_learned OR excluded.is_learned",
    "is_tried": "old.is_tried OR excluded.is_tried",
    "is_alone": "old.is_alone OR excluded.is_alone",
    "hints": "old.hints + excluded.hints",
    "tries": "old.tries + excluded.tries",
    "last_seen": _LAST_SEEN,
}


def _upsert(model, key_class, sum_class, sums, rules):
    if not sums:
        return
    key_columns = [part.name for part in fields(key_class)]
    columns = key_columns + [part.name for part in fields(sum_class)]
    sql = (
        f"INSERT INTO {model._meta.db_table} AS old ({', '.join(columns)})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
        f" ON CONFLICT ({', '.join(key_columns)}) DO UPDATE SET "
        + ", ".join(f"{column} = {rule}" for column, rule in rules.items())
    )
    model_fields = [_field(model, column) for column in columns]
    rows = [
        [
            model_field.get_db_prep_save(value, connection)
            for model_field, value in zip(model_fields, (*astuple(key), *astuple(sums[key])), strict=True)
        ]
        for key in sorted(sums)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _field(model, column):
    return next(part for part in model._meta.concrete_fields if part.column == column)
