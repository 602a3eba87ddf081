"""Which statements a unit may make, and in what order (cmi5 "Quartz", 9). A batch is taken whole or not."""

import hashlib
import json

from analytics.lrs.documents.errors import DocumentError
from analytics.lrs.validation import formats
from analytics.lrs.validation import rules as xapi
from courses.packages.cmi5 import launches
from courses.packages.cmi5.errors import Refused

VERBS = "http://adlnet.gov/expapi/verbs/"
OWN = {f"{VERBS}{name}": name for name in ("initialized", "completed", "passed", "failed", "terminated")}
VOIDED = f"{VERBS}voided"
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
VERSION = "1.0.3"
MOST_STATEMENTS = 50  # in a request
MOST_IN_SESSION = 2000


def judge(session, statements):
    """Returns [(entry for `said`, statement, is it new)] in order of time. Raises Refused.

    An entry's verb is "" where the statement is allowed, but none of cmi5's own.
    """
    if not isinstance(statements, list):
        statements = [statements]
    if not 0 < len(statements) <= MOST_STATEMENTS:
        raise Refused(400, f"Send 1 to {MOST_STATEMENTS} statements at a time.")
    for one in statements:
        _check_form(one)
    ids = [one["id"].lower() for one in statements]
    if len(set(ids)) != len(ids):
        raise Refused(400, "Two statements of the request have the same id (xAPI part 2, 2.4.1).")
    known = {one["id"]: one["print"] for one in session.said}
    said = [one["verb"] for one in session.said]
    if len(said) + len(statements) > MOST_IN_SESSION:
        raise Refused(403, f"A session has {MOST_IN_SESSION} statements at most.")
    found = []
    for one in sorted(statements, key=lambda one: formats.moment(one["timestamp"])):
        entry = {"id": one["id"].lower(), "print": _print(one), "verb": ""}
        if entry["id"] in known:
            if known[entry["id"]] != entry["print"]:
                raise Refused(409, f"Another statement has the id {entry['id']} already.")
            found.append((entry, one, False))
            continue
        _check_place(session, one)
        entry["verb"] = _judged(session, one, said)
        said.append(entry["verb"])
        found.append((entry, one, True))
    return found


def _check_form(one):
    try:
        xapi.check(one, VERSION)
    except DocumentError as error:
        raise Refused(error.status, str(error)) from error
    if "id" not in one:
        raise Refused(400, "id: the unit gives each statement its id (9.1).")
    if "timestamp" not in one:
        raise Refused(400, "timestamp: is missing (9.7).")
    if one["verb"]["id"] == VOIDED:
        raise Refused(403, "verb: a unit voids nothing (6.3).")


def _check_place(session, one):
    """Refuses what speaks of another learner, launch or registration, or comes too late."""
    context = one.get("context", {})
    if not same_agent(one["actor"], launches.actor(session)):
        raise Refused(403, "actor: is not the one of this launch (9.2).")
    if context.get("registration", "").lower() != str(launches.registration(session)):
        raise Refused(403, "context.registration: is not the one of this launch (9.6.1).")
    if context.get("extensions", {}).get(launches.SESSION_ID) != str(session.key):
        raise Refused(403, "context.extensions: the session id is not the one of this launch (9.6.3.1).")
    if session.package.facts["unit"] not in _ids(context, "grouping"):
        raise Refused(403, "context.contextActivities.grouping: the publisher's id is missing (9.6.2.3).")


def _judged(session, one, said):
    """Returns the verb of cmi5, or ""; `said` are those of this session so far."""
    context = one["context"]
    verb = OWN.get(one["verb"]["id"], "") if CATEGORY in _ids(context, "category") else None
    if "terminated" in said:
        raise Refused(403, "The session has ended (9.3.8).")
    if not said and verb != "initialized":
        raise Refused(403, "verb: the first statement is 'initialized' (9.3.2).")
    if verb is None:
        if MOVE_ON in _ids(context, "category"):
            raise Refused(403, "category: moveon stands only in statements that cmi5 defines (9.6.2.2).")
        return ""
    if not verb:
        raise Refused(403, f"verb: {one['verb']['id'][:200]} is none of a unit's, with the category (9.3).")
    target = one["object"]
    is_activity = target.get("objectType", "Activity") == "Activity"
    if not is_activity or target["id"] != launches.activity_id(session.package):
        raise Refused(403, "object.id: is not the activityId of this launch (9.4).")
    _check_order(session, verb, said)
    _check_result(session, verb, one)
    return verb


def _check_order(session, verb, said):
    if verb in said:
        raise Refused(403, f"verb: '{verb}' stands twice in this session (9.3).")
    if verb in ("initialized", "terminated"):
        return
    if not launches.is_judged(session):
        raise Refused(403, f"verb: '{verb}' is not said in the mode Browse (10.2.2).")
    kept = {} if launches.came_along(session) else session.attempt.values  # the guest's registration
    if verb in ("passed", "failed") and {"passed", "failed"} & set(said):
        raise Refused(403, "verb: a session has 'passed' or 'failed' once (9.3).")
    if (verb == "completed" and kept.get("is_completed")) or (verb == "passed" and kept.get("is_passed")):
        raise Refused(403, f"verb: '{verb}' was said in this registration already (9.3).")
    if verb == "failed" and kept.get("is_passed"):
        raise Refused(403, "verb: 'failed' does not follow 'passed' (9.3).")


def _check_result(session, verb, one):
    result = one.get("result", {})
    for name, wanted in (
        ("success", {"passed": True, "failed": False}.get(verb)),
        ("completion", {"completed": True}.get(verb)),
    ):
        if result.get(name) is not wanted:
            must = "is not there" if wanted is None else f"is {str(wanted).lower()}"
            raise Refused(403, f"result.{name}: {must} with '{verb}' (9.5).")
    if verb != "initialized" and "duration" not in result:
        raise Refused(403, f"result.duration: is missing with '{verb}' (9.5.4).")
    is_marked = MOVE_ON in _ids(one["context"], "category")
    if is_marked != (verb in ("completed", "passed", "failed")):
        raise Refused(403, f"category: moveon does not fit '{verb}' (9.6.2.2).")
    score = result.get("score")
    if score is None:
        return
    if verb not in ("passed", "failed"):
        raise Refused(403, f"result.score: is not there with '{verb}' (9.5.1).")
    if "raw" in score and not {"min", "max"} <= score.keys():
        raise Refused(403, "result.score: raw needs min and max (9.5.1).")
    scaled, mastery = score.get("scaled"), session.package.facts.get("mastery")
    if scaled is not None and not 0 <= scaled <= 1:
        raise Refused(403, "result.score.scaled: goes from 0 to 1 (9.5.1).")
    if scaled is not None and mastery is not None and (scaled >= mastery) is not (verb == "passed"):
        raise Refused(403, f"result.score.scaled: contradicts '{verb}' and the mastery score (9.3.4, 9.3.5).")


def same_agent(one, other):
    """True where both are the same account."""
    return (
        isinstance(one, dict)
        and one.get("objectType", "Agent") == "Agent"
        and (one.get("account") == other["account"])
    )


def _ids(context, name):
    found = context.get("contextActivities", {}).get(name, [])
    return {one.get("id") for one in (found if isinstance(found, list) else [found])}


def _print(statement):
    said = json.dumps(statement, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
