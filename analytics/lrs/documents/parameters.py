"""The parameters of the document, agents and activities resources, each read and judged by one rule."""

import json
import re
import uuid
from datetime import datetime

from analytics.lrs.documents.errors import BadRequest
from analytics.lrs.documents.models import Document
from analytics.lrs.documents.places import Place, agent_key

_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$")
_MAILTO = re.compile(r"^mailto:[^@\s]+@[^@\s]+$")
_SHA1 = re.compile(r"^[0-9A-Fa-f]{40}$")
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_ABOUT = {
    Document.Kind.STATE: ("activityId", "agent"),
    Document.Kind.ACTIVITY_PROFILE: ("activityId",),
    Document.Kind.AGENT_PROFILE: ("agent",),
}


def name_parameter(kind) -> str:
    """Returns how the resource calls a document's id."""
    return "stateId" if kind == Document.Kind.STATE else "profileId"


def known(kind, method) -> set[str]:
    """Returns the parameters that a resource knows for a method."""
    names = {*_ABOUT[kind], name_parameter(kind)}
    if kind == Document.Kind.STATE:
        names.add("registration")
    return names | {"since"} if method in ("GET", "HEAD") else names


def refuse_unknown(given, names) -> None:
    """Raises BadRequest for a parameter of another name, also of another case (part 3, 3.2)."""
    for name in given:
        if name not in names:
            raise BadRequest(
                f"The parameter {name!r} is not known here; known are {', '.join(sorted(names))}."
            )


def place(kind, given, *, organisation_id) -> Place:
    """Returns what the documents are about; BadRequest where a parameter is missing or wrong."""
    about = _ABOUT[kind]
    whom = agent(given) if "agent" in about else None
    return Place(
        kind=kind,
        organisation_id=organisation_id,
        activity=activity_id(given) if "activityId" in about else "",
        agent=json.dumps(whom, ensure_ascii=False) if whom else "",
        agent_key=agent_key(whom) if whom else "",
        registration=_registration(given),
    )


def document_name(kind, given) -> str:
    """Returns the id of the document; BadRequest when there is none."""
    return _text(given, name_parameter(kind))


def activity_id(given) -> str:
    """Returns the activity's id, an IRI."""
    value = _text(given, "activityId")
    if not _IRI.match(value):
        raise BadRequest("activityId must be an IRI with its scheme.")
    return value


def since(given) -> datetime | None:
    """Returns the moment after which documents are asked for, or None."""
    if "since" not in given:
        return None
    try:
        moment = datetime.fromisoformat(given["since"])
    except ValueError as error:
        raise BadRequest("since must be a time stamp (ISO 8601).") from error
    if moment.utcoffset() is None:
        raise BadRequest("since must be a time stamp with its zone.")
    return moment


def agent(given) -> dict:
    """Returns the agent of the parameter `agent`: an Agent with exactly one identifier, no Group."""
    text = _text(given, "agent")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest("agent must be an Agent as JSON.") from error
    if not isinstance(value, dict) or value.get("objectType", "Agent") != "Agent":
        raise BadRequest("agent must be an Agent as JSON; a Group is none.")
    extra = value.keys() - {"objectType", "name", *_IDENTIFIERS}
    if extra:
        raise BadRequest(f"agent: the property {min(extra)!r} is not known (part 2, 2.4.2.1).")
    if not isinstance(value.get("name", ""), str):
        raise BadRequest("agent.name must be a text.")
    found = [name for name in _IDENTIFIERS if name in value]
    if len(found) != 1:
        raise BadRequest("agent must have exactly one of mbox, mbox_sha1sum, openid and account.")
    _check_identifier(found[0], value[found[0]])
    _check_storable("agent", json.dumps(value, ensure_ascii=False))
    return value


def _check_identifier(name, value):
    if name == "account":
        is_right = (
            isinstance(value, dict)
            and value.keys() == {"homePage", "name"}
            and isinstance(value["homePage"], str)
            and isinstance(value["name"], str)
            and bool(value["name"])
            and bool(_IRI.match(value["homePage"]))
        )
    else:
        rule = {"mbox": _MAILTO, "mbox_sha1sum": _SHA1, "openid": _IRI}[name]
        is_right = isinstance(value, str) and bool(rule.match(value))
    if not is_right:
        raise BadRequest(f"agent.{name} is not as part 2, 2.4.2.3 asks.")


def _registration(given):
    if "registration" not in given:
        return None
    value = given["registration"]
    try:
        found = uuid.UUID(value)
    except ValueError as error:
        raise BadRequest("registration must be a UUID.") from error
    if str(found) != value.lower():
        raise BadRequest("registration must be a UUID in its usual form.")
    return found


def _text(given, name):
    value = given.get(name)
    if not value:
        raise BadRequest(f"The parameter {name} is missing.")
    _check_storable(name, value)
    return value


def _check_storable(name, value):
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadRequest(f"{name} holds half a character, which is no UTF-8.") from error
    if "\x00" in value or "\\u0000" in value:
        raise BadRequest(f"{name} holds the character NUL.")
