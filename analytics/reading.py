"""What one statement says about a person's standing. Pure: JSON-able data in, sums out.

Any system may write statements, so nothing is taken for granted; what is not understood is presence only.
"""

from dataclasses import dataclass

from analytics import reading_activities
from analytics.tallies import PresenceSum, StandingSum
from analytics.xapi.vocabulary import ACTIVITY_TYPES, EXTENSIONS, PATHS, VERBS
from lms.skills import SLUGS

KEPT_AFTER_DAYS = 30
KEPT_PARTS = 100  # a refresher's score is kept in hundredths, so that sums stay whole


@dataclass(frozen=True)
class Said:
    """What a statement adds to the person's presence, and to the standing in its skill where it names one."""

    presence: PresenceSum
    skill: str
    standing: StandingSum
    traces: list  # of (activity's IRI, detail, TraceSum)


def read(document, *, at):
    """Returns what an xAPI statement says. `at` is its time stamp as an aware datetime."""
    context = _part(document, "context")
    extensions = _part(context, "extensions")
    path = extensions.get(EXTENSIONS["path"].iri)
    skill = extensions.get(EXTENSIONS["skill"].iri)
    presence = PresenceSum(statements=1, first_seen=at, last_seen=at)
    if path in PATHS:
        presence.path, presence.told_at = path, at
        presence.language = str(context.get("language", ""))[:35]
    standing = _standing(document, extensions, at)
    skill = skill if skill in SLUGS else ""
    traces = reading_activities.traces(document, skill=skill, is_alone=standing.is_alone, at=at)
    return Said(presence, skill, standing, traces)


def _standing(document, extensions, at):
    verb = _part(document, "verb").get("id")
    kind = _part(_part(document, "object"), "definition").get("type")
    result = _part(document, "result")
    standing = StandingSum(last_seen=at)
    score = _part(result, "score").get("scaled")
    if _is(verb, "answered", kind, "self-check-question") and _is_number(score):
        standing.says, standing.says_at = float(score), at
    elif _is(verb, "completed", kind, "lesson"):
        standing.is_learned = True
    elif _is(verb, "attempted", kind, "scenario"):
        standing.is_tried, standing.tries = True, 1
    elif _is(verb, "asked-for-help", kind, "scenario"):
        standing.hints = 1
    elif _is(verb, "passed", kind, "scenario"):
        # Who passed has tried, also when the start lies in another month.
        standing.is_tried, standing.is_alone = True, _was_alone(extensions, result)
    elif _is(verb, "failed", kind, "scenario"):
        standing.is_tried = True
    elif _is(verb, "initialized", kind, "lesson"):
        standing.is_begun = True
    elif _is(verb, "planned", kind, "plan-step"):
        standing.is_planned = True
    elif _is(verb, "reported", kind, "plan-step"):
        standing.is_done = result.get("success") is True
    elif _is(verb, "completed", kind, "refresher") and _is_number(score) and _is_late(document):
        standing.kept_of, standing.kept_right = KEPT_PARTS, round(min(max(score, 0), 1) * KEPT_PARTS)
    return standing


def _is_late(document):
    """Says whether a refresher was the one after a month or later: its key ends with the days."""
    days = str(_part(document, "object").get("id", "")).rpartition("/after-")[2]
    return days.isdecimal() and int(days) >= KEPT_AFTER_DAYS


def _was_alone(extensions, result):
    """Says whether a passed task was done alone: no hint was opened, or none is told of in solo mode."""
    hints = _part(result, "extensions").get(EXTENSIONS["hints"].iri)
    if hints is None:
        return extensions.get(EXTENSIONS["mode"].iri) == "solo"
    return hints == 0 and hints is not False


def _is(verb, verb_key, kind, type_key):
    return verb == VERBS[verb_key].iri and kind == ACTIVITY_TYPES[type_key].iri


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _part(document, name):
    """Returns a part that should be an object; empty when it is missing or something else."""
    part = document.get(name)
    return part if isinstance(part, dict) else {}
