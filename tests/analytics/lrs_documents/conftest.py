"""Two clinics' clients, and a way to ask the document resources."""

import json

import pytest
from django.utils.datastructures import CaseInsensitiveMapping

from analytics.lrs.clients.models import Client
from analytics.lrs.documents import resources
from analytics.lrs.documents.errors import DocumentError

ONE, TWO = "1.0.3", "2.0.0"
ACTIVITY = "https://clinic.example/activities/refill"
AGENT = {"account": {"homePage": "https://clinic.example", "name": "4711"}}
RESOURCES = {
    "state": resources.state,
    "activity-profile": resources.activity_profile,
    "agent-profile": resources.agent_profile,
}


@pytest.fixture
def ours(clinic):
    return Client.objects.create(organisation=clinic, name="ours", scopes=["all"])


@pytest.fixture
def theirs(nonprofit):
    return Client.objects.create(organisation=nonprofit, name="theirs", scopes=["all"])


def place(kind, **more):
    """Returns the parameters that name the place of a document, without its id."""
    found = {}
    if kind in ("state", "activity-profile"):
        found["activityId"] = ACTIVITY
    if kind in ("state", "agent-profile"):
        found["agent"] = json.dumps(AGENT)
    return found | more


def named(kind, name="bookmark", **more):
    """Returns the parameters that name one document."""
    return place(kind, **{"stateId" if kind == "state" else "profileId": name}, **more)


@pytest.fixture
def ask(ours):
    """Asks a resource: `ask("PUT", "state", named("state"), b"{}", version=ONE, If_Match='"…"')`."""

    def make(method, kind, parameters, content=b"", *, version=ONE, client=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Content-Type", "application/json")
        question = resources.Question(
            method, version, client or ours, parameters, CaseInsensitiveMapping(headers), content
        )
        try:
            return RESOURCES[kind](question)
        except DocumentError as error:
            return resources.Answer(error.status, error.message.encode())

    return make
