"""When two statements say the same, by xAPI 1.0.3 part 2, 2.3.1 and part 3, 2.1.2."""

from analytics.xapi import tincan_guard

# A store sets or may rewrite these without changing what the statement says.
_SET_BY_STORES = ("stored", "authority", "version", "attachments")


def is_same(one: dict, other: dict) -> bool:
    """Says whether two statements are equivalent.

    Titles, what a store adds, and the zone a time is written in do not count; durations are compared as text.
    """
    return _essence(one) == _essence(other)


def _essence(document: dict) -> dict:
    essence = {key: value for key, value in document.items() if key not in _SET_BY_STORES}
    essence["verb"] = document["verb"]["id"]
    essence["object"] = _object(document["object"])
    if "timestamp" in document:
        essence["timestamp"] = tincan_guard.parse_time(document["timestamp"])
    if "context" in document:
        essence["context"] = _context(document["context"])
    return essence


def _object(value: dict) -> dict:
    return {key: part for key, part in value.items() if key != "definition"} | {
        "objectType": value.get("objectType", "Activity")
    }


def _context(context: dict) -> dict:
    groups = context.get("contextActivities", {})
    plain = {
        name: [_object(activity) for activity in (group if isinstance(group, list) else [group])]
        for name, group in groups.items()
    }
    return {**context, "contextActivities": plain}
