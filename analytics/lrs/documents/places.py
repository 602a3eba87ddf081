"""Where a document lies: at an activity, at an agent, or at both, in one organisation."""

import hashlib
import json
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A kind of document, and what it is about."""

    kind: str
    organisation_id: int
    activity: str = ""
    agent: str = ""
    agent_key: str = ""
    registration: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """Returns the hash that all documents of this place carry, whatever their registration."""
        return _hash(self.organisation_id, str(self.kind), self.activity, self.agent_key)

    def key_of(self, name: str) -> str:
        """Returns the hash that only the document of this name carries; a registration is part of it."""
        return _hash(self.key, self.registration.hex if self.registration else "", name)


def identifier(agent: dict) -> list:
    """Returns the agent's inverse functional identifier as [kind, parts…]; a mail domain in lower case.

    `agent` has exactly one (xAPI 1.0.3, part 2, 2.4.2.3).
    """
    if "account" in agent:
        return ["account", agent["account"]["homePage"], agent["account"]["name"]]
    if "mbox" in agent:
        local, _at, domain = agent["mbox"].rpartition("@")
        return ["mbox", f"{local}@{domain.lower()}"]
    if "mbox_sha1sum" in agent:
        return ["mbox_sha1sum", agent["mbox_sha1sum"].lower()]
    return ["openid", agent["openid"]]


def agent_key(agent: dict) -> str:
    """Returns the hash of the agent's identifier, by which documents about it are found."""
    return _hash(*identifier(agent))


def _hash(*parts) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
