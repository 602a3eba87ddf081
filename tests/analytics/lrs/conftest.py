"""A client of the clinic's and one of the nonprofit's, and a way to ask the statements resource over HTTP."""

import base64
import json
from urllib.parse import urlencode

import pytest
from django.core.cache import cache

from analytics.lrs import definitions
from analytics.lrs.clients import actions, auth

ONE, TWO = "1.0.3", "2.0.0"
both_versions = pytest.mark.parametrize("version", [ONE, TWO])


def clause(*names):
    """Marks a test with the clauses of the standard that it holds: "part-section what", for the table."""
    return pytest.mark.clause(*names)


def statement(**more):
    """Returns a small statement with some of its parts set."""
    return {
        "actor": {"objectType": "Agent", "mbox": "mailto:ruth@clinic.example"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced", "display": {"en": "experienced"}},
        "object": {"objectType": "Activity", "id": "https://clinic.example/activities/refill"},
    } | more


@pytest.fixture(autouse=True)
def knowing_nobody():
    """Begins each test without what a process remembers."""
    auth.forget_all()
    definitions.forget()
    cache.clear()


class Asker:
    """Asks /xapi/ as one client."""

    def __init__(self, client, record, secret):
        self.client, self.record = client, record
        basic = base64.b64encode(f"{record.key}:{secret}".encode()).decode()
        self.authorization = f"Basic {basic}"

    def __call__(
        self,
        method,
        path="statements",
        body=None,
        *,
        version=ONE,
        kind="application/json",
        headers=(),
        **given,
    ):
        sent = {"Authorization": self.authorization, **dict(headers)}
        if version:
            sent["X-Experience-API-Version"] = version
        content = body if isinstance(body, bytes | str) else b"" if body is None else json.dumps(body)
        query = f"?{urlencode(given)}" if given else ""
        return self.client.generic(method, f"/xapi/{path}{query}", content, kind, headers=sent)

    def store(self, *statements, **more):
        """Posts statements and returns their ids."""
        answer = self("POST", body=list(statements), **more)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def find(self, **given):
        """Returns the ids that a question finds, in order."""
        answer = self("GET", **given)
        assert answer.status_code == 200, answer.content
        return [one["id"] for one in answer.json()["statements"]]


@pytest.fixture
def asker(client):
    """Makes an Asker: `asker(organisation, scopes)`."""

    def make(organisation, scopes=("all",), name="tablet"):
        record, secret = actions.create(organisation=organisation, name=name, scopes_granted=list(scopes))
        return Asker(client, record, secret)

    return make


@pytest.fixture
def ask(asker, clinic):
    """Asks as a client of the clinic that may do everything."""
    return asker(clinic)
