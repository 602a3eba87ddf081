"""What one statement says about an activity: steps of a lesson, mistakes in a task, cases of a trainer.

Any system may write statements: a part that is not as our vocabulary says is left out, never guessed.
"""

from django.utils.dateparse import parse_duration

from analytics.tallies import TraceSum
from analytics.xapi.vocabulary import ACTIVITY_TYPES, EXTENSIONS, VERBS

STEPS = ("connect", "see", "try", "reflect", "plan")
_LONGEST_IRI = 255
LONGEST_TRY = 24 * 3600  # a task left open over night says nothing about how long it takes
_KINDS = {ACTIVITY_TYPES[kind].iri: kind for kind in ("course", "lesson", "scenario", "self-check")}
_VERBS = {term.iri: key for key, term in VERBS.items()}
_CASES = {"of": "cases", "right": "right", "threats": "threats", "caught": "caught"}
_CASES |= {"harmless": "harmless", "alarms": "alarms"}


def traces(document, *, skill, is_alone, at):
    """Returns [(activity's IRI, detail, TraceSum), …]: none, one, or a task and each mistake made in it."""
    verb = _VERBS.get(_part(document, "verb").get("id"))
    what = _part(document, "object")
    iri, kind_iri = what.get("id"), _part(what, "definition").get("type")
    if kind_iri == ACTIVITY_TYPES["lesson-step"].iri:
        return _step(document, verb, iri, skill)
    kind = _KINDS.get(kind_iri)
    if kind is None or verb is None or not _is_short(iri):
        return []
    result = _part(document, "result")
    found = TraceSum(kind=kind, skill=skill)
    if verb in ("initialized", "attempted"):
        found.is_begun = True
    elif verb == "asked-for-help":
        found.hints = 1
    elif kind == "scenario" and verb in ("passed", "failed"):
        return _ended(iri, found, verb, result, is_alone)
    elif kind != "scenario" and verb == "completed":
        found.is_begun = found.is_ended = True
        _score(found, kind, result, at)
    else:
        return []
    return [(iri, "", found)]


def _step(document, verb, iri, skill):
    """Returns the trace of the lesson that a step is part of."""
    parents = _part(_part(document, "context"), "contextActivities").get("parent")
    lesson = parents[0].get("id") if isinstance(parents, list) and parents else None
    step = iri.rsplit("/", 1)[-1] if isinstance(iri, str) else ""
    if verb not in ("progressed", "completed") or step not in STEPS or not _is_short(lesson):
        return []
    return [(lesson, "", TraceSum(kind="lesson", skill=skill, is_begun=True, steps=1 << STEPS.index(step)))]


def _ended(iri, found, verb, result, is_alone):
    extensions = _part(result, "extensions")
    found.is_begun, found.times, found.is_alone = True, 1, is_alone
    found.is_ended = verb == "passed"
    found.seconds = _seconds(result.get("duration"))
    cases = _part(extensions, EXTENSIONS["cases"].iri)
    counts = {column: cases.get(name, 0) for name, column in _CASES.items()}
    if all(type(count) is int and 0 <= count < 1000 for count in counts.values()):
        for column, count in counts.items():
            setattr(found, column, count)
    mistakes = extensions.get(EXTENSIONS["mistakes"].iri)
    named = {one for one in mistakes if isinstance(one, str)} if isinstance(mistakes, list) else ()
    return [
        (iri, "", found),
        *(
            (iri, one, TraceSum(kind=found.kind, skill=found.skill, times=1))
            for one in sorted(named)
            if 0 < len(one) <= 100
        ),
    ]


def _score(found, kind, result, at):
    scaled = _part(result, "score").get("scaled")
    if kind == "self-check" and isinstance(scaled, int | float) and not isinstance(scaled, bool):
        found.first_score = found.last_score = float(scaled)
        found.first_at = found.last_at = at


def _seconds(text):
    try:
        spent = parse_duration(text) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        spent = None
    # None is none told, or one in months, which have no length.
    return min(max(int(spent.total_seconds()), 0), LONGEST_TRY) if spent else 0


def _is_short(iri):
    return isinstance(iri, str) and 0 < len(iri) <= _LONGEST_IRI


def _part(document, name):
    part = document.get(name)
    return part if isinstance(part, dict) else {}
