"""A statement on its way in: what it says, how it was written, and what comes with it."""

import uuid
from dataclasses import dataclass, field

from analytics.lrs.keys import activity_key, agent_key, is_identified, verb_key
from analytics.lrs.validation.rules import activities_of
from analytics.lrs.validation.schema import VOIDED


@dataclass
class Incoming:
    """A statement that keeps the rules. `files` are {sha2: (content type, bytes)} of what it has attached."""

    text: str
    document: dict
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self):
        given = self.document.get("id")
        self.statement_id = uuid.UUID(given) if given else uuid.uuid4()

    @property
    def refers_to(self):
        """The id of the statement that is its object, or None."""
        target = self.document["object"]
        return uuid.UUID(target["id"]) if target.get("objectType") == "StatementRef" else None

    @property
    def is_voiding(self):
        """True when it voids another."""
        return self.document["verb"]["id"] == VOIDED and self.refers_to is not None

    @property
    def registration(self):
        """Its registration, or None."""
        given = self.document.get("context", {}).get("registration")
        return uuid.UUID(given) if given else None

    def links(self, organisation_id, authority) -> dict[uuid.UUID, bool]:
        """Returns {key: whether the filters without related_ find it} of all it can be found by."""
        found = {verb_key(organisation_id, self.document["verb"]["id"]): True}
        for agent, is_direct in [*_agents(self.document, True), (authority, False)]:
            for one in (agent, *agent.get("member", ())):
                if is_identified(one):
                    key = agent_key(organisation_id, one)
                    found[key] = found.get(key, False) or is_direct
        for iri, is_direct in _activities(self.document, True):
            key = activity_key(organisation_id, iri)
            found[key] = found.get(key, False) or is_direct
        return found

    def definitions(self):
        """Yields (iri, definition) of each activity that it defines."""
        for part in _parts(self.document):
            for _path, activity in activities_of(part):
                if activity.get("definition"):
                    yield activity["id"], activity["definition"]


def _parts(document):
    yield document
    if document["object"].get("objectType") == "SubStatement":
        yield document["object"]


def _agents(part, is_direct):
    """Yields (agent or group, whether the filter agent finds it); part 3, 2.1.3."""
    yield part["actor"], is_direct
    target, context = part["object"], part.get("context", {})
    kind = target.get("objectType")
    if kind in ("Agent", "Group"):
        yield target, is_direct
    elif kind == "SubStatement":
        yield from _agents(target, False)
    for name in ("instructor", "team"):
        if name in context:
            yield context[name], False
    for entry in (*context.get("contextAgents", ()), *context.get("contextGroups", ())):
        yield entry.get("agent") or entry["group"], False


def _activities(part, is_direct):
    for path, activity in activities_of(part):
        yield activity["id"], is_direct and path == "object"
    if part["object"].get("objectType") == "SubStatement":
        yield from _activities(part["object"], False)
