"""Statements on their way out: exact, ids or canonical (part 3, 2.1.3)."""

import json

from analytics.lrs import definitions
from analytics.lrs.validation.rules import activities_of

_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def texts(statements, form: str, languages, organisation_id) -> list[str]:
    """Returns the JSON text of each statement. `languages` are tags in order, those liked best first."""
    if form == "exact":
        return [_exact(statement.raw) for statement in statements]
    documents = [json.loads(statement.raw) for statement in statements]
    if form == "ids":
        return [_dumps(_statement_ids(document)) for document in documents]
    iris = {
        activity["id"]
        for document in documents
        for part in _parts(document)
        for _path, activity in activities_of(part)
    }
    known = definitions.canonicals(organisation_id, iris) if iris else {}
    return [_dumps(_canonical(document, known, languages)) for document in documents]


def languages_of(header: str | None) -> list[str]:
    """Returns the tags of an Accept-Language header, those liked best first (RFC 7231, 5.3.5)."""
    found = []
    for place, part in enumerate((header or "").split(",")[:50]):
        tag, _semicolon, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        if tag and weight > 0:
            found.append((-weight, place, tag.strip().lower()))
    return [tag for _weight, _place, tag in sorted(found)]


def _exact(raw):
    """Returns a statement as it came, where contextActivities that came alone stand in lists (2.4.6.2)."""
    if '"contextActivities"' not in raw:
        return raw
    document = json.loads(raw)
    has_changed = False
    for part in _parts(document):
        groups = part.get("context", {}).get("contextActivities", {})
        for name, group in groups.items():
            if not isinstance(group, list):
                groups[name], has_changed = [group], True
    return _dumps(document) if has_changed else raw


def _parts(document):
    yield document
    if document["object"].get("objectType") == "SubStatement":
        yield document["object"]


def _dumps(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _statement_ids(document):
    result = dict(document)
    result["actor"] = _actor_ids(document["actor"])
    result["verb"] = {"id": document["verb"]["id"]}
    result["object"] = _object_ids(document["object"])
    if "authority" in document:
        result["authority"] = _actor_ids(document["authority"])
    if "context" in document:
        result["context"] = _context_ids(document["context"])
    return result


def _object_ids(value):
    kind = value.get("objectType", "Activity")
    if kind in ("Agent", "Group"):
        return _actor_ids(value)
    if kind == "SubStatement":
        return _statement_ids(value)
    kept = ("id",) if kind == "Activity" else ("objectType", "id")
    return {name: value[name] for name in kept if name in value}


def _context_ids(context):
    result = dict(context)
    for name in ("instructor", "team"):
        if name in context:
            result[name] = _actor_ids(context[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in context:
            result[name] = [entry | {inner: _actor_ids(entry[inner])} for entry in context[name]]
    if "contextActivities" in context:
        result["contextActivities"] = {
            name: [_object_ids(one) for one in (group if isinstance(group, list) else [group])]
            for name, group in context["contextActivities"].items()
        }
    return result


def _actor_ids(actor):
    """Returns what identifies an agent or group; an anonymous group is known by its members alone."""
    result = {name: actor[name] for name in ("objectType", *_IDENTIFIERS) if name in actor}
    if not any(name in actor for name in _IDENTIFIERS):
        result["member"] = [_actor_ids(member) for member in actor.get("member", ())]
    return result


def _canonical(document, known, languages):
    result = dict(document)
    if "display" in document["verb"]:
        result["verb"] = document["verb"] | {"display": _one_language(document["verb"]["display"], languages)}
    result["object"] = _canonical_object(document["object"], known, languages)
    groups = document.get("context", {}).get("contextActivities")
    if groups:
        result["context"] = document["context"] | {
            "contextActivities": {
                name: [
                    _canonical_object(one, known, languages)
                    for one in (group if isinstance(group, list) else [group])
                ]
                for name, group in groups.items()
            }
        }
    if "attachments" in document:
        result["attachments"] = [_one_of_maps(one, languages) for one in document["attachments"]]
    return result


def _canonical_object(value, known, languages):
    kind = value.get("objectType", "Activity")
    if kind == "SubStatement":
        return _canonical(value, known, languages)
    if kind != "Activity" or "definition" not in known[value["id"]]:
        return value
    definition = _one_of_maps(known[value["id"]]["definition"], languages)
    for name in ("choices", "scale", "source", "target", "steps"):
        if name in definition:
            definition[name] = [_one_of_maps(one, languages) for one in definition[name]]
    return value | {"definition": definition}


def _one_of_maps(thing, languages):
    maps = {
        name: _one_language(thing[name], languages)
        for name in ("name", "display", "description")
        if name in thing
    }
    return thing | maps


def _one_language(texts_by_tag, languages):
    """Returns a language map with the one entry that the reader likes best (RFC 4647, 3.4) or the first."""
    tags = {tag.lower(): tag for tag in texts_by_tag}
    for wanted in languages:
        piece = wanted
        while piece:
            if piece in tags:
                return {tags[piece]: texts_by_tag[tags[piece]]}
            piece = piece.rpartition("-")[0]
        for lower, tag in tags.items():
            if lower.startswith(wanted + "-"):
                return {tag: texts_by_tag[tag]}
    return dict(list(texts_by_tag.items())[:1])
