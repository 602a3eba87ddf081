"""The resources for documents, agents and activities, apart from HTTP: a question in, an answer out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.http import http_date

from analytics.lrs.clients import auth
from analytics.lrs.clients.models import Client
from analytics.lrs.documents import parameters, store
from analytics.lrs.documents.conditions import Conditions
from analytics.lrs.documents.errors import BadRequest, NotFound
from analytics.lrs.documents.models import Document

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
_READING = ("GET", "HEAD")
_NO_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Question:
    """A request after its version, its client and its syntax are known. `headers` are found in any case."""

    method: str
    version: str
    client: Client
    parameters: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What to send back; the body is left out by who answers HEAD."""

    status: int
    content: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def state(question: Question) -> Answer:
    """Answers for activities/state (1.0.3, part 3, 2.3; 2.0, 4.1.6.2)."""
    auth.require(question.client, "state", is_reading=question.method in _READING)
    return _documents(Document.Kind.STATE, question)


def activity_profile(question: Question) -> Answer:
    """Answers for activities/profile (1.0.3, part 3, 2.7; 2.0, 4.1.6.6)."""
    auth.require(question.client, "profile", is_reading=question.method in _READING)
    return _documents(Document.Kind.ACTIVITY_PROFILE, question)


def agent_profile(question: Question) -> Answer:
    """Answers for agents/profile (1.0.3, part 3, 2.6; 2.0, 4.1.6.5)."""
    auth.require(question.client, "profile", is_reading=question.method in _READING)
    return _documents(Document.Kind.AGENT_PROFILE, question)


def agents(question: Question) -> Answer:
    """Answers for agents (1.0.3, part 3, 2.4; 2.0, 4.1.6.3): a Person with what the question says of it.

    Nothing is joined from elsewhere: which agents are one person is nothing that this store knows.
    """
    auth.require(question.client, "statements/read", "profile", "all/read", is_reading=True)
    parameters.refuse_unknown(question.parameters, {"agent"})
    agent = parameters.agent(question.parameters)
    person = {"objectType": "Person"}
    person |= {name: [value] for name, value in agent.items() if name != "objectType"}
    return as_json(person)


def _documents(kind, question):
    given = question.parameters
    parameters.refuse_unknown(given, parameters.known(kind, question.method))
    place = parameters.place(kind, given, organisation_id=question.client.organisation_id)
    is_named = parameters.name_parameter(kind) in given
    if question.method in _READING:
        return _read(kind, place, given) if is_named else _list(place, given)
    if question.method == "DELETE" and kind == Document.Kind.STATE and not is_named:
        store.delete_all(place)
    else:
        _change(kind, place, question)
    return Answer(204)


def _change(kind, place, question):
    name = parameters.document_name(kind, question.parameters)
    conditions = Conditions(
        question.method,
        question.version,
        if_match=question.headers.get("If-Match"),
        if_none_match=question.headers.get("If-None-Match"),
    )
    if question.method == "DELETE":
        store.delete(place, name, conditions=conditions)
        return
    write = store.put if question.method == "PUT" else store.post
    content_type = question.headers.get("Content-Type") or _NO_TYPE
    if not content_type.isprintable():
        raise BadRequest("The Content-Type cannot be read.")
    write(place, name, content=question.content, content_type=content_type, conditions=conditions)


def _read(kind, place, given):
    parameters.since(given)  # means nothing here, but a wrong one is still wrong
    document = store.find(place, parameters.document_name(kind, given))
    if document is None:
        raise NotFound("There is no such document.")
    return Answer(
        200,
        bytes(document.content),
        document.content_type,
        {"ETag": f'"{document.etag}"', "Last-Modified": _http_date(document.updated_at)},
    )


def _list(place, given):
    names, latest = store.names(place, since=parameters.since(given))
    return as_json(names, last_modified=latest)


def as_json(data, *, last_modified: datetime | None = None) -> Answer:
    """Returns data as JSON, with the ETag that every answer to GET carries."""
    content = json.dumps(data, ensure_ascii=False).encode()
    headers = {"ETag": f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'}
    if last_modified is not None:
        headers["Last-Modified"] = _http_date(last_modified)
    return Answer(200, content, "application/json", headers)


def _http_date(moment):
    return http_date(moment.timestamp())
