"""The resources about and activities (1.0.3, part 3, 2.5 and 2.8; 2.0, 4.1.6.4 and 4.1.6.7)."""

import json

from analytics.lrs import definitions
from analytics.lrs.clients import auth
from analytics.lrs.documents import parameters
from analytics.lrs.documents.resources import as_json

VERSIONS = ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]


def activities(question):
    """Answers with the activity as this store knows it."""
    auth.require(question.client, "statements/read", "statements/read/mine")
    parameters.refuse_unknown(question.parameters, {"activityId"})
    iri = parameters.activity_id(question.parameters)
    return as_json(definitions.canonical(question.client.organisation_id, iri))


def about_text() -> str:
    """Returns what this store is: the versions that it speaks."""
    return json.dumps({"version": VERSIONS, "extensions": {}})
