"""'Download my data' holds what programs keep about somebody, and 'forget me' takes it away."""

import json

import pytest

from analytics.lrs.clients import actions
from analytics.lrs.documents.models import Document
from analytics.xapi.addresses import actor_home_page
from lms.people import export
from lms.people.actions import erase
from tests.analytics.lrs.conftest import Asker

pytestmark = pytest.mark.django_db


def put(client, organisation, learner, name, content, kind):
    agent = json.dumps({"account": {"homePage": actor_home_page(), "name": learner.actor_name.hex}})
    given = {"activityId": "https://a.example/course", "agent": agent, "stateId": name}
    record, secret = actions.create(organisation=organisation, name=name, scopes_granted=["all"])
    ask = Asker(client, record, secret)
    assert ask("PUT", "activities/state", content, kind=kind, **given).status_code == 204


def test_a_learners_documents_are_in_the_download_whatever_they_are(client, clinic, nonprofit, ruth, sam):
    put(client, clinic, ruth, "page", b'{"page": 3}', "application/json")
    put(client, clinic, ruth, "note", "sí".encode(), "text/plain")
    put(client, nonprofit, ruth, "bytes", b"\xff\x00", "application/octet-stream")
    put(client, clinic, sam, "his", b'{"page": 9}', "application/json")

    found = {one["id"]: one for one in export.of(ruth)["documents_of_programs"]}

    assert found.keys() == {"page", "note", "bytes"}
    assert found["page"]["content"] == {"page": 3}
    assert found["note"]["content"] == "sí"
    assert found["bytes"]["content_base64"] == "/wA="
    assert found["page"]["activity"] == "https://a.example/course"
    assert json.dumps(export.of(sam)["documents_of_programs"]).count('"his"') == 1


def test_somebody_who_is_forgotten_leaves_none(client, clinic, ruth, sam):
    put(client, clinic, ruth, "page", b'{"page": 3}', "application/json")
    put(client, clinic, sam, "his", b'{"page": 9}', "application/json")

    erase(learner=ruth)

    assert [one.name for one in Document.objects.all()] == ["his"]
