"""/xapi/ as its OpenAPI description says: what it describes is there, and whatever is made up of it, no 5xx.

LRS_FUZZ says how many requests are made up for each operation: 8, or thousands on a quiet night.
"""

import json
import os

import pytest
import schemathesis
from django.urls import resolve
from hypothesis import HealthCheck, Phase, settings
from schemathesis.generation import GenerationMode

from analytics.lrs import described
from analytics.xapi import urls

DESCRIPTION = json.loads(described.text())
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
SCHEMA.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
QUICK = settings(
    max_examples=int(os.environ.get("LRS_FUZZ", 8)),
    deadline=None,
    database=None,
    derandomize="LRS_FUZZ" not in os.environ,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_METHODS = {"get", "put", "post", "delete"}


def send(ask, case):
    """Sends what was made up, with a client's key, through Django's test client; returns the answer."""
    made = case.as_transport_kwargs(base_url="http://testserver")
    headers = {name: str(value) for name, value in (made.get("headers") or {}).items()}
    kind = headers.pop("Content-Type", "application/json")
    content = made.get("data", b"")
    if "json" in made:
        content = json.dumps(made["json"])
    given = {name: value for name, value in (made.get("params") or {}).items() if value is not None}
    headers["Authorization"] = ask.authorization
    return ask.client.generic(
        made["method"], case.path, content or b"", kind, headers=headers, query_params=given
    )


@pytest.mark.django_db
@SCHEMA.parametrize()
@QUICK
def test_whatever_is_made_up_is_answered_as_described(ask, case):
    answer = send(ask, case)

    described_as = case.operation.definition.raw["responses"]
    assert answer.status_code < 500
    if answer.wsgi_request.method != "OPTIONS":  # a browser's preflight, which is no operation
        assert str(answer.status_code) in {*described_as, "405"}
    if case.path != "/xapi/about":
        assert answer.headers["X-Experience-API-Version"] in ("1.0.3", "2.0.0")


def test_every_address_is_described_and_every_described_one_is_there():
    served = {f"/xapi/{one.pattern}" for one in urls.urlpatterns}
    apart = {"/xapi/openapi.json", "/xapi/oauth/token"} | {
        path for path in served if path.startswith("/xapi/profile")
    }

    assert set(DESCRIPTION["paths"]) == served - apart
    assert [resolve(path).app_name for path in DESCRIPTION["paths"]] == ["xapi"] * len(DESCRIPTION["paths"])


@pytest.mark.django_db
def test_every_method_is_described(ask):
    for path, item in DESCRIPTION["paths"].items():
        allowed = ask("TRACE", path.removeprefix("/xapi/")).headers["Allow"]
        said = {method.upper() for method in item if method in _METHODS}
        assert said | {"HEAD"} == set(allowed.split(", ")), path


@pytest.mark.django_db
def test_the_description_is_open_to_any_program(client):
    answer = client.get("/xapi/openapi.json")

    assert answer.json() == DESCRIPTION
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
