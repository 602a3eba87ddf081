"""Statements of all that the product records, built with tincan. Each builder's docstring is an example."""

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import tincan

from analytics.xapi import actors, profile_ids
from analytics.xapi.errors import BadStatementError, UnknownVerbError
from analytics.xapi.facts import Activity, Result
from analytics.xapi.vocabulary import (
    ACTIVITY_TYPES,
    CONTEXT_EXTENSIONS,
    KINDS,
    PROFILE_TYPE,
    RESULT_EXTENSIONS,
    VERBS,
)

PLATFORM = "Portalwise"


@dataclass(frozen=True)
class Facts:
    """All that one statement says, before it is a statement."""

    actor_name: str
    activity: Activity
    timestamp: datetime
    organisation: Activity
    result: Result = Result()
    skill: Activity | None = None
    within: tuple[Activity, ...] = ()
    classes: tuple[Activity, ...] = ()
    registration: uuid.UUID | None = None
    language: str = "en"
    mode: str | None = None
    path: str | None = None
    seat: str | None = None


def build(verb: str, facts: Facts) -> tincan.Statement:
    """Returns the statement that the learner did this. Raises UnknownVerbError."""
    try:
        builder = BUILDERS[verb]
    except KeyError:
        raise UnknownVerbError(f"{verb!r} is not one of {', '.join(VERBS)}") from None
    return builder(facts)


def initialized(facts: Facts) -> tincan.Statement:
    """Ruth started the lesson "What is a portal?"."""
    return _assemble("initialized", facts)


def progressed(facts: Facts) -> tincan.Statement:
    """Ruth moved on in the lesson "What is a portal?", two of its five steps done (score 0.4)."""
    return _assemble("progressed", facts)


def completed(facts: Facts) -> tincan.Statement:
    """Ruth finished the lesson "What is a portal?"."""
    return _assemble("completed", _with_outcome(facts, completion=True))


def attempted(facts: Facts) -> tincan.Statement:
    """Ruth tried the practice task "Ask for a refill in time" with hints at hand."""
    return _assemble("attempted", facts)


def passed(facts: Facts) -> tincan.Statement:
    """Ruth passed the practice task "Ask for a refill in time" on her second try, with one hint."""
    return _assemble("passed", _with_outcome(facts, success=True))


def failed(facts: Facts) -> tincan.Statement:
    """Ruth did not pass yet the practice task "Ask for a refill in time"."""
    return _assemble("failed", _with_outcome(facts, success=False))


def answered(facts: Facts) -> tincan.Statement:
    """Ruth answered the self-check question on messages with "sometimes" (score 0.5)."""
    return _assemble("answered", facts)


def asked_for_help(facts: Facts) -> tincan.Statement:
    """Ruth asked for help with the practice task "Ask for a refill in time": her second hint."""
    return _assemble("asked-for-help", facts)


def planned(facts: Facts) -> tincan.Statement:
    """Ruth planned a next step on messages; what it says stays with Ruth."""
    return _assemble("planned", facts)


def reported(facts: Facts) -> tincan.Statement:
    """Ruth reported on a planned step after 7 days: "done"."""
    return _assemble("reported", facts)


def launched(facts: Facts) -> tincan.Statement:
    """Ruth was shown the package "Refills, by another tool"."""
    return _assemble("launched", facts)


def terminated(facts: Facts) -> tincan.Statement:
    """Ruth closed the package "Refills, by another tool"."""
    return _assemble("terminated", facts)


def abandoned(facts: Facts) -> tincan.Statement:
    """Ruth left the package "Refills, by another tool" after 20 minutes, without closing it."""
    return _assemble("abandoned", facts)


def satisfied(facts: Facts) -> tincan.Statement:
    """Ruth met all of the package "Refills, by another tool", each of its three parts."""
    return _assemble("satisfied", facts)


BUILDERS: dict[str, Callable[[Facts], tincan.Statement]] = {
    "initialized": initialized,
    "progressed": progressed,
    "completed": completed,
    "attempted": attempted,
    "passed": passed,
    "failed": failed,
    "answered": answered,
    "asked-for-help": asked_for_help,
    "planned": planned,
    "reported": reported,
    "launched": launched,
    "terminated": terminated,
    "abandoned": abandoned,
    "satisfied": satisfied,
}


def _with_outcome(facts: Facts, **outcome: bool) -> Facts:
    """Returns the facts with the outcome that the verb implies; BadStatementError when they contradict it."""
    for name, implied in outcome.items():
        if getattr(facts.result, name) not in (None, implied):
            raise BadStatementError(f"result.{name}", "contradicts the verb")
    return replace(facts, result=replace(facts.result, **outcome))


def _assemble(verb: str, facts: Facts) -> tincan.Statement:
    term = VERBS[verb]
    return tincan.Statement(
        id=uuid.uuid4(),
        actor=actors.for_name(facts.actor_name),
        verb=tincan.Verb(id=term.iri, display=tincan.LanguageMap(term.label)),
        object=_activity(facts.activity),
        result=_result(facts.result),
        context=_context(verb, facts),
        timestamp=facts.timestamp,
    )


def _activity(activity: Activity) -> tincan.Activity:
    definition = {"type": ACTIVITY_TYPES[activity.type].iri}
    if activity.name:
        definition["name"] = tincan.LanguageMap(activity.name)
    return tincan.Activity(id=activity.iri, definition=tincan.ActivityDefinition(**definition))


def _result(result: Result) -> tincan.Result | None:
    numbers = {"hints": result.hints, "tries": result.tries}
    cases = None if result.cases is None else asdict(result.cases)
    mistakes = sorted(set(result.mistakes)) or None
    extensions = _extensions(RESULT_EXTENSIONS, **numbers, mistakes=mistakes, cases=cases)
    parts = {
        "success": result.success,
        "completion": result.completion,
        "score": None if result.score is None else tincan.Score(scaled=result.score),
        "response": result.response,
        "duration": result.duration,
        "extensions": extensions or None,
    }
    given = {name: value for name, value in parts.items() if value is not None}
    return tincan.Result(**given) if given else None


def _context(verb: str, facts: Facts) -> tincan.Context:
    parts = {
        "language": facts.language,
        "platform": PLATFORM,
        "context_activities": _context_activities(verb, facts),
        "extensions": _extensions(
            CONTEXT_EXTENSIONS,
            skill=facts.skill and facts.skill.key,
            organisation=facts.organisation.key,
            mode=facts.mode,
            path=facts.path,
            seat=facts.seat,
        ),
    }
    if facts.registration is not None:
        parts["registration"] = facts.registration
    return tincan.Context(**parts)


def _context_activities(verb: str, facts: Facts) -> tincan.ContextActivities:
    """Returns the nearest thing it is part of as parent; the rest, skill, organisation, classes as group."""
    grouping = [*facts.within[1:], *filter(None, [facts.skill]), facts.organisation, *facts.classes]
    parts = {"grouping": [_activity(activity) for activity in grouping]}
    if facts.within:
        parts["parent"] = [_activity(facts.within[0])]
    # The profile's patterns hold within one registration: a statement without one does not claim to follow.
    if facts.registration is not None and (verb, facts.activity.type) in KINDS:
        parts["category"] = [
            tincan.Activity(
                id=profile_ids.version_iri(), definition=tincan.ActivityDefinition(type=PROFILE_TYPE)
            )
        ]
    return tincan.ContextActivities(**parts)


def _extensions(terms: dict, **values) -> tincan.Extensions:
    return tincan.Extensions({terms[name].iri: value for name, value in values.items() if value is not None})
