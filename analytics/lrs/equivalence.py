"""When two statements say the same, by xAPI 1.0.3 part 2, 2.3.1 and part 3, 2.1.2."""

import json

from analytics.lrs.documents.places import identifier
from analytics.lrs.keys import is_identified
from analytics.lrs.validation import formats

# A store sets or may rewrite these without changing what the statement says.
_SET_BY_STORES = ("id", "stored", "authority", "version", "attachments")


def is_same(one: dict, other: dict) -> bool:
    """Says whether two statements of the same id are equivalent.

    Titles, what a store adds, the order of a group's members, the zone and the precision a time is written in
    do not count; durations are compared as text. A time stamp that only one of them has was set by a store.
    """
    first, second = _essence(one), _essence(other)
    if not ("timestamp" in first and "timestamp" in second):
        first.pop("timestamp", None)
        second.pop("timestamp", None)
    return first == second


def _essence(document):
    essence = {key: value for key, value in document.items() if key not in _SET_BY_STORES}
    essence["actor"] = _actor(document["actor"])
    essence["verb"] = document["verb"]["id"]
    essence["object"] = _object(document["object"])
    if "timestamp" in document:
        essence["timestamp"] = formats.exact_moment(document["timestamp"])
    if "duration" in document.get("result", {}):
        duration = formats.comparable_duration(document["result"]["duration"])
        essence["result"] = document["result"] | {"duration": duration}
    if "context" in document:
        essence["context"] = _context(document["context"])
    return essence


def _actor(actor):
    kind = actor.get("objectType", "Agent")
    plain = {"objectType": kind, "name": actor.get("name")}
    if is_identified(actor):
        plain["identifier"] = identifier(actor)
    if kind == "Group":
        members = [_actor(member) for member in actor.get("member", [])]
        plain["member"] = sorted(members, key=lambda member: json.dumps(member, sort_keys=True))
    return plain


def _object(value):
    kind = value.get("objectType", "Activity")
    if kind in ("Agent", "Group"):
        return _actor(value)
    if kind == "SubStatement":
        return _essence(value)
    if kind == "StatementRef":
        return {"objectType": kind, "id": value["id"].lower()}
    return {"objectType": kind, "id": value["id"]}


def _context(context):
    plain = dict(context)
    if "registration" in context:
        plain["registration"] = context["registration"].lower()
    if "instructor" in context:
        plain["instructor"] = _actor(context["instructor"])
    if "team" in context:
        plain["team"] = _actor(context["team"])
    if "statement" in context:
        plain["statement"] = _object(context["statement"])
    if "contextActivities" in context:
        plain["contextActivities"] = {
            name: [_object(activity) for activity in (group if isinstance(group, list) else [group])]
            for name, group in context["contextActivities"].items()
        }
    return plain
