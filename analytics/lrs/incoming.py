"""A statement on its way in: what it says, how it was written, and what comes with it."""

import uuid
from dataclasses import dataclass, field

from analytics.lrs.keys import activity_key, agent_key, is_identified, pair_key, verb_key
from analytics.lrs.validation.rules import activities_of
from analytics.lrs.validation.schema import VOIDED


@dataclass
class Incoming:
    """A statement that keeps the rules. `files` are {sha2: (content type, bytes)} of what it has attached."""

    text: str
    document: dict
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self):
        document = self.document
        given, target = document.get("id"), document["object"]
        registration = document.get("context", {}).get("registration")
        is_reference = target.get("objectType") == "StatementRef"
        self.statement_id = uuid.UUID(given) if given else uuid.uuid4()
        # The id of the statement that is its object, its registration, and whether it voids another.
        self.refers_to = uuid.UUID(target["id"]) if is_reference else None
        self.registration = uuid.UUID(registration) if registration else None
        self.is_voiding = is_reference and document["verb"]["id"] == VOIDED

    def links(self, organisation_id, authority) -> dict[str, bool]:
        """Returns {key: whether the filters without related_ find it} of all it can be found by.

        Keys are texts of hexadecimal digits, as both databases take them. An agent that is found without
        related_ has a second one together with the verb (docs/adr/0255).
        """
        verb = verb_key(organisation_id, self.document["verb"]["id"]).hex
        found = {verb: True}
        for agent, is_direct in [*_agents(self.document, True), (authority, False)]:
            for one in (agent, *agent.get("member", ())):
                if is_identified(one):
                    key = agent_key(organisation_id, one).hex
                    found[key] = found.get(key, False) or is_direct
                    if is_direct:
                        found[pair_key(key, verb)] = True
        for iri, is_direct in _activities(self.document, True):
            key = activity_key(organisation_id, iri).hex
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
