"""The narrow xAPI endpoint of one launch: its own statements, its own documents, nothing of anybody else.

It lies under the address of the launch, in the place of packages: no cookie reaches it, only the word that
the fetch address gave out once.
"""

import json
from pathlib import Path
from urllib.parse import parse_qsl

from django.http import FileResponse, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation

from courses.packages.cmi5 import documents, launches, rules, saying
from courses.packages.cmi5.errors import Refused

MOST_BYTES = 256 * 1024  # of a request
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match"
    ),
    "Access-Control-Max-Age": "3600",
}
_LOOK = "~over.css"
_STYLE = Path(__file__).parents[1] / "runtime" / "over.css"
_DOCUMENT_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")


def is_mine(path):
    """True for what is asked of a launch and is no file of its package."""
    return path in (launches.FETCH, launches.OVER, _LOOK) or path.startswith(launches.ENDPOINT)


def answer(request, session, path, base):
    """Returns the answer to a unit's request; a refusal says in JSON why."""
    try:
        response = _answer(request, session, path, base)
    except Refused as refusal:
        response = JsonResponse({"error": str(refusal)}, status=refusal.status)
    response["Cache-Control"] = "no-store"
    response["X-Experience-API-Version"] = rules.VERSION
    response["Access-Control-Expose-Headers"] = "ETag, X-Experience-API-Version"
    return response


def _answer(request, session, path, base):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=ALLOWED)
    if path in (launches.OVER, _LOOK):
        return _over(request, session, path)
    if path == launches.FETCH:
        return _fetch(request, session)
    if not launches.holds(session, request.headers.get("Authorization", "")):
        raise Refused(401, "Authorization: has not the word of this launch (8.2).")
    version = request.headers.get("X-Experience-API-Version", "")
    resource = path.removeprefix(launches.ENDPOINT).rstrip("/")
    if resource == "about" and request.method in ("GET", "HEAD"):
        return JsonResponse({"version": [rules.VERSION]})
    if version != "1.0" and not version.startswith("1.0."):
        raise Refused(400, "X-Experience-API-Version: is 1.0.3 here.")
    asked = dict(parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True))
    if "method" in asked:
        raise Refused(400, "The alternate request syntax is not taken here.")
    doors = {
        "statements": lambda: _statements(request, session, asked),
        "activities/state": lambda: _state(request, session, asked, base),
        "agents/profile": lambda: _profile(request, session, asked),
        "activities/profile": lambda: _activity_profile(request),
    }
    if resource not in doors:
        raise Refused(404, "A unit has its statements, its state and the learner's preferences here.")
    return doors[resource]()


def _over(request, session, path):
    """The page to which a unit leads when it ends (returnURL), or its style."""
    if request.method not in ("GET", "HEAD"):
        raise Refused(405, "GET.")
    if path == _LOOK:
        return FileResponse(_STYLE.open("rb"), content_type="text/css; charset=utf-8")
    with translation.override(session.language):
        return HttpResponse(render_to_string("courses/packages/over.html"))


def _fetch(request, session):
    """Gives the word out, once; whoever asks again is told so with status 200 (8.2.3)."""
    if request.method != "POST":
        raise Refused(405, "POST.")
    word = launches.give_word(session)
    if word is None:
        said = {"error-code": "1", "error-text": "The authorization token has already been returned."}
        return JsonResponse(said)
    return JsonResponse({"auth-token": word})


def _statements(request, session, asked):
    if request.method not in ("PUT", "POST"):
        raise Refused(403, "Statements are not read here.")
    try:
        said = json.loads(_body(request))
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body is no JSON (attachments are not taken).") from error
    if request.method == "POST":
        return JsonResponse(saying.take(session=session, statements=said), safe=False)
    if not isinstance(said, dict) or not asked.get("statementId"):
        raise Refused(400, "PUT takes one statement and its statementId.")
    if said.setdefault("id", asked["statementId"]) != asked["statementId"]:
        raise Refused(400, "statementId: is not the statement's id.")
    saying.take(session=session, statements=said)
    return HttpResponse(status=204)


def _state(request, session, asked, base):
    if request.method not in _DOCUMENT_METHODS:
        raise Refused(405, ", ".join(_DOCUMENT_METHODS))
    _check_agent(session, asked)
    if asked.get("activityId") != launches.activity_id(session.package):
        raise Refused(403, "activityId: is not the one of this launch.")
    if asked.get("registration", str(launches.registration(session))).lower() != str(
        launches.registration(session)
    ):
        raise Refused(403, "registration: is not the one of this launch.")
    name = asked.get("stateId")
    if name == launches.LAUNCH_DATA:
        if request.method not in ("GET", "HEAD"):
            raise Refused(403, "LMS.LaunchData is not changed by the unit (10.2.1).")
        return _document(json.dumps(launches.data(session, base)).encode(), "application/json")
    if request.method in ("GET", "HEAD"):
        return _read(session, name)
    if name is None and request.method != "DELETE":
        raise Refused(400, "stateId: is missing.")
    if session.attempt is None:  # an author looks: nothing is kept
        return HttpResponse(status=204)
    condition = _condition(request)
    if request.method == "DELETE":
        documents.remove(attempt=session.attempt, name=name, condition=condition)
    else:
        documents.put(
            attempt=session.attempt,
            name=name,
            content=_body(request),
            kind=request.headers.get("Content-Type", "application/octet-stream"),
            condition=condition,
            is_merged=request.method == "POST",
        )
    return HttpResponse(status=204)


def _read(session, name):
    if name is None:
        own = documents.names(session.attempt) if session.attempt else []
        return JsonResponse([launches.LAUNCH_DATA, *own], safe=False)
    found = documents.find(session.attempt, name) if session.attempt else None
    if found is None:
        raise Refused(404, "No such document.")
    return _document(*found)


def _profile(request, session, asked):
    if request.method not in ("GET", "HEAD"):
        raise Refused(403, "The learner's preferences are set by the learner, on our pages (11).")
    _check_agent(session, asked)
    name = asked.get("profileId")
    if name is None:
        return JsonResponse([launches.PREFERENCES], safe=False)
    if name != launches.PREFERENCES:
        raise Refused(404, "No such document.")
    return _document(json.dumps(launches.preferences(session)).encode(), "application/json")


def _activity_profile(request):
    if request.method not in ("GET", "HEAD"):
        raise Refused(403, "Nothing is kept that all learners share.")
    raise Refused(404, "No such document.")


def _check_agent(session, asked):
    try:
        agent = json.loads(asked.get("agent", ""))
    except (ValueError, RecursionError) as error:
        raise Refused(400, "agent: is no JSON.") from error
    if not rules.same_agent(agent, launches.actor(session)):
        raise Refused(403, "agent: is not the actor of this launch.")


def _document(content, kind):
    return HttpResponse(content, content_type=kind, headers={"ETag": documents.tag(content)})


def _condition(request):
    """Returns what to ask of a document's ETag before it is changed (xAPI part 3, 3.1)."""
    match, none = request.headers.get("If-Match"), request.headers.get("If-None-Match")

    def check(tag):
        is_other = match is not None and (tag is None or (match != "*" and tag not in match))
        is_there = none is not None and tag is not None and (none == "*" or tag in none)
        if is_other or is_there:
            raise Refused(412, "The document is not the one you know.")

    return check


def _body(request):
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Refused(413, f"A request has {MOST_BYTES} bytes at most.")
    return request.body
