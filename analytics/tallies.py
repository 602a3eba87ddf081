"""Sums of what statements say, and how they are added to the standings.

Adding is commutative and the same for one statement or a thousand, so that batches may come in any order
and from any number of workers. The SQL is what PostgreSQL and SQLite share of `ON CONFLICT`.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter

from django.db import connection, models

from analytics.lrs.writing import array_of_texts, array_text
from analytics.models import Presence, Standing, Trace


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


@dataclass(frozen=True, order=True)
class TraceKey:
    """Whose trace, where, of which activity (or of which mistake in it) and when."""

    organisation_id: int
    actor_name: str
    activity: str
    detail: str
    month: date


@dataclass
class PresenceSum:
    """What to add to a presence."""

    path: str = ""
    language: str = ""
    told_at: datetime | None = None
    statements: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None

    def add(self, other):
        """Adds another sum of the same presence."""
        if other.told_at and _is_later(other.told_at, other.path, self.told_at, self.path):
            self.path, self.language, self.told_at = other.path, other.language, other.told_at
        self.statements += other.statements
        self.first_seen = _earliest(self.first_seen, other.first_seen)
        self.last_seen = _latest(self.last_seen, other.last_seen)


@dataclass
class StandingSum:
    """What to add to a standing."""

    says: float | None = None
    says_at: datetime | None = None
    is_learned: bool = False
    is_tried: bool = False
    is_alone: bool = False
    is_begun: bool = False
    is_planned: bool = False
    is_done: bool = False
    kept_of: int = 0
    kept_right: int = 0
    hints: int = 0
    tries: int = 0
    last_seen: datetime | None = None

    def add(self, other):
        """Adds another sum of the same standing."""
        if other.says_at and _is_later(other.says_at, other.says, self.says_at, self.says):
            self.says, self.says_at = other.says, other.says_at
        for name in _STANDING_FLAGS:
            setattr(self, name, getattr(self, name) or getattr(other, name))
        for name in _STANDING_COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.last_seen = _latest(self.last_seen, other.last_seen)


_STANDING_FLAGS = ("is_learned", "is_tried", "is_alone", "is_begun", "is_planned", "is_done")
_STANDING_COUNTS = ("kept_of", "kept_right", "hints", "tries")


@dataclass
class TraceSum:
    """What to add to a trace."""

    kind: str = ""
    skill: str = ""
    is_begun: bool = False
    is_ended: bool = False
    is_alone: bool = False
    steps: int = 0
    times: int = 0
    hints: int = 0
    seconds: int = 0
    cases: int = 0
    right: int = 0
    threats: int = 0
    caught: int = 0
    harmless: int = 0
    alarms: int = 0
    first_score: float | None = None
    first_at: datetime | None = None
    last_score: float | None = None
    last_at: datetime | None = None

    def add(self, other):
        """Adds another sum of the same trace."""
        self.kind, self.skill = max(self.kind, other.kind), max(self.skill, other.skill)
        for name in _TRACE_FLAGS:
            setattr(self, name, getattr(self, name) or getattr(other, name))
        self.steps |= other.steps
        for name in TRACE_COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        if other.last_at and _is_later(other.last_at, other.last_score, self.last_at, self.last_score):
            self.last_score, self.last_at = other.last_score, other.last_at
        if other.first_at and (
            self.first_at is None or (other.first_at, other.first_score) < (self.first_at, self.first_score)
        ):
            self.first_score, self.first_at = other.first_score, other.first_at


_TRACE_FLAGS = ("is_begun", "is_ended", "is_alone")
TRACE_COUNTS = (
    "times", "hints", "seconds", "cases", "right", "threats", "caught", "harmless", "alarms",
)  # fmt: skip


def _is_later(moment, value, other_moment, other_value):
    """Says whether the one replaces the other; two of the same moment always give the same winner."""
    return other_moment is None or (moment, value) > (other_moment, other_value)


def _latest(one, other):
    return max(filter(None, (one, other)), default=None)


def _earliest(one, other):
    return min(filter(None, (one, other)), default=None)


@dataclass
class Tally:
    """The sums of one batch, by key."""

    presences: dict[PresenceKey, PresenceSum] = field(default_factory=dict)
    standings: dict[StandingKey, StandingSum] = field(default_factory=dict)
    traces: dict[TraceKey, TraceSum] = field(default_factory=dict)

    def add_presence(self, key, more):
        """Adds to a presence of this batch."""
        self.presences.setdefault(key, PresenceSum()).add(more)

    def add_standing(self, key, more):
        """Adds to a standing of this batch."""
        self.standings.setdefault(key, StandingSum()).add(more)

    def add_trace(self, key, more):
        """Adds to a trace of this batch."""
        self.traces.setdefault(key, TraceSum()).add(more)

    def write(self):
        """Adds the batch to the stored standings, in the order of the keys so that workers never deadlock."""
        _upsert(Presence, PresenceKey, PresenceSum, self.presences, _PRESENCE_RULES)
        _upsert(Standing, StandingKey, StandingSum, self.standings, _STANDING_RULES)
        _upsert(Trace, TraceKey, TraceSum, self.traces, _TRACE_RULES)


def _later(moment, value):
    return (
        f"excluded.{moment} IS NOT NULL AND (old.{moment} IS NULL OR excluded.{moment} > old.{moment}"
        f" OR (excluded.{moment} = old.{moment} AND excluded.{value} > old.{value}))"
    )


def _if_later(column, moment, value):
    return f"CASE WHEN {_later(moment, value)} THEN excluded.{column} ELSE old.{column} END"


def _if_earlier(column, moment, value):
    return (
        f"CASE WHEN excluded.{moment} IS NOT NULL"
        f" AND (old.{moment} IS NULL OR excluded.{moment} < old.{moment}"
        f" OR (excluded.{moment} = old.{moment} AND excluded.{value} < old.{value}))"
        f" THEN excluded.{column} ELSE old.{column} END"
    )


def _sum(name):
    return f'old."{name}" + excluded."{name}"'


def _either(name):
    return f"old.{name} OR excluded.{name}"


def _greater(name):
    return f"CASE WHEN excluded.{name} > old.{name} THEN excluded.{name} ELSE old.{name} END"


_FIRST_SEEN = (
    "CASE WHEN old.first_seen IS NULL OR excluded.first_seen < old.first_seen"
    " THEN excluded.first_seen ELSE old.first_seen END"
)
_LAST_SEEN = "CASE WHEN excluded.last_seen > old.last_seen THEN excluded.last_seen ELSE old.last_seen END"
_PRESENCE_RULES = {
    "path": _if_later("path", "told_at", "path"),
    "language": _if_later("language", "told_at", "path"),
    "told_at": _if_later("told_at", "told_at", "path"),
    "statements": _sum("statements"),
    "first_seen": _FIRST_SEEN,
    "last_seen": _LAST_SEEN,
}
_STANDING_RULES = {
    "says": _if_later("says", "says_at", "says"),
    "says_at": _if_later("says_at", "says_at", "says"),
    **{name: _either(name) for name in _STANDING_FLAGS},
    **{name: _sum(name) for name in _STANDING_COUNTS},
    "last_seen": _LAST_SEEN,
}

_TRACE_RULES = {
    "kind": _greater("kind"),
    "skill": _greater("skill"),
    **{name: _either(name) for name in _TRACE_FLAGS},
    "steps": "old.steps | excluded.steps",
    **{name: _sum(name) for name in TRACE_COUNTS},
    "first_score": _if_earlier("first_score", "first_at", "first_score"),
    "first_at": _if_earlier("first_at", "first_at", "first_score"),
    "last_score": _if_later("last_score", "last_at", "last_score"),
    "last_at": _if_later("last_at", "last_at", "last_score"),
}


# How PostgreSQL calls the columns' types in arrays; whole numbers otherwise.
_KINDS = {
    models.CharField: "text", models.DateTimeField: "timestamptz", models.DateField: "date",
    models.BooleanField: "boolean", models.FloatField: "double precision",
}  # fmt: skip


def _upsert(model, key_class, sum_class, sums, rules):
    if not sums:
        return
    key_columns = [part.name for part in fields(key_class)]
    columns = key_columns + [part.name for part in fields(sum_class)]
    of_key, of_sum = attrgetter(*key_columns), attrgetter(*columns[len(key_columns) :])
    rows = [(*of_key(key), *of_sum(sums[key])) for key in sorted(sums)]
    model_fields = [_field(model, column) for column in columns]
    insert = f"INSERT INTO {model._meta.db_table} AS old ({', '.join(map(_quoted, columns))})"
    update = f" ON CONFLICT ({', '.join(key_columns)}) DO UPDATE SET " + ", ".join(
        f"{_quoted(column)} = {rule}" for column, rule in rules.items()
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kinds = [_kind(model_field) for model_field in model_fields]
            source = f" SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"
            cursor.execute(insert + source + update, _arrays(kinds, rows))
            return
        ready = [
            [
                model_field.get_db_prep_save(value, connection)
                for model_field, value in zip(model_fields, row, strict=True)
            ]
            for row in rows
        ]
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"{insert} VALUES ({marks}){update}", ready)


def _arrays(kinds, rows):
    """Returns each column as PostgreSQL's text of an array: all rows in one statement."""
    return [
        array_of_texts(column) if kind == "text" else array_text(column)
        for kind, column in zip(kinds, zip(*rows, strict=True), strict=True)
    ]


def _kind(model_field):
    return next((kind for base, kind in _KINDS.items() if isinstance(model_field, base)), "bigint")


def _quoted(column):
    return f'"{column}"'  # "right" is a word of SQL


def _field(model, column):
    return next(part for part in model._meta.concrete_fields if part.column == column)
