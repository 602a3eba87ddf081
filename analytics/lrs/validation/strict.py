"""JSON read strictly: no key twice, no NaN, no number that is none, no half character, not too deep."""

import json
import math
import re

from analytics.lrs.errors import BadRequest

MOST_DEEP = 60
_SPACE = re.compile(r"[ \t\r\n]*")


class _Fault(ValueError):
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
    try:
        text = content.decode("utf-8")
        value = _DECODER.decode(text)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadRequest(f"{what} holds half a character (part 2, 2.2: UTF-8).") from error
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{what} is no JSON as part 2, 2.2 asks: {str(error)[:200]}.") from error
    if text.count("{") + text.count("[") > MOST_DEEP and is_deeper(value, MOST_DEEP):
        raise BadRequest(f"{what} is nested more than {MOST_DEEP} deep.")
    return text, value


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


def items(text: str) -> list[str]:
    """Returns the text of each item of a JSON list that was read already, letter by letter."""
    found, at = [], _skip(text, _skip(text, 0) + 1)
    while text[at] != "]":
        _value, end = _PLAIN.raw_decode(text, at)
        found.append(text[at:end])
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def with_members(text: str, document: dict, values: dict) -> str:
    """Returns the text of an object with these top-level members set; all other letters stay as they came."""
    added = [f"{json.dumps(name)}:{_dumps(value)}" for name, value in values.items()]
    if document and not values.keys() & document.keys():
        at = _skip(text, text.index("{") + 1)
        return "{" + ",".join([*added, text[at:]])
    kept, at = [], _skip(text, text.index("{") + 1)
    while text[at] != "}":
        begin = at
        name, at = _PLAIN.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        _value, at = _PLAIN.raw_decode(text, at)
        if name not in values:
            kept.append(text[begin:at])
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return "{" + ",".join([*added, *kept]) + "}"


def _dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _skip(text, at):
    return _SPACE.match(text, at).end()
