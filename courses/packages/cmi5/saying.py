"""What a unit says, taken: its statements become results of the learner, and ours to the record."""

from django.db import transaction
from django.utils import timezone

from analytics.xapi.recorder import Activity
from courses.packages import actions, values
from courses.packages.cmi5 import launches, rules
from courses.packages.cmi5.errors import Refused
from courses.packages.models import Attempt, Session


@transaction.atomic
def take(*, session, statements):
    """Takes statements of a launch and returns their ids, as they came. The same again changes nothing.

    Raises Refused, and then takes none of them. What cmi5 only allows (any other verb) is heard and not
    kept: it may hold answers in the learner's words.
    """
    session, attempt = _locked(session)
    found = rules.judge(session, statements)
    is_first = attempt is not None and not attempt.values.get("is_begun")
    for entry, statement, is_new in found:
        if not is_new:
            continue
        session.said.append(entry)
        if entry["verb"] == "terminated":
            session.ended_at = timezone.now()
        if attempt and entry["verb"]:
            _keep(attempt, entry["verb"], statement)
    session.save(update_fields=["said", "ended_at"])
    new = [(entry["verb"], statement) for entry, statement, is_new in found if is_new and entry["verb"]]
    if attempt and new:
        _settle(session, attempt, new, is_first=is_first)
    asked = statements if isinstance(statements, list) else [statements]
    return [one["id"] for one in asked]


def _locked(session):
    """Returns (Session, Attempt or None), locked in the order in which everybody locks them."""
    attempt = None
    if session.attempt_id:
        rows = Attempt.objects.select_for_update(of=("self",))
        attempt = rows.select_related("package__organisation", "learner").get(pk=session.attempt_id)
    rows = Session.objects.select_for_update(of=("self",)).select_related("package__organisation")
    found = rows.filter(pk=session.pk).first()
    if found is None:  # given up in the same moment
        raise Refused(403, "The session was given up when the unit was launched anew (9.3.6).")
    found.attempt = attempt
    return found, attempt


def _keep(attempt, verb, statement):
    if verb == "initialized":
        attempt.values["is_begun"] = True
    elif verb == "completed":
        attempt.values["is_completed"] = True
    elif verb == "failed" and attempt.values.get("is_passed"):
        return  # a guest's launch, and the account had passed before: nothing is taken away
    elif verb in ("passed", "failed"):
        attempt.values["is_passed"] = verb == "passed"
        scaled = score_of(statement)
        if scaled is not None:
            attempt.values["score"] = scaled


def score_of(statement):
    """Returns the score of a statement from 0 to 1; None where it has none."""
    score = statement.get("result", {}).get("score", {})
    if "scaled" in score:
        return float(score["scaled"])
    if {"raw", "min", "max"} <= score.keys():
        return (score["raw"] - score["min"]) / (score["max"] - score["min"])
    return None


def _settle(session, attempt, new, *, is_first):
    was_done = attempt.is_done
    done, passed, score = values.outcome(attempt.package.kind, attempt.values, attempt.package.facts)
    attempt.is_done = was_done or done
    attempt.is_passed = attempt.is_passed if passed is None else passed
    attempt.score = attempt.score if score is None else score
    attempt.touched_at = timezone.now()
    attempt.save()
    here = actions.place_of(attempt, session.language)
    if here is None:
        return
    for verb, statement in new:
        if verb == "initialized" and not is_first:
            continue  # "opened it for the first time"
        actions.record(attempt, here, verb, language=session.language, **_result(verb, statement))
    if attempt.is_done and not was_done and launches.is_whole_course_done(attempt.package, attempt.learner):
        whole = Activity("package", f"course/{launches.course_key(attempt.package)}")
        actions.record(attempt, here, "satisfied", activity=whole, language=session.language)


def _result(verb, statement):
    said = {"completed": {"completion": True}, "passed": {"success": True}, "failed": {"success": False}}
    score = score_of(statement)
    return said.get(verb, {}) | ({} if score is None else {"score": score})
