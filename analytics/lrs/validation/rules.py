"""Whether a statement keeps the rules: the schemas, and the few rules that no schema can say."""

from functools import cache

import jsonschema_rs

from analytics.lrs.errors import BadStatement
from analytics.lrs.validation.formats import FORMATS
from analytics.lrs.validation.schema import actor_schema, statement_schema

_FOR_KIND = {
    "choices": ("choice", "sequencing"),
    "scale": ("likert",),
    "source": ("matching",),
    "target": ("matching",),
    "steps": ("performance",),
}


@cache
def _validator(version):
    schema = statement_schema(version) if version else actor_schema()
    engine = jsonschema_rs.Draft202012Validator(schema, formats=FORMATS, validate_formats=True)
    return schema, engine


def check(document, version: str, where: str = "") -> None:
    """Raises BadStatement with the path of the fault and the rule; `where` stands before the path."""
    _check_by_schema(document, *_validator(version), where)
    for path, part in _statements_in(document):
        _check_score(_joined(where, path), part.get("result", {}).get("score", {}))
        for name, activity in activities_of(part):
            _check_components(_joined(where, path, name), activity.get("definition", {}))


def check_actor(document) -> None:
    """Does the same for the parameter `agent`."""
    _check_by_schema(document, *_validator(None), "agent")


def activities_of(part):
    """Yields (path, activity) of a statement or sub-statement, without those of a statement inside it."""
    target = part["object"]
    if target.get("objectType", "Activity") == "Activity":
        yield "object", target
    for name, group in part.get("context", {}).get("contextActivities", {}).items():
        for activity in group if isinstance(group, list) else [group]:
            yield f"context.contextActivities.{name}", activity


def _statements_in(document):
    yield "", document
    if document["object"].get("objectType") == "SubStatement":
        yield "object", document["object"]


def _check_by_schema(document, schema, engine, where):
    try:
        if engine.is_valid(document):
            return
        errors = list(engine.iter_errors(document))
    except (UnicodeEncodeError, ValueError) as error:
        raise BadStatement(where, "holds what is no UTF-8 text", "part 2, 2.2") from error
    worst = max(errors, key=lambda error: len(error.instance_path))
    path = ".".join([where, *map(str, worst.instance_path)]).strip(".")
    raise BadStatement(path, _fault(worst), _rule(schema, worst.schema_path))


def _fault(error):
    message = str(error.message)
    return message if len(message) < 300 else f"{message[:140]} … {message[-140:]}"


def _rule(schema, path):
    """Returns the nearest comment above the keyword that failed."""
    rule, part = "part 2, 2.2", schema
    for name in path:
        try:
            part = part[name]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, dict) and "$comment" in part:
            rule = part["$comment"]
    return rule


def _joined(*parts):
    return ".".join(part for part in parts if part)


def _check_score(where, score):
    low, raw, high = score.get("min"), score.get("raw"), score.get("max")
    path = _joined(where, "result.score")
    if low is not None and high is not None and low >= high:
        raise BadStatement(path, "min must be less than max", "part 2, 2.4.5.1")
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        raise BadStatement(path, "raw must lie between min and max", "part 2, 2.4.5.1")


def _check_components(where, definition):
    for name, kinds in _FOR_KIND.items():
        if name not in definition:
            continue
        path = f"{where}.definition.{name}"
        if definition["interactionType"] not in kinds:
            raise BadStatement(
                path, f"belongs to the interaction types {', '.join(kinds)} only", "part 2, 2.4.4.1"
            )
        ids = [component["id"] for component in definition[name]]
        if len(set(ids)) != len(ids):
            raise BadStatement(path, "two components have the same id", "part 2, 2.4.4.1")
