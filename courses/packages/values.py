"""What is kept of a package's data model (SCORM run-time environment), and what it says of the learner.

Kept are the elements by which a package goes on where it was left, and its result. Not kept: answers given
(`cmi.interactions`), comments, times. They may hold the learner's own words, and nobody here asks for them.
"""

import json
import math

SCORM12, SCORM2004, CMI5, H5P = "scorm12", "scorm2004", "cmi5", "h5p"
# {element: most letters}
KEPT = {
    SCORM12: {
        "cmi.core.lesson_location": 255,
        "cmi.core.lesson_status": 20,
        "cmi.core.score.raw": 20,
        "cmi.core.score.min": 20,
        "cmi.core.score.max": 20,
        "cmi.core.exit": 12,
        "cmi.suspend_data": 64_000,
    },
    SCORM2004: {
        "cmi.location": 1000,
        "cmi.completion_status": 20,
        "cmi.success_status": 20,
        "cmi.score.scaled": 20,
        "cmi.score.raw": 20,
        "cmi.score.min": 20,
        "cmi.score.max": 20,
        "cmi.progress_measure": 20,
        "cmi.exit": 12,
        "cmi.suspend_data": 64_000,
    },
    H5P: {
        "h5p.completion": 5,
        "h5p.success": 5,
        "h5p.score.raw": 20,
        "h5p.score.max": 20,
        "h5p.state": 64_000,
    },
    CMI5: {},  # speaks with an endpoint of its own: courses/packages/cmi5/
}
NOT_GIVEN_BACK = {"cmi.core.exit", "cmi.exit"}  # written by the package, never read


MOST_NAMED = 20  # of those that were not taken


class BadValues(ValueError):
    """What the frame sent is no set of elements at all."""


def read(body):
    """Returns what the frame sent, {element: value}; nothing in it is judged. Raises BadValues."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadValues("no JSON") from error
    if not isinstance(said, dict):
        raise BadValues("not a set of elements")
    return said


def taken(kind, said):
    """Returns ({element: value} to keep, [element] not taken) of what a package set.

    One that does not hold keeps none of the others back.
    """
    kept = KEPT.get(kind, {})
    good = {element: value for element, value in said.items() if _holds(value, kept.get(element))}
    return good, [element[:60] for element in said if element not in good][:MOST_NAMED]


def _holds(value, most):
    """True for text of at most so many letters that a database can keep: no NUL, no half of a UTF-16 pair."""
    if most is None or not isinstance(value, str) or len(value) > most or "\x00" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def start(launch):
    """Returns what the runtime begins with: the kind, what may be set, what is given, what was set before."""
    package, attempt = launch.package, launch.attempt
    before = attempt.values if attempt and KEPT[package.kind] else {}
    given = _GIVEN[package.kind](package.facts, is_back=bool(before))
    return {
        "token": launch.token[-12:],
        "kind": package.kind,
        "kept": sorted(KEPT[package.kind]),
        "given": given,
        "values": {name: value for name, value in before.items() if name not in NOT_GIVEN_BACK},
    }


def _given_12(facts, *, is_back):
    found = {
        "cmi.core.student_id": "learner",  # nobody's name or number leaves for a package
        "cmi.core.student_name": "",
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": "resume" if is_back else "ab-initio",
        "cmi.launch_data": facts.get("launch_data", ""),
    }
    return found | ({"cmi.student_data.mastery_score": facts["mastery"]} if facts.get("mastery") else {})


def _given_2004(facts, *, is_back):
    found = {
        "cmi.learner_id": "learner",
        "cmi.learner_name": "",
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.entry": "resume" if is_back else "ab-initio",
        "cmi.launch_data": facts.get("launch_data", ""),
    }
    return found | ({"cmi.scaled_passing_score": facts["mastery"]} if facts.get("mastery") else {})


def _given_nothing(facts, *, is_back):
    return {}


_GIVEN = {SCORM12: _given_12, SCORM2004: _given_2004, CMI5: _given_nothing, H5P: _given_nothing}


def outcome(kind, values, facts):
    """Returns (is_done, is_passed or None, score from 0 to 1 or None) as the package's values say."""
    if kind == CMI5:
        return is_satisfied(facts, values), values.get("is_passed"), values.get("score")
    if kind == H5P:
        return (
            values.get("h5p.completion") == "true",
            _TRUTH.get(values.get("h5p.success")),
            _share_of_h5p(values),
        )
    if kind == SCORM12:
        score = _share(values, "cmi.core.score")
        status = values.get("cmi.core.lesson_status", "")
        passed = {"passed": True, "failed": False}.get(status)
        if passed is None and status == "completed" and score is not None:
            passed = _over(score, _number(facts.get("mastery")), whole=100)
        return status in ("completed", "passed", "failed"), passed, score
    score = _number(values.get("cmi.score.scaled"))
    score = _share(values, "cmi.score") if score is None else min(max(score, 0.0), 1.0)
    passed = {"passed": True, "failed": False}.get(values.get("cmi.success_status", ""))
    if score is not None and facts.get("mastery"):
        passed = _over(score, _number(facts["mastery"]), whole=1)
    return values.get("cmi.completion_status") == "completed", passed, score


_TRUTH = {"true": True, "false": False}


def is_satisfied(facts, values):
    """True where what a cmi5 unit asks for (`moveOn`, 13.1.4) was reached."""
    is_completed, is_passed = bool(values.get("is_completed")), values.get("is_passed") is True
    return {
        "Passed": is_passed,
        "Completed": is_completed,
        "CompletedAndPassed": is_completed and is_passed,
        "CompletedOrPassed": is_completed or is_passed,
    }.get(facts.get("move_on"), bool(values.get("is_begun")))


def _share_of_h5p(values):
    """Returns an H5P score as a share of its most; None where nothing is to be scored."""
    raw, most = _number(values.get("h5p.score.raw")), _number(values.get("h5p.score.max"))
    return None if raw is None or not most or most < 0 else min(max(raw / most, 0.0), 1.0)


def _over(score, mark, *, whole):
    return None if mark is None else score * whole >= mark - 1e-9


def _share(values, stem):
    """Returns a raw score as a share of its most; 100 where the package names none (SCORM 1.2, 4.2)."""
    raw = _number(values.get(f"{stem}.raw"))
    if raw is None:
        return None
    least, most = _number(values.get(f"{stem}.min")) or 0.0, _number(values.get(f"{stem}.max"))
    most = 100.0 if most is None or most <= least else most
    return min(max((raw - least) / (most - least), 0.0), 1.0)


def _number(said):
    try:
        found = float(said)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None
