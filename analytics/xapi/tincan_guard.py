"""tincan 1.0.0 with its known faults mended, in this one place.

It validates nothing (a verb that is no IRI, a score of 5), writes negative spans as "P-1DT23H59M55S", lets a
naive `datetime` through and leaves out the id. See https://github.com/RusticiSoftware/TinCanPython.
"""

import math
import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from tincan import Statement, Version

from analytics.xapi.errors import BadStatementError

VERSION = Version.latest  # 1.0.3
# RFC 3987 scheme, and none of the characters that it never allows.
_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")


def duration_text(span: timedelta) -> str:
    """Returns the span as an ISO 8601 duration such as "PT1M30S", exact to the hundredth of a second.

    Raises BadStatementError for a negative span, which xAPI cannot say.
    """
    if span < timedelta(0):
        raise BadStatementError("result.duration", "a span of time cannot be negative")
    hundredths = round(span / timedelta(milliseconds=10))
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest / 100:.2f}".rstrip("0").rstrip(".")
    parts = (f"{hours}H" if hours else "", f"{minutes}M" if minutes else "", f"{seconds}S" if rest else "")
    return "PT" + ("".join(parts) or "0S")


def document(statement: Statement) -> dict:
    """Returns the statement as JSON-able data of xAPI 1.0.3, whole and checked.

    Raises BadStatementError where tincan would have written something that no store may take.
    """
    if statement.id is None:
        raise BadStatementError("id", "a statement without an id is stored twice when it is sent twice")
    if statement.timestamp is None or statement.timestamp.utcoffset() is None:
        raise BadStatementError("timestamp", "needs a time with its zone")
    result = statement.as_version(VERSION)
    result["version"] = VERSION
    if statement.result is not None and statement.result.duration is not None:
        result["result"]["duration"] = duration_text(statement.result.duration)
    check(result)
    return result


def check(data: dict) -> None:
    """Refuses what no store may take: ids that are no IRIs, scores out of bounds, parts that are missing."""
    for part in ("actor", "verb", "object"):
        if not data.get(part):
            raise BadStatementError(part, "missing")
    _check_uuid("id", data["id"])
    _check_iri("verb.id", data["verb"].get("id"))
    _check_languages("verb.display", data["verb"].get("display"))
    _check_account(data["actor"])
    _check_activity("object", data["object"])
    _check_context(data.get("context", {}))
    _check_result(data.get("result", {}))


def _check_account(actor: dict) -> None:
    identifiers = [name for name in ("account", "mbox", "mbox_sha1sum", "openid") if actor.get(name)]
    if identifiers != ["account"]:
        raise BadStatementError("actor", "must be known by an account and nothing else")
    _check_iri("actor.account.homePage", actor["account"].get("homePage"))
    if not actor["account"].get("name"):
        raise BadStatementError("actor.account.name", "missing")


def _check_activity(path: str, activity: dict) -> None:
    _check_iri(f"{path}.id", activity.get("id"))
    definition = activity.get("definition", {})
    if "type" in definition:
        _check_iri(f"{path}.definition.type", definition["type"])
    _check_languages(f"{path}.definition.name", definition.get("name"))


def _check_context(context: dict) -> None:
    if "registration" in context:
        _check_uuid("context.registration", context["registration"])
    if "language" in context and not _LANGUAGE.match(context["language"]):
        raise BadStatementError("context.language", "is no language tag")
    for path, activity in _context_activities(context):
        _check_activity(path, activity)
    _check_extensions("context.extensions", context.get("extensions", {}))


def _context_activities(context: dict) -> Iterator[tuple[str, dict]]:
    for name, activities in context.get("contextActivities", {}).items():
        for number, activity in enumerate(activities):
            yield f"context.contextActivities.{name}[{number}]", activity


def _check_result(result: dict) -> None:
    scaled = result.get("score", {}).get("scaled")
    if scaled is not None and not (math.isfinite(scaled) and -1 <= scaled <= 1):
        raise BadStatementError("result.score.scaled", "must be between -1 and 1")
    _check_extensions("result.extensions", result.get("extensions", {}))


def _check_extensions(path: str, extensions: dict) -> None:
    for key in extensions:
        _check_iri(f"{path} {key}", key)


def _check_iri(path: str, value) -> None:
    if not isinstance(value, str) or not _IRI.match(value):
        raise BadStatementError(path, "is no IRI")


def _check_uuid(path: str, value) -> None:
    try:
        uuid.UUID(str(value))
    except ValueError as error:
        raise BadStatementError(path, "is no UUID") from error


def _check_languages(path: str, texts: dict | None) -> None:
    for tag, text in (texts or {}).items():
        if not _LANGUAGE.match(tag) or not text:
            raise BadStatementError(f"{path}.{tag}", "needs a language tag and a text")


def parse_time(text: str) -> datetime:
    """Returns an RFC 3339 time stamp as an aware datetime. Raises BadStatementError when it has no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadStatementError("timestamp", "is no ISO 8601 time") from error
    if moment.utcoffset() is None:
        raise BadStatementError("timestamp", "needs a time with its zone")
    return moment
