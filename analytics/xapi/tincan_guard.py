"""tincan 1.0.0 with its known faults mended, in this one place.

It validates nothing (a verb that is no IRI, a score of 5), writes negative spans as "P-1DT23H59M55S", lets a
naive `datetime` through and leaves out the id. See https://github.com/RusticiSoftware/TinCanPython.
"""

from datetime import datetime, timedelta

from tincan import Statement, Version

from analytics.lrs.errors import BadStatement, LRSError
from analytics.lrs.validation import rules, strict
from analytics.xapi.errors import BadStatementError

VERSION = Version.latest  # 1.0.3


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


def read(text: str | bytes, version: str = VERSION) -> dict:
    """Returns a statement from its text, read strictly: tincan drops nulls, rewrites durations, knows no 2.0.

    Raises BadStatementError.
    """
    try:
        _text, data = strict.read(text.encode() if isinstance(text, str) else text)
    except LRSError as error:
        raise BadStatementError("", error.message) from error
    _check_by_schema(data, version)
    return data


def check(data: dict) -> None:
    """Refuses what no store may take, and an actor of our own that is known by anything but an account."""
    _check_by_schema(data, VERSION)
    if "id" not in data:
        raise BadStatementError("id", "missing")
    if "account" not in data["actor"] or not data["actor"]["account"]["name"]:
        raise BadStatementError("actor", "must be known by an account and nothing else")


def _check_by_schema(data, version):
    try:
        rules.check(data, version)
    except BadStatement as error:
        raise BadStatementError(error.path, f"{error.fault} ({error.rule})") from error


def parse_time(text: str) -> datetime:
    """Returns an RFC 3339 time stamp as an aware datetime. Raises BadStatementError when it has no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadStatementError("timestamp", "is no ISO 8601 time") from error
    if moment.utcoffset() is None:
        raise BadStatementError("timestamp", "needs a time with its zone")
    return moment
