"""Hashes by which statements are found. The organisation is part of each: nobody finds another's."""

import hashlib
import json
import uuid
from functools import lru_cache

from analytics.lrs.documents.places import identifier


def agent_key(organisation_id: int, agent: dict) -> uuid.UUID:
    """Returns the key of an agent or an identified group by its inverse functional identifier."""
    return _key(organisation_id, *identifier(agent))


def activity_key(organisation_id: int, iri: str) -> uuid.UUID:
    """Returns the key of an activity."""
    return _key(organisation_id, "activity", iri)


def verb_key(organisation_id: int, iri: str) -> uuid.UUID:
    """Returns the key of a verb."""
    return _key(organisation_id, "verb", iri)


@lru_cache(20_000)
def pair_key(agent_key: str, verb_key: str) -> str:
    """Returns the key of an agent together with a verb, from the keys of both: all hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(agent_key + verb_key)).hexdigest()[:32]


def is_identified(actor: dict) -> bool:
    """Says whether an agent or group has an identifier; an anonymous group has none."""
    return any(name in actor for name in ("account", "mbox", "mbox_sha1sum", "openid"))


# Statements of a batch are mostly about the same few things.
@lru_cache(20_000)
def _key(*parts):
    return uuid.UUID(bytes=hashlib.sha256(json.dumps(parts).encode()).digest()[:16])
