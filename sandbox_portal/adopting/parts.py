"""A task's file taken apart, so that it can be compared part by part, and put together again. Pure."""

from sandbox_portal.scenarios.schema import ScenarioFile

OWN = ("slug", "version", "order")  # an organisation's copy has its own
IN_PARTS = ("done", "portal", "turns")  # each of their parts is compared by itself
LISTS = tuple(
    name for name, field in ScenarioFile.model_fields.items() if str(field.annotation).startswith("list[")
)


def taken_apart(data):
    """Returns {part: value, or list of blocks} of a file's data; a part that is not there is empty."""
    found = {}
    for name in ScenarioFile.model_fields:
        if name in OWN:
            continue
        value = data.get(name)
        if name in IN_PARTS:
            found |= {f"{name}.{part}": said for part, said in (value or {}).items()}
        else:
            found[name] = (value or []) if name in LISTS else value
    return found


def paired(one, other):
    """Returns both with the same parts: what only one of them has is empty in the other."""
    names = [*one, *(name for name in other if name not in one)]
    empty = {name: [] if isinstance(one.get(name, other.get(name)), list) else None for name in names}
    return {**empty, **one}, {**empty, **other}


def put(data, part, value):
    """Returns a file's data with another value in one part; an empty one is left out."""
    name, _dot, inner = part.partition(".")
    if inner:
        value = {key: said for key, said in {**(data.get(name) or {}), inner: value}.items() if said}
    return {key: said for key, said in {**data, name: value}.items() if said not in (None, [], {})}
