"""The statement history in ClickHouse, by its embedded build (chdb): `make test-history` installs it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from analytics import rollups
from analytics.history import clickhouse, rebuilding, shipping, tasks
from analytics.history.models import Entry, Forgotten, Owed
from analytics.lrs import moments
from analytics.lrs.archive import erasing, retention
from analytics.lrs.desk import voiding
from analytics.lrs.models import Statement
from analytics.metrics import gap_matrix
from analytics.models import Presence, Standing, Trace
from lms.people.actions import erase
from tests.analytics.conftest import fold_everything, learners, record, standings

pytest.importorskip("chdb", reason="needs chdb: make test-history")
from tests import clickhouse as embedded  # noqa: E402

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address():
    with embedded.serving() as found:
        yield found


@pytest.fixture
def there(address, settings, clinic):
    """The history, empty, and everything that is counted from now on goes there."""
    settings.LRS_HISTORY, settings.LRS_HISTORY_URL = "clickhouse", address
    found = shipping.backend()
    found._ask(f"DROP TABLE IF EXISTS {found.table(clinic)}")
    found.prepare(clinic)
    return found


def ship():
    """Sends all that waits, as the worker does."""
    while shipping.ship(seconds=60):
        pass


@pytest.fixture
def crowd(there, clinic):
    """Twelve people, all of whom tried, five of them alone; counted and in the history."""
    people = learners(clinic, 12)
    for number, person in enumerate(people):
        record(person, "learned")
        record(person, "says", score=number % 2)
        record(person, "tried")
        record(person, "passed", hints=0 if number < 5 else 2)
    fold_everything()
    ship()
    return people


def no_longer_here(clinic):
    """Deletes the statements here, as retention does once they are old."""
    before = timezone.now() + timedelta(hours=1)
    return retention.run(clinic, before=before)


def lose_all_figures():
    """Leaves no figure."""
    for model in (Presence, Standing, Trace):
        model.objects.all().delete()


def rebuild():
    """Counts all figures anew from the history; returns the places it told."""
    return list(rebuilding.rebuild())


def test_counted_statements_are_there_as_ralph_lays_them_out(there, clinic, crowd):
    assert there.count(clinic) == Statement.objects.count() == 48
    assert not Entry.objects.exists()
    table = there.table(clinic)
    columns = dict(row[:2] for row in there._ask(f"DESCRIBE {table} FORMAT JSONCompactEachRow"))
    assert columns | {"actor_name": "String"} == columns
    assert {name: columns[name] for name in ("event_id", "emission_time", "event")} == {
        "event_id": "UUID", "emission_time": "DateTime64(6)", "event": "String",
    }  # fmt: skip
    one = Statement.objects.first()
    asked = f"SELECT event, toUnixTimestamp64Micro(emission_time) FROM {table} WHERE event_id = {{id:UUID}}"
    ((raw, at),) = there._ask(f"{asked} FORMAT JSONCompactEachRow", id=str(one.statement_id))
    assert json.loads(raw) == json.loads(one.raw)
    assert clickhouse._moment(at) == one.timestamp


def test_what_is_sent_twice_is_read_once(there, clinic, crowd):
    for statement in Statement.objects.all():
        Entry.objects.create(organisation=clinic, statement_id=statement.statement_id)
    ship()

    assert there.count(clinic) == 48
    assert sum(len(list(events)) for events in [there.events(clinic, *this_month(), limit=500)]) == 48


def this_month():
    return shipping.bounds(timezone.localdate().replace(day=1))


def test_a_rebuild_from_the_history_gives_the_same_figures(there, clinic, crowd):
    before, matrix = standings(), gap_matrix(clinic)
    assert no_longer_here(clinic) == 48
    assert not Statement.objects.exists() and standings() == before
    lose_all_figures()

    assert len(rebuild()) == 12
    assert standings() == before and gap_matrix(clinic) == matrix
    rebuild()
    assert standings() == before


def test_a_rebuild_reads_so_many_at_a_time_and_goes_on_where_it_stopped(there, clinic, crowd, monkeypatch):
    before = standings()
    no_longer_here(clinic)
    lose_all_figures()
    monkeypatch.setattr(rebuilding, "MOST", 3)  # fewer than the four of each account
    asked = []
    read = clickhouse.ClickHouse.events

    def counted(self, *args, limit, **kwargs):
        asked.append(limit)
        return read(self, *args, limit=limit, **kwargs)

    monkeypatch.setattr(clickhouse.ClickHouse, "events", counted)
    places = rebuilding.rebuild()
    first = [next(places) for _time in range(5)]
    places.close()
    rest = list(rebuilding.rebuild(after=first[-1]))

    assert len({*first, *rest}) == 12 and not {*first} & {*rest}
    assert standings() == before and max(asked) <= 12


def test_what_is_not_there_yet_counts_too(there, clinic, crowd):
    """Late and on its way: counted here, not sent."""
    late = record(crowd[0], "tried")
    (new,) = learners(clinic, 1)
    record(new, "learned")
    fold_everything()
    before = standings()
    assert Entry.objects.filter(statement_id=late.statement_id).exists()

    rebuild()
    assert standings() == before


def test_a_voided_statement_is_taken_back_though_only_the_history_has_it(there, clinic, crowd, noor):
    passed = Statement.objects.filter(actor_name=crowd[0].actor_name.hex, verb__endswith="passed").get()
    expected = Statement.objects.exclude(pk=passed.pk)
    ids = list(expected.values_list("statement_id", flat=True))
    voiding.void(statement=passed, by=noor)
    void = Statement.objects.get(is_voiding=True)
    Statement.objects.exclude(pk=void.pk).delete()
    fold_everything()
    ship()

    alone = Standing.objects.get(actor_name=crowd[0].actor_name.hex, skill="messaging")
    assert not alone.is_alone and Presence.objects.get(actor_name=alone.actor_name).statements == 3
    assert not Owed.objects.exists() and len(ids) == 47
    before = standings()
    rebuild()
    assert standings() == before


def test_where_the_database_has_not_all_a_voiding_is_put_right_from_the_history(there, clinic, crowd, noor):
    mine = Statement.objects.filter(actor_name=crowd[0].actor_name.hex)
    passed = mine.get(verb__endswith="passed")
    mine.exclude(pk=passed.pk).delete()  # as if they were older
    voiding.void(statement=passed, by=noor)
    fold_everything()
    assert Owed.objects.count() == 1  # flags cannot be subtracted: the month is counted anew
    ship()

    standing = Standing.objects.get(actor_name=crowd[0].actor_name.hex, skill="messaging")
    assert standing.is_learned and standing.is_tried and not standing.is_alone


def test_who_is_erased_or_says_no_is_erased_there_too(there, clinic, ruth, crowd):
    record(ruth, "tried")
    fold_everything()
    ship()
    assert there.count(clinic) == 49

    erase(learner=ruth)
    before = standings()
    rebuild()  # the history still has it
    assert standings() == before
    ship()
    assert there.count(clinic) == 48
    assert Forgotten.objects.exclude(done_at=None).exists()
    Forgotten.objects.update(done_at=timezone.now() - timedelta(days=2))
    ship()
    assert not Forgotten.objects.exists()


def test_an_actor_of_another_system_who_is_erased_goes_from_the_history(there, clinic, crowd, settings):
    name = crowd[0].actor_name.hex
    agent = {"account": {"homePage": settings.XAPI_ACTOR_HOME_PAGE, "name": name}}
    erasing.run(agent, clinic)
    ship()

    texts = [event.raw for event in there.events(clinic, *this_month(), limit=500)]
    assert len(texts) == 48 and not [text for text in texts if name in text]


def test_each_organisation_has_a_table_of_its_own(there, clinic, nonprofit, crowd):
    (other,) = learners(nonprofit, 1)
    record(other, "tried")
    fold_everything()
    ship()

    assert there.count(clinic) == 48 and there.count(nonprofit) == 1


def test_a_table_that_ralph_made_is_taken_as_it_is(there, clinic, crowd):
    table = there.table(clinic)
    there._ask(f"DROP TABLE {table}")
    there._ask(
        f"CREATE TABLE {table} (event_id UUID NOT NULL, emission_time DateTime64(6) NOT NULL, "
        "event String NOT NULL) ENGINE MergeTree ORDER BY (emission_time, event_id) "
        "PRIMARY KEY (emission_time, event_id)"
    )
    row = {"event_id": "1b7ff372-0000-4000-8000-000000000000", "emission_time": "2026-01-01 00:00:00"}
    insert = f"INSERT INTO {table} (event_id, emission_time, event) FORMAT JSONEachRow"
    there._ask(insert, body=json.dumps(row | {"event": "{}"}))
    call_command("statement_history", "fill", stdout=StringIO())
    ship()

    said = StringIO()
    call_command("statement_history", "state", stdout=said)
    assert f"{clinic.slug}: 48 there, 0 on their way" in said.getvalue()  # what Ralph wrote is not ours


def test_retention_leaves_what_the_history_has_not_got(there, clinic, crowd):
    record(crowd[0], "tried")
    fold_everything()

    assert no_longer_here(clinic) == 48
    assert Statement.objects.count() == Entry.objects.count() == 1


def test_the_task_sends_and_tells_that_all_is_well(there, clinic, crowd, client):
    record(crowd[0], "tried")
    fold_everything()

    assert tasks.ship_history() == 1
    assert client.get("/healthz").json()["history"] == "ok"
    assert rollups.waiting() == 0 and moments.first_key(timezone.now()) > 0
