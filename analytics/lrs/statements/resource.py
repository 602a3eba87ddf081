"""The statements resource (1.0.3, part 3, 2.1; 2.0, 4.1.6.1): a Question in, an Answer out."""

import json
import uuid
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import http_date

from analytics import tasks
from analytics.lrs import attachments, signatures, store
from analytics.lrs.clients import auth
from analytics.lrs.documents.resources import Answer
from analytics.lrs.errors import BadRequest, BadStatement, NotFound
from analytics.lrs.incoming import Incoming
from analytics.lrs.statements import multipart, output, query, questions
from analytics.lrs.validation import formats, rules, strict

METHODS = ("GET", "HEAD", "POST", "PUT")
_MOST_IN_A_BATCH = 5000


def statements(question) -> Answer:
    """Answers for statements."""
    return {"PUT": _put, "POST": _post}.get(question.method, _get)(question)


def _put(question):
    auth.require(question.client, "statements/write")
    given = question.parameters.get("statementId")
    if given is None or set(question.parameters) != {"statementId"}:
        raise BadRequest("PUT needs the parameter statementId and no other (part 3, 2.1.1).")
    if not formats.is_uuid(given):
        raise BadRequest("statementId must be a UUID (part 3, 2.1.1).")
    content, files = _body(question)
    text, document = strict.read(content)
    if not isinstance(document, dict):
        raise BadRequest("PUT takes one statement (part 3, 2.1.1).")
    rules.check(document, question.version)
    incoming = Incoming(text, document)
    if "id" not in document:
        incoming.statement_id = uuid.UUID(given)
    if incoming.statement_id != uuid.UUID(given):
        raise BadStatement("id", "is not the id of the parameter statementId", "part 3, 2.1.1")
    _store([incoming], files, question)
    return Answer(204)


def _post(question):
    auth.require(question.client, "statements/write")
    if question.parameters:
        raise BadRequest("POST takes no parameters (part 3, 2.1.2).")
    content, files = _body(question)
    found = strict.read_each(content)
    if found is None:
        text, value = strict.read(content)
        rules.check(value, question.version)
        batch = [Incoming(text, value)]
    else:
        if len(found) > _MOST_IN_A_BATCH:
            raise BadRequest(f"A batch may hold {_MOST_IN_A_BATCH} statements.")
        for place, (_text, document) in enumerate(found):
            rules.check(document, question.version, f"[{place}]")
        batch = [Incoming(*pair) for pair in found]
    ids = [incoming.statement_id for incoming in batch]
    if len(set(ids)) != len(ids):
        raise BadRequest("Two statements of the batch have the same id (part 3, 2.1.2).")
    _store(batch, files, question)
    return _json(json.dumps([str(one) for one in ids]))


def _body(question):
    """Returns (the JSON, {sha2: (content type, bytes)})."""
    kind = question.headers.get("Content-Type") or ""
    content, files = question.content, {}
    if multipart.is_multipart(kind):
        content, files = multipart.split(kind, content)
    elif kind.partition(";")[0].strip().lower() != "application/json":
        raise BadRequest("Statements come as application/json or multipart/mixed (part 3, 1.5).")
    return content, files


def _store(batch, files, question):
    attachments.share_out(batch, files)
    for incoming in batch:
        signatures.check(incoming, question.version)
    if not batch:
        return
    client = question.client
    store.insert(batch, organisation=client.organisation, client=client, version=question.version)
    tasks.fold_soon()


def _get(question):
    client = question.client
    auth.require(client, "statements/read", "statements/read/mine")
    mine = None if client.may("statements/read") else client.pk
    whose = {"organisation_id": client.organisation_id, "client_id": mine}
    asked = questions.read(question.parameters)
    languages = output.languages_of(question.headers.get("Accept-Language"))
    if asked.statement_id:
        found, more = [query.one(asked, **whose)], None
        if found[0] is None:
            raise NotFound("There is no such statement.")
    else:
        found, has_more = query.page(asked, **whose)
        more = _more(asked, found[-1]) if has_more else ""
    texts = output.texts(found, asked.form, languages, client.organisation_id)
    text = (
        texts[0] if asked.statement_id else f'{{"statements":[{",".join(texts)}],"more":{json.dumps(more)}}}'
    )
    headers = {"Last-Modified": http_date(max(one.stored for one in found).timestamp())} if found else {}
    if asked.with_attachments:
        files = attachments.of_statements([one.pk for one in found])
        content_type, content = multipart.join(text, files)
        return Answer(200, content, content_type, headers)
    return _json(text, headers)


def _more(asked, last):
    given = asked.given | {"cursor": questions.cursor(last.pk)}
    return f"{reverse('xapi:statements')}?{urlencode(given)}"


def _json(text, headers=None):
    return Answer(200, text.encode(), "application/json", headers or {})
