"""Taking one actor out of everything: statements stay, of somebody who is nobody.

Wherever the actor's identifier stands (actor, object, instructor, team, member of a group, extension), an
account takes its place that was made for this and is kept nowhere else. So counts and references hold, and
nothing leads back. Documents about the actor and the attachments of the actor's own statements are deleted:
nobody knows what is in them. A signature ends with them, as the text that it signed is no more.
"""

import json
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from analytics import recounts
from analytics.history import noting
from analytics.lrs import keys, store
from analytics.lrs.documents import places
from analytics.lrs.documents.models import Document
from analytics.lrs.forwarding.models import DeadLetter
from analytics.lrs.models import Attachment, InboxEntry, Link, Statement
from analytics.models import ActorAlias, Presence, Standing, Trace

BATCH = 200
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


@dataclass(frozen=True)
class Erased:
    """How much spoke of the actor."""

    statements: int
    documents: int


def run(agent, organisation, *, tell=lambda count: None) -> Erased:
    """Erases an agent (with exactly one identifier) from an organisation's records; returns how much it was.

    Batch by batch; cut off, run it again: what is left gets another account of nobody.
    """
    nobody = {"homePage": settings.XAPI_ACTOR_HOME_PAGE, "name": f"erased-{uuid.uuid4().hex}"}
    count = 0
    while batch := _repoint_some(agent, organisation, nobody):
        count += batch
        tell(count)
    documents = Document.objects.filter(
        organisation=organisation, agent_key=places.agent_key(agent)
    ).delete()[0]
    return Erased(count, documents)


@transaction.atomic
def _repoint_some(agent, organisation, nobody):
    old_name, new_name = store.actor_name(agent), store.actor_name({"account": nobody})
    ids = _speaking_of(agent, organisation)
    found = _locked(ids, old_name, organisation) if ids else []
    if not found:
        return 0
    own = [statement.pk for statement in found if statement.actor_name == old_name]
    for statement in found:
        document, tokens = _loads(statement.raw)
        statement.raw = _dumps(_replaced(document, agent, nobody), tokens)
        if statement.actor_name == old_name:
            statement.actor_name = new_name
    Statement.objects.bulk_update(found, ["raw", "actor_name"])
    noting.note_changed(found)
    _repoint_links(found, agent, organisation, nobody)
    _drop_attachments(organisation, own)
    DeadLetter.objects.filter(
        target__organisation=organisation, statement_id__in=[statement.statement_id for statement in found]
    ).delete()
    if own:
        _rename_figures(organisation, old_name, new_name)
        noting.forget([old_name], [organisation])
    return len(found)


def _repoint_links(statements, agent, organisation, nobody):
    """Changes what the statements are found by: the agent's key, and those of the agent with each verb."""
    old, new = (keys.agent_key(organisation.pk, one).hex for one in (agent, {"account": nobody}))
    changes = {old: new}
    for verb in sorted({statement.verb for statement in statements}):
        verb_key = keys.verb_key(organisation.pk, verb).hex
        changes[keys.pair_key(old, verb_key)] = keys.pair_key(new, verb_key)
    rows = Link.objects.filter(statement__in=[statement.pk for statement in statements])
    for before, after in changes.items():
        rows.filter(key=before).update(key=after)


def _speaking_of(agent, organisation):
    """Returns the keys of the next statements in which the agent stands, in their order."""
    links = Link.objects.filter(key=keys.agent_key(organisation.pk, agent)).order_by("statement")
    own = Statement.objects.for_organisation(organisation).for_actor(store.actor_name(agent))
    found = {*links.values_list("statement", flat=True)[:BATCH], *own.values_list("pk", flat=True)[:BATCH]}
    return sorted(found)[:BATCH]


def _locked(ids, name, organisation):
    """Returns the statements of these keys that are still there, locked in the order of docs/adr/0240.

    A worker that is counting one of them right now would write the old name after us: it is waited for before
    anything is held that it may want.
    """
    list(InboxEntry.objects.filter(statement__in=ids).order_by("pk").select_for_update(of=("self",)))
    recounts.lock(recounts.months_of([name]))
    statements = Statement.objects.for_organisation(organisation).filter(pk__in=ids)
    return list(statements.order_by("pk").select_for_update(of=("self",)))


def _drop_attachments(organisation, statements):
    Attachment.statements.through.objects.filter(statement__in=statements).delete()
    Attachment.objects.filter(organisation=organisation, statements=None).delete()


def _rename_figures(organisation, old_name, new_name):
    for model in (Presence, Standing, Trace):
        model.objects.of_actors([old_name]).filter(organisation=organisation).update(actor_name=new_name)
    # A guest that counted for the actor would bring the name back with the next count.
    ActorAlias.objects.filter(target=old_name).update(target=new_name)


def _is(value, agent):
    """Says whether a part of a statement is this agent, or a group of the same identifier."""
    if not isinstance(value, dict) or sum(name in value for name in _IDENTIFIERS) != 1:
        return False
    try:
        return places.identifier(value) == places.identifier(agent)
    except (KeyError, TypeError, AttributeError):
        return False


def _replaced(value, agent, nobody):
    if isinstance(value, list):
        return [_replaced(part, agent, nobody) for part in value]
    if not isinstance(value, dict):
        return value
    if _is(value, agent):
        value = {name: part for name, part in value.items() if name not in (*_IDENTIFIERS, "name")}
        kept = {name: _replaced(part, agent, nobody) for name, part in value.items()}
        return kept | {"account": nobody}
    return {name: _replaced(part, agent, nobody) for name, part in value.items()}


def _loads(text):
    """Returns the data and its fractions' texts, which stand in it as tokens: they stay as they came."""
    tokens, mark = [], uuid.uuid4().hex

    def keep(number):
        tokens.append((f'"{mark}-{len(tokens)}"', number))
        return tokens[-1][0].strip('"')

    return json.loads(text, parse_float=keep), tokens


def _dumps(data, tokens):
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for token, number in tokens:
        text = text.replace(token, number, 1)
    return text
