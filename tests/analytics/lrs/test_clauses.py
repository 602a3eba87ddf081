"""Clauses that no other file is about: each test names the section whose MUST it holds."""

import json
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from analytics.lrs.statements import questions
from tests.analytics.lrs import conformance, standard
from tests.analytics.lrs.conftest import both_versions, clause, statement

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@both_versions
@clause("2-2.5 the address of more works for a day")
def test_the_address_of_more_holds_all_it_needs(ask, version):
    """Nothing of it is kept in the server: a key of a statement does not run out."""
    ids = ask.store(*[statement() for _number in range(5)], version=version)[::-1]
    first = ask("GET", version=version, limit=2).json()
    given = dict(pair.split("=") for pair in first["more"].partition("?")[2].split("&"))

    assert questions.read(given).after is not None
    assert given.keys() == {"limit", "cursor"}
    ask.store(statement(), version=version)
    assert ask.find(version=version, **given) == ids[2:4]


@both_versions
@clause("2-4.4 UUIDs in the standard text form")
@pytest.mark.parametrize("given", ["{%s}", "urn:uuid:%s", "%s0", "%.35s", "x%.35s"])
def test_an_id_in_another_form_is_refused(ask, version, given):
    faulty = given % uuid.uuid4()

    assert ask("POST", body=statement(id=faulty), version=version).status_code == 400
    assert ask("GET", statementId=faulty, version=version).status_code == 400


@both_versions
@clause("3-1.4 texts are UTF-8")
def test_texts_go_in_and_come_out_in_utf_8(ask, version):
    said = statement(result={"response": "señal — 信号 — 🙂"})
    content = json.dumps(said, ensure_ascii=False).encode()

    given = ask("POST", body=content, version=version).json()[0]

    assert "señal — 信号 — 🙂".encode() in ask("GET", statementId=given, version=version).content
    assert ask("POST", body=content.decode().encode("utf-16"), version=version).status_code == 400
    assert ask("POST", body=content.decode().encode("latin-1", "replace"), version=version).status_code == 400


@both_versions
@clause("3-1.5.1 batches as application/json")
def test_batches_come_as_json_without_attachments(ask, version):
    sent = [statement(), statement()]

    assert ask("POST", body=sent, version=version).status_code == 200
    assert ask("POST", body=sent, version=version, kind="application/json; charset=utf-8").status_code == 200
    assert ask("POST", body=sent, version=version, kind="application/jsonp").status_code == 400


@both_versions
@clause("3-2.0 all resources")
@pytest.mark.parametrize(
    "path",
    [
        "statements",
        "activities/state",
        "agents",
        "activities",
        "agents/profile",
        "activities/profile",
        "about",
    ],
)
def test_every_resource_is_there(ask, version, path):
    agent, activity = json.dumps({"mbox": "mailto:ruth@clinic.example"}), "https://clinic.example/a"
    given = {
        "activities/state": {"agent": agent, "activityId": activity},
        "agents": {"agent": agent},
        "activities": {"activityId": activity},
        "agents/profile": {"agent": agent},
        "activities/profile": {"activityId": activity},
    }
    assert ask("GET", path, version=version, **given.get(path, {})).status_code == 200


@clause("3-4.1 basic authentication", "3-4.1 an authority for each client")
def test_a_client_is_known_by_its_key_and_stands_as_the_authority(ask):
    given = ask.store(statement())[0]

    assert re.fullmatch("[0-9a-f]{24}", ask.record.key)
    assert ask("GET", statementId=given).json()["authority"]["account"]["name"] == ask.record.key


def test_no_demand_of_the_standard_is_without_a_test(request):
    """Reads the marks of all tests, as `make conformance` does."""
    lines, count, missing = conformance.musts(_clauses(request.session))

    assert missing == []
    assert len(lines) == len(standard.MUSTS) == sum(count.values())
    assert count["holds"] > 3 * count["not ours"]


def _clauses(session):
    """Returns {clause: its tests}: from what this run has collected, or collected anew if that is a part."""
    asked = session.config.option
    wanted = {path for folder in conformance.FOLDERS for path in (ROOT / folder).rglob("test_*.py")}
    if wanted <= {item.path for item in session.items} and not (asked.keyword or asked.markexpr):
        table = conformance.Table()
        table.pytest_collection_modifyitems(session.items)
        return table.clauses
    out = subprocess.run(
        [sys.executable, "-c", _COLLECT, *conformance.FOLDERS],
        capture_output=True, text=True, cwd=ROOT, check=True,
    ).stdout  # fmt: skip
    return json.loads(out.splitlines()[-1])


_COLLECT = """
import io, json, sys, contextlib, pytest
from tests.analytics.lrs.conformance import Table
table = Table()
with contextlib.redirect_stdout(io.StringIO()):
    pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[table])
print(json.dumps({name: sorted(tests) for name, tests in table.clauses.items()}))
"""
