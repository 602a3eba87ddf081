"""What a GET of statements asks for: each parameter read and judged (part 3, 2.1.3)."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from analytics.lrs.errors import BadRequest
from analytics.lrs.validation import formats, rules, strict

MOST = 500
_SINGLE = ("statementId", "voidedStatementId")
_WITH_SINGLE = {"attachments", "format"}
_CURSOR = re.compile(r"[0-7]?[0-9a-f]{1,15}")
_KNOWN = {
    *_SINGLE, "agent", "verb", "activity", "registration", "related_activities", "related_agents", "since",
    "until", "limit", "format", "attachments", "ascending", "cursor",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question for statements. `after` is the key of the last statement of the page before."""

    statement_id: uuid.UUID | None = None
    is_voided: bool = False
    agent: dict | None = None
    verb: str | None = None
    activity: str | None = None
    registration: uuid.UUID | None = None
    with_related_activities: bool = False
    with_related_agents: bool = False
    since: datetime | None = None
    until: datetime | None = None
    limit: int = MOST
    form: str = "exact"
    with_attachments: bool = False
    is_ascending: bool = False
    after: int | None = None
    given: dict = field(default_factory=dict)


def read(given) -> Asked:
    """Returns what the parameters ask for; raises BadRequest for one that is unknown, wrong or not meant."""
    for name in given:
        if name not in _KNOWN:
            raise BadRequest(f"The parameter {name!r} is not known here (part 3, 3.2).")
    named = [name for name in _SINGLE if name in given]
    if named and set(given) - _WITH_SINGLE - {named[0]}:
        raise BadRequest(f"With {named[0]} only attachments and format are allowed (part 3, 2.1.3).")
    return Asked(
        statement_id=_uuid(given, named[0]) if named else None,
        is_voided="voidedStatementId" in named,
        agent=_agent(given),
        verb=_iri(given, "verb"),
        activity=_iri(given, "activity"),
        registration=_uuid(given, "registration"),
        with_related_activities=_is(given, "related_activities"),
        with_related_agents=_is(given, "related_agents"),
        since=_moment(given, "since"),
        until=_moment(given, "until"),
        limit=_limit(given),
        form=_form(given),
        with_attachments=_is(given, "attachments"),
        is_ascending=_is(given, "ascending"),
        after=_cursor(given),
        given=dict(given),
    )


def cursor(key: int) -> str:
    """Returns the text by which the next page is found."""
    return f"{key:x}"


def _cursor(given):
    if "cursor" not in given:
        return None
    if not _CURSOR.fullmatch(given["cursor"]):
        raise BadRequest("cursor is not one that this store gave.")
    return int(given["cursor"], 16)


def _agent(given):
    if "agent" not in given:
        return None
    _text, agent = strict.read(given["agent"].encode("utf-8", "surrogatepass"), "agent")
    rules.check_actor(agent)
    return agent


def _uuid(given, name):
    if name not in given:
        return None
    if not formats.is_uuid(given[name]):
        raise BadRequest(f"{name} must be a UUID (part 3, 2.1.3).")
    return uuid.UUID(given[name])


def _iri(given, name):
    if name not in given:
        return None
    if not formats.is_iri(given[name]):
        raise BadRequest(f"{name} must be an IRI (part 3, 2.1.3).")
    return given[name]


def _is(given, name):
    value = given.get(name, "false")
    if value not in ("true", "false"):
        raise BadRequest(f"{name} must be true or false (part 3, 2.1.3).")
    return value == "true"


def _moment(given, name):
    if name not in given:
        return None
    try:
        return formats.moment(given[name])
    except ValueError as error:
        raise BadRequest(f"{name} must be a time stamp (part 3, 2.1.3).") from error


def _limit(given):
    value = given.get("limit", "0")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadRequest("limit must be a whole number, 0 or more (part 3, 2.1.3).")
    return min(int(value) or MOST, MOST)


def _form(given):
    value = given.get("format", "exact")
    if value not in ("ids", "exact", "canonical"):
        raise BadRequest("format must be ids, exact or canonical (part 3, 2.1.3).")
    return value
