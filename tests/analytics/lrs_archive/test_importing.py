"""Import: what an export wrote comes back whole, and what is wrong is told line by line."""

import hashlib
import json
import uuid

import pytest
from django.core.management import CommandError, call_command

from analytics.lrs.archive import exporting, importing
from analytics.lrs.clients.models import Client
from analytics.lrs.models import Attachment, Statement
from tests.analytics.conftest import learners, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    return tmp_path / "records.jsonl"


def statement(**more):
    return {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": "mailto:sam@clinic.example"},
        "verb": {"id": "https://verbs.example/did"},
        "object": {"id": "https://clinic.example/thing"},
        **more,
    }


def write(path, *documents):
    path.write_text("\n".join(json.dumps(document) for document in documents))
    return [document["id"] for document in documents if isinstance(document, dict)]


def stored(organisation):
    found = Statement.objects.for_organisation(organisation).order_by("pk")
    return [str(one) for one in found.values_list("statement_id", flat=True)]


def refusals(path):
    return [json.loads(line)["fault"] for line in open(f"{path}.refused")]


def test_what_was_exported_comes_back_with_its_attachments(clinic, nonprofit, path):
    (learner,) = learners(clinic, 1)
    content = b"a picture"
    sha2 = hashlib.sha256(content).hexdigest()
    attached = {
        "usageType": "https://x.example/picture", "display": {"en": "x"}, "contentType": "image/x",
        "length": len(content), "sha2": sha2,
    }  # fmt: skip
    ids = [str(record(learner, "says", score=0.5).statement_id) for _number in range(3)]
    ids += write(path, statement(attachments=[attached]))
    (path.parent / "records.jsonl.attachments").mkdir()
    (path.parent / "records.jsonl.attachments" / sha2).write_bytes(content)
    importing.run(clinic, path)
    out = path.with_name("out.jsonl")

    exporting.run(clinic, out)
    result = importing.run(nonprofit, out)

    assert (result.stored, result.refused) == (4, 0)
    assert stored(nonprofit) == ids
    assert bytes(Attachment.objects.get(organisation=nonprofit).content) == content


def test_an_attachment_that_is_not_what_its_hash_says_is_refused(clinic, path):
    sha2 = hashlib.sha256(b"x").hexdigest()
    attached = {
        "usageType": "https://x.example/picture", "display": {"en": "x"}, "contentType": "image/x",
        "length": 1, "sha2": sha2,
    }  # fmt: skip
    write(path, statement(attachments=[attached]))
    (path.parent / "records.jsonl.attachments").mkdir()
    (path.parent / "records.jsonl.attachments" / sha2).write_bytes(b"y")

    assert importing.run(clinic, path).refused == 1
    assert not Statement.objects.exists()


def test_wrong_lines_are_told_and_the_others_stored(clinic, path):
    good, other, last = statement(), statement(), statement()
    path.write_text(
        "\n".join(
            [json.dumps(good), "{", json.dumps(statement(verb={"id": "did"})), "", "[]", json.dumps(other)]
            + [json.dumps(good | {"verb": {"id": "https://verbs.example/other"}}), json.dumps(last)]
        )
    )

    result = importing.run(clinic, path)

    assert (result.stored, result.refused) == (3, 4)
    assert stored(clinic) == [good["id"], other["id"], last["id"]]
    assert len(refusals(path)) == 4
    assert "verb" in refusals(path)[1]


def test_both_versions_are_judged_by_their_own_rules(clinic, path):
    whom = {"objectType": "contextAgent", "agent": {"mbox": "mailto:ana@clinic.example"}}
    first = statement(context={"contextAgents": [whom]})
    second = statement(version="2.0.0", context={"contextAgents": [whom]})
    write(path, first, second)

    assert importing.run(clinic, path).refused == 1
    assert stored(clinic) == [second["id"]]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_cut_off_it_goes_on_and_counts_each_line_once(clinic, path, monkeypatch, at):
    ids, calls = write(path, *[statement() for _number in range(7)]), []
    insert = importing.store.insert

    def cut(batch, **more):
        calls.append(batch)
        found = insert(batch, **more)
        if len(calls) == at:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(importing.store, "insert", cut)
    with pytest.raises(KeyboardInterrupt):
        importing.run(clinic, path)
    result = importing.run(clinic, path)

    assert (result.stored, result.refused) == (7, 0)
    assert stored(clinic) == ids


def test_a_second_run_stores_nothing_again(clinic, path):
    ids = write(path, *[statement() for _number in range(3)])
    importing.run(clinic, path)

    assert importing.run(clinic, path, anew=True).stored == 3
    assert stored(clinic) == ids


def test_the_client_stands_as_authority(clinic, path):
    client = Client.objects.create(organisation=clinic, name="old store", scopes=["statements/write"])
    write(path, statement())

    call_command("lrs_import", "--organisation", clinic.slug, str(path), "--client", "old store")

    assert json.loads(Statement.objects.get().raw)["authority"] == client.authority()


def test_what_is_not_there_is_said(clinic, nonprofit, path):
    Client.objects.create(organisation=nonprofit, name="theirs")
    with pytest.raises(CommandError, match="no file"):
        call_command("lrs_import", "--organisation", clinic.slug, str(path))
    write(path, statement())
    with pytest.raises(CommandError, match="theirs"):
        call_command("lrs_import", "--organisation", clinic.slug, str(path), "--client", "theirs")
