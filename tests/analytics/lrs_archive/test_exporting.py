"""Export: every statement once, in order, wherever a run is cut off."""

import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics.lrs.archive import exporting
from analytics.lrs.models import Attachment, Statement
from tests.analytics.conftest import learners, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 2)
    return tmp_path / "records.jsonl"


def learn(organisation, count, *, settled=True):
    (learner,) = learners(organisation, 1)
    made = [record(learner, "says", score=0.5) for _number in range(count)]
    if settled:
        Statement.objects.update(stored=timezone.now() - timedelta(hours=1))
    return [str(one.statement_id) for one in made]


def ids(path):
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_one_a_line_in_the_order_of_storing_as_they_came(clinic, nonprofit, path):
    made = learn(clinic, 5)
    learn(nonprofit, 2)

    assert exporting.run(clinic, path) == 5
    assert ids(path) == made
    assert path.read_text().splitlines()[0] == Statement.objects.get(statement_id=made[0]).raw


def test_run_again_it_adds_what_is_new(clinic, path):
    made = learn(clinic, 3)
    exporting.run(clinic, path)
    made += learn(clinic, 2)

    exporting.run(clinic, path)

    assert ids(path) == made


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6])
def test_cut_off_anywhere_it_goes_on_with_nothing_twice_and_nothing_missing(clinic, path, monkeypatch, at):
    made, written = learn(clinic, 7), []
    line = exporting._line

    def cut(raw):
        written.append(raw)
        if len(written) == at:
            raise KeyboardInterrupt
        return line(raw)

    monkeypatch.setattr(exporting, "_line", cut)
    with pytest.raises(KeyboardInterrupt):
        exporting.run(clinic, path)
    exporting.run(clinic, path)

    assert ids(path) == made


def test_one_that_comes_late_with_an_earlier_key_is_not_missed(clinic, path):
    made = learn(clinic, 4, settled=False)
    late = Statement.objects.get(statement_id=made[1])
    Statement.objects.filter(pk=late.pk).delete()
    exporting.run(clinic, path)
    late.save(force_insert=True)  # its transaction was slow

    exporting.run(clinic, path)

    assert ids(path) == made


def test_attachments_lie_beside_it_under_their_hash(clinic, path):
    made = learn(clinic, 1)
    content = b"\x00 a picture"
    sha2 = hashlib.sha256(content).hexdigest()
    one = Statement.objects.get(statement_id=made[0])
    Statement.objects.filter(pk=one.pk).update(raw=one.raw[:-1] + ',"attachments":[{"sha2":"' + sha2 + '"}]}')
    attachment = Attachment.objects.create(
        organisation=clinic, sha2=sha2, content_type="x/y", content=content
    )
    attachment.statements.add(one)

    exporting.run(clinic, path)

    assert (path.parent / "records.jsonl.attachments" / sha2).read_bytes() == content


def test_a_batch_costs_one_query(clinic, path, django_assert_num_queries):
    learn(clinic, 4)

    with django_assert_num_queries(3):  # two batches, and none left
        exporting.run(clinic, path)


def test_the_command_says_how_many(clinic, path):
    learn(clinic, 3)
    out = StringIO()

    call_command("lrs_export", "--organisation", clinic.slug, str(path), stdout=out)
    call_command("lrs_export", "--organisation", clinic.slug, str(path), "--anew", stdout=out)

    assert out.getvalue().count("3 statements written") == 2
    assert len(ids(path)) == 3


def test_an_organisation_that_is_not_there_is_named(db, path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("lrs_export", "--organisation", "nowhere", str(path))
