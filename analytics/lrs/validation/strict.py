"""JSON read strictly: no key twice, no NaN, no number that is none, no half character, not too deep."""

import json
import math
import re
from contextlib import contextmanager

from analytics.lrs.errors import BadRequest

MOST_DEEP = 60
_SPACE = re.compile(r"[ \t\r\n]*")


class _Fault(ValueError):
    pass


class _TooDeep(Exception):
    pass


def _pairs(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(f"the property {twice!r} is there twice")
    return found


def _number(text):
    value = float(text)
    if not math.isfinite(value):
        raise _Fault(f"{text[:40]} is too large a number")
    return value


def _whole(text):
    if len(text) > 300:
        raise _Fault("a number has more than 300 digits")
    return int(text)


def _constant(name):
    raise _Fault(f"{name} is no JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_number, parse_int=_whole, parse_constant=_constant
)
_PLAIN = json.JSONDecoder()


def read(content: bytes, what: str = "The content"):
    """Returns (text, value) of JSON in UTF-8; raises BadRequest."""
    with _judging(what):
        text = content.decode("utf-8")
        value = _DECODER.decode(text)
        _check(text, value)
    return text, value


def read_each(content: bytes, what: str = "The content"):
    """Returns [(text, value)] of the items of a JSON list, letter by letter; None if it is no list."""
    with _judging(what):
        text = content.decode("utf-8")
        at = _skip(text, 0)
        if text[at : at + 1] != "[":
            return None
        found, at = [], _skip(text, at + 1)
        mark = text[at : at + 1]
        while mark != "]":
            value, end = _DECODER.raw_decode(text, at)
            found.append((text[at:end], value))
            _check(*found[-1])
            at = _skip(text, end)
            mark = text[at : at + 1]
            if mark == ",":
                at = _skip(text, at + 1)
            elif mark != "]":
                raise _Fault("a comma or the end of the list is missing")
        if _skip(text, at + 1) != len(text):
            raise _Fault("something follows the list")
    return found


@contextmanager
def _judging(what):
    try:
        yield
    except UnicodeEncodeError as error:
        raise BadRequest(f"{what} holds half a character (part 2, 2.2: UTF-8).") from error
    except _TooDeep as error:
        raise BadRequest(f"{what} is nested more than {MOST_DEEP} deep.") from error
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{what} is no JSON as part 2, 2.2 asks: {str(error)[:200]}.") from error


def _check(text, value):
    if "\\ud" in text or "\\uD" in text:
        json.dumps(value, ensure_ascii=False).encode()
    if text.count("{") + text.count("[") > MOST_DEEP and is_deeper(value, MOST_DEEP):
        raise _TooDeep


def is_deeper(value, most) -> bool:
    """Says whether objects and lists lie in one another more than `most` deep."""
    level = [value]
    for _depth in range(most + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return any(isinstance(value, dict | list) for value in level)


def without_members(text: str, names) -> str:
    """Returns the text of an object without some of its members; all other letters stay as they came."""
    kept, at = [], _skip(text, text.index("{") + 1)
    while text[at] != "}":
        begin = at
        name, at = _PLAIN.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        _value, at = _PLAIN.raw_decode(text, at)
        if name not in names:
            kept.append(text[begin:at])
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return "{" + ",".join(kept) + "}"


def dumps(value) -> str:
    """Returns JSON without spaces, in the letters that it has."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _skip(text, at):
    return _SPACE.match(text, at).end()
