"""What an organisation takes along of its other learning systems: how each is set up. No key, no learner."""

import json
from functools import partial

from courses.lti import keys
from courses.lti.models import Registration

FIELDS = (
    *("name", "site", "issuer", "client_id", "login_url", "token_url", "key_set_url"),
    *("audience", "deployments"),
)


def part(organisation):
    """Returns the one step: a file, where there is something to tell."""
    return [partial(_file, organisation)]


def _file(organisation):
    rows = Registration.objects.for_organisation(organisation)
    found = [{field: getattr(row, field) for field in FIELDS} for row in rows]
    if not found:
        return {}
    data = {"systems": found, "our_public_keys": keys.key_set(organisation)["keys"]}
    return {"learning-systems.json": json.dumps(data, ensure_ascii=False, indent=2).encode()}
