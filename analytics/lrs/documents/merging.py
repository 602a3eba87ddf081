"""Merging JSON objects, one level deep (xAPI 1.0.3, part 3, 2.2), each value kept letter by letter."""

import json

from analytics.lrs.documents.errors import BadRequest


def is_json(content_type: str) -> bool:
    """Says whether a content type is application/json, whatever its parameters."""
    return content_type.partition(";")[0].strip().lower() == "application/json"


def check_json(content: bytes) -> None:
    """Raises BadRequest unless the content is JSON."""
    _decoded(content, "The content")


def merge(existing: bytes, posted: bytes) -> bytes:
    """Returns the existing object with each property of the posted one set anew; or raises BadRequest."""
    merged = members(existing, "The document that is here") | members(posted, "The posted document")
    inside = ",".join(f"{json.dumps(name)}:{text}" for name, text in merged.items())
    return f"{{{inside}}}".encode()


def members(content: bytes, what: str = "The posted document") -> dict[str, str]:
    """Returns {name: the JSON text of its value} of an object; BadRequest when it is none.

    The text is cut out and not written anew, so that numbers of any size and precision stay as they came.
    """
    text, value = _decoded(content, what)
    if not isinstance(value, dict):
        raise BadRequest(f"{what} is no JSON object, so that nothing can be merged (part 3, 2.2).")
    found, at = {}, _skip(text, _skip(text, 0) + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # past the colon
        _value, end = _DECODER.raw_decode(text, at)
        found[name] = text[at:end]
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _refuse(constant):
    raise ValueError(f"{constant} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _decoded(content, what):
    try:
        text = content.decode()
        return text, _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{what} is no JSON: {str(error)[:200]}.") from error


def _skip(text, at):
    while text[at] in " \t\r\n":
        at += 1
    return at
