"""The forms that texts in a statement have, as the schema's `format`s: each takes a text, says yes or no."""

import re
from datetime import UTC, datetime, timedelta

# RFC 3987: a scheme, and none of the characters that it never allows.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_MAILTO = re.compile(r"mailto:[^@\s<>\"\x00-\x20]+@[^@\s<>\"\x00-\x20]+")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
# RFC 5646, 2.1: language, script, region, variants, extensions, private use; or private use alone.
_LANGUAGE = re.compile(
    r"(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})"
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[xX](?:-[A-Za-z0-9]{1,8})+|i-[A-Za-z]{3,8})"
)
# ISO 8601:2004, 4.4.3.2; the smallest part may have a fraction.
_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W|(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)"
)
_FINE_SECONDS = re.compile(r"([.,][0-9]{2})[0-9]+(?=S$)")
_FRACTION_INSIDE = re.compile(r"[.,][0-9]+[A-Z](?=.)")
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,](?P<part>[0-9]+))?"
    r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?)?"
)


def is_iri(text):
    """An IRI with its scheme (part 2, 4.2)."""
    return bool(_IRI.fullmatch(text))


def is_mailto(text):
    """A mailto IRI of one address (part 2, 2.4.2.3)."""
    return bool(_MAILTO.fullmatch(text))


def is_sha1(text):
    """The hex of a SHA-1."""
    return len(text) == 40 and bool(_HEX.fullmatch(text))


def is_sha2(text):
    """The hex of a SHA-224, 256, 384 or 512."""
    return len(text) in (56, 64, 96, 128) and bool(_HEX.fullmatch(text))


def is_uuid(text):
    """A UUID in its usual form (RFC 4122, 3)."""
    return bool(_UUID.fullmatch(text))


def is_language(text):
    """A language tag (RFC 5646)."""
    return bool(_LANGUAGE.fullmatch(text))


def is_duration(text):
    """An ISO 8601 duration, never negative; only the smallest part may have a fraction."""
    return bool(_DURATION.fullmatch(text)) and not _FRACTION_INSIDE.search(text)


def is_moment(text):
    """A time stamp of ISO 8601 (part 2, 4.5); the zones -00, -0000 and -00:00 are refused."""
    try:
        moment(text)
    except ValueError:
        return False
    return True


def is_zoned_moment(text):
    """A time stamp of RFC 3339 (2.0, 4.2.7): with its zone."""
    found = _MOMENT.fullmatch(text)
    return bool(found and found["zone"]) and is_moment(text)


def moment(text) -> datetime:
    """Returns a time stamp in UTC, to the microsecond; ValueError when it is none. Without zone it is UTC."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError("no time stamp")
    time, is_leap = found["time"], found["time"].endswith(":60")
    if is_leap:
        time = time[:-2] + "59"
    at = datetime.fromisoformat(f"{found['date']}T{time}").replace(tzinfo=UTC)
    at += timedelta(microseconds=int(((found["part"] or "0") + "000000")[:6]))
    if is_leap:
        at = _moved(at, timedelta(seconds=1))
    if found["sign"]:
        hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
        if hours > 23 or minutes > 59 or (found["sign"] == "-" and hours == minutes == 0):
            raise ValueError("no such zone")
        offset = timedelta(hours=hours, minutes=minutes)
        at = _moved(at, -offset if found["sign"] == "+" else offset)
    return at


def in_utc(text) -> str:
    """Returns a time stamp as it is said in UTC, with all its digits; one that says UTC stays as it came."""
    found = _MOMENT.fullmatch(text)
    if not found["sign"]:
        return text
    part = f".{found['part']}" if found["part"] else ""
    return f"{moment(text).isoformat(timespec='seconds').removesuffix('+00:00')}{part}Z"


def exact_moment(text) -> tuple:
    """Returns what two time stamps have in common that name the same moment, whatever their precision."""
    fraction = (_MOMENT.fullmatch(text)["part"] or "").rstrip("0")
    return moment(text), fraction


def comparable_duration(text) -> str:
    """Returns a duration as it is compared: as text, with seconds to the hundredth (1.0.3, part 2, 4.6)."""
    return _FINE_SECONDS.sub(r"\1", text)


def _moved(at, by):
    try:
        return at + by
    except OverflowError as error:
        raise ValueError("out of the years 1 to 9999") from error


FORMATS = {
    "xapi-iri": is_iri,
    "xapi-mailto": is_mailto,
    "xapi-sha1": is_sha1,
    "xapi-sha2": is_sha2,
    "xapi-uuid": is_uuid,
    "xapi-language": is_language,
    "xapi-duration": is_duration,
    "xapi-moment": is_moment,
    "xapi-zoned-moment": is_zoned_moment,
}
