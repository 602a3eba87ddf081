"""A task as a file's data, and as the form of the authors' desk holds it. Pure functions, both ways.

The form leaves out what is empty, and so does the file it writes. What is free in the format (facts, an
opening's words, menu words) stands in the form as a line of YAML.
"""

import yaml

from sandbox_portal.scenarios.schema import FAILURE

FREE = {  # where a part of the form is a line of YAML
    "checks": ("facts", "also"),
    "mistakes": ("facts",),
    "opening": ("facts", "words"),
    "portal": ("menu_words",),
}
SHORT = ("failure", "section", "after")  # an opening that brings a failure about may be written short
WIDTH = 110


def to_form(data):
    """Returns what the form shows of a file's data."""
    data = _in_full(data)
    made = {name: value for name, value in data.items() if name != "portal"}
    for part, names in FREE.items():
        if part == "portal":
            made["portal"] = _lined(data.get("portal") or {}, names)
        else:
            made[part] = [_lined(each, names) for each in data.get(part) or []]
    for check in made["checks"]:
        if "business_days" in check:
            check["business_days"] = str(check["business_days"])
    return made


def _in_full(data):
    """Writes out the openings that stand in the short form."""
    begun = data.get("opening")
    if not isinstance(begun, list):
        return data
    return {**data, "opening": [_long(each) for each in begun]}


def _long(opening):
    if not isinstance(opening, dict) or "failure" not in opening:
        return opening
    rest = {name: value for name, value in opening.items() if name not in SHORT}
    return {"do": FAILURE, "facts": {n: opening[n] for n in SHORT if n in opening}, **rest}


def _lined(part, names):
    if not isinstance(part, dict):
        return part
    return {name: _line(value) if name in names else value for name, value in part.items()}


def _line(value):
    return yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000).strip()


def to_data(form):
    """Returns the file's data from what stands in the form, in the order of the format."""
    made = _filled({name: _plain(value) for name, value in form.items()})
    for part, names in FREE.items():
        rows = [made.get(part)] if part == "portal" else made.get(part, [])
        for row in rows:
            for name in names:
                if row and name in row:
                    row[name] = yaml.safe_load(row[name])
    for check in made.get("checks", []):
        days = check.get("business_days", "")
        if days.isdigit():
            check["business_days"] = int(days)
    return made


def _plain(value):
    """Takes the wrapping off what a list of the form holds."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [
            _plain(each["value"])
            if isinstance(each, dict) and {"type", "value"} <= set(each)
            else _plain(each)
            for each in value
        ]
    return value


def _filled(value):
    """Leaves out what is empty, however deep. No and 0 are something."""
    if isinstance(value, dict):
        found = {name: _filled(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if not _is_empty(each)}
    if isinstance(value, list):
        return [each for each in map(_filled, value) if not _is_empty(each)]
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def _is_empty(value):
    return value is None or (value is not False and value != 0 and not value)


def is_same(one, other):
    """True where two files' data say the same; what is empty says nothing."""
    return _tidy(one) == _tidy(other)


def _tidy(data):
    data = _filled(_in_full(data) if isinstance(data, dict) else data)
    for mistake in data.get("mistakes", []) if isinstance(data, dict) else ():
        if isinstance(mistake, dict) and mistake.get("ends") is False:
            del mistake["ends"]
    return data


def written(data):
    """Returns a file's text, as it is exported."""
    return yaml.safe_dump(_tidy(data), sort_keys=False, allow_unicode=True, width=WIDTH)
