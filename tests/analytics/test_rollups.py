"""Each statement counts exactly once: whatever crashes, comes late, comes twice or changes hands."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from analytics import recounts, rollups, tallies
from analytics.lrs import store
from analytics.models import ActorAlias, InboxEntry, Presence, Standing, Statement, Trace
from analytics.tallies import PresenceSum, StandingSum
from lms.people import actions, export
from tests.analytics.conftest import fold_everything, record, standings

pytestmark = pytest.mark.django_db


def a_morning(*people):
    """Records a bit of everything."""
    for person in people:
        record(person, "began")
        record(person, "says", score=0.33, response="sometimes")
        record(person, "learned")
        record(person, "tried", mode="guided")
        record(person, "helped", hints=1)
        record(person, "failed", hints=1, tries=1)
        record(person, "tried", mode="guided")
        record(person, "passed", mode="guided", hints=1, tries=2)
        record(person, "tried", skill="medicines-refills", mode="solo")
        record(person, "passed", skill="medicines-refills", mode="solo")
        record(person, "says", score=1, response="always")


def count_again():
    """Forgets every standing and puts every statement back into the inbox."""
    Standing.objects.all().delete()
    Presence.objects.all().delete()
    Trace.objects.all().delete()
    InboxEntry.objects.bulk_create(
        InboxEntry(statement=statement, organisation_id=statement.organisation_id)
        for statement in Statement.objects.filter(inbox_entry=None)
    )


def test_standings_say_what_the_statements_said(ruth, clinic):
    a_morning(ruth)

    fold_everything()

    standing = Standing.objects.get(skill="messaging")
    assert (standing.organisation, standing.actor_name) == (clinic, ruth.actor_name.hex)
    assert (standing.is_learned, standing.is_tried, standing.is_alone) == (True, True, False)
    assert (standing.hints, standing.tries, standing.says) == (1, 2, 1.0)
    assert Standing.objects.get(skill="medicines-refills").is_alone
    presence = Presence.objects.get()
    assert (presence.statements, presence.path, presence.language) == (11, "patient", "en")
    assert rollups.waiting() == 0


@pytest.mark.parametrize(
    ("mode", "hints", "is_alone"),
    [
        ("solo", None, True),
        ("solo", 0, True),
        ("solo", 3, False),  # another system's
        ("guided", 0, True),
        ("guided", 1, False),
        ("guided", None, False),
        (None, 0, True),
        (None, None, False),
    ],
)
def test_alone_means_without_help(ruth, mode, hints, is_alone):
    record(ruth, "passed", mode=mode, hints=hints)

    fold_everything()

    assert Standing.objects.get().is_alone is is_alone


def test_an_answer_of_not_sure_says_nothing(ruth):
    record(ruth, "says", score=0.5, response="sometimes")
    record(ruth, "says", response="not-sure")

    fold_everything()

    assert Standing.objects.get().says == 0.5


def test_the_latest_answer_counts_in_whatever_order_statements_come(ruth, clinic):
    early = json.loads(record(ruth, "says", score=0.2).raw)
    late = json.loads(record(ruth, "says", score=0.8).raw)
    Statement.objects.all().delete()
    for document in (late, early):
        store.save(document, organisation=clinic)
        fold_everything()

    assert Standing.objects.get().says == 0.8


def test_one_big_batch_and_many_small_ones_give_the_same(ruth, sam):
    a_morning(ruth, sam)
    fold_everything()
    at_once = standings()

    count_again()
    while rollups.fold(limit=3):
        pass

    assert standings() == at_once


class PowerCutError(Exception):
    """The machine stops here."""


def cut_after(monkeypatch, owner, name, calls):
    """Lets a function work `calls` times and cuts the power right after its last call."""
    real = getattr(owner, name)
    done = []

    def wrapped(*args, **kwargs):
        result = real(*args, **kwargs)
        done.append(1)
        if len(done) == calls:
            raise PowerCutError
        return result

    monkeypatch.setattr(owner, name, wrapped)


@pytest.mark.parametrize("calls", [1, 2, 3])
@pytest.mark.parametrize(
    ("owner", "name"),
    [(recounts, "read"), (tallies, "_upsert"), (tallies.Tally, "write"), (rollups, "_count")],
)
def test_a_crash_in_the_middle_changes_nothing_in_the_end(ruth, sam, monkeypatch, owner, name, calls):
    a_morning(ruth, sam)
    fold_everything()
    expected = standings()
    count_again()

    with monkeypatch.context() as patch:
        cut_after(patch, owner, name, calls)
        with pytest.raises(PowerCutError):
            while rollups.fold(limit=5):
                pass
    assert standings() != expected
    fold_everything()

    assert standings() == expected


def test_rows_that_another_worker_took_undo_the_batch(ruth, monkeypatch):
    a_morning(ruth)
    real = rollups._count

    def count_while_another_takes_a_row(statements, *more):
        real(statements, *more)
        InboxEntry.objects.filter(statement=statements[0]).delete()

    monkeypatch.setattr(rollups, "_count", count_while_another_takes_a_row)
    with pytest.raises(rollups.RowsTakenError):
        rollups.fold()

    assert not Standing.objects.exists()
    assert rollups.waiting() == 11


def test_running_again_counts_nothing_twice(ruth):
    a_morning(ruth)
    fold_everything()
    once = standings()

    assert rollups.fold() == 0
    assert standings() == once


def test_the_same_statement_sent_again_counts_once(ruth, clinic):
    document = json.loads(record(ruth, "tried").raw)
    fold_everything()

    store.save(document, organisation=clinic)
    fold_everything()

    assert Standing.objects.get().tries == 1


def test_what_another_system_writes_counts_as_ours(ruth, clinic):
    document = json.loads(record(ruth, "tried").raw)
    Statement.objects.all().delete()
    document["actor"]["account"] = {"homePage": "https://other.example", "name": "someone-else"}
    document["context"].pop("contextActivities")

    store.save(document, organisation=clinic)
    fold_everything()

    standing = Standing.objects.get()
    assert standing.is_tried
    assert standing.actor_name == store.actor_name(document["actor"])
    assert standing.actor_name != "someone-else"  # another system's account of that name is somebody else


@pytest.mark.parametrize(
    "odd",
    [
        {"context": {"extensions": {"https://other.example/mood": "fine"}}},
        {"result": {"score": {"raw": 3}, "extensions": {"https://other.example/hints": []}}},
        {"object": {"id": "https://other.example/1"}},
        {"object": {"id": "https://other.example/1", "definition": {}}},
    ],
)
def test_what_is_not_understood_is_presence_and_nothing_else(ruth, clinic, odd):
    document = json.loads(record(ruth, "says", score=1).raw) | odd
    Statement.objects.all().delete()

    store.save(document, organisation=clinic)
    fold_everything()

    assert Presence.objects.get().statements == 1
    assert not Standing.objects.filter(says__isnull=False).exists()


def test_months_are_those_of_the_clinic(settings):
    midnight = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)

    assert rollups.month_of(midnight) == date(2026, 11, 1)  # still November 30 in New York
    assert rollups.month_of(midnight + timedelta(hours=4)) == date(2026, 12, 1)


def test_a_guest_who_signs_in_is_counted_as_one_person(ruth, guest):
    a_morning(guest)
    record(ruth, "learned", skill="appointments")
    fold_everything()

    actions.adopt_guest(user=ruth.user, guest=guest)
    fold_everything()

    assert {row.actor_name for row in Standing.objects.all()} == {ruth.actor_name.hex}
    presence = Presence.objects.get()
    assert (presence.actor_name, presence.statements) == (ruth.actor_name.hex, 12)
    assert Standing.objects.get(skill="messaging").tries == 2


def test_statements_of_the_guest_that_come_late_count_for_the_account(ruth, guest):
    document = json.loads(record(guest, "tried").raw)
    Statement.objects.all().delete()
    actions.adopt_guest(user=ruth.user, guest=guest)

    store.save(document, organisation=ruth.organisation)
    fold_everything()

    assert Standing.objects.get().actor_name == ruth.actor_name.hex


def test_a_merge_beside_a_running_count_is_put_right_by_the_next_run(ruth, guest):
    record(guest, "tried")
    ActorAlias.objects.create(source=guest.actor_name.hex, target=ruth.actor_name.hex)
    Standing.objects.create(
        organisation=ruth.organisation,
        actor_name=guest.actor_name.hex,
        skill="messaging",
        month=date(2026, 11, 1),
        is_learned=True,
        is_tried=False,
        is_alone=False,
        hints=2,
        tries=3,
        last_seen=datetime(2026, 11, 2, tzinfo=UTC),
    )

    rollups.fold_for(5)

    assert {row.actor_name for row in Standing.objects.all()} == {ruth.actor_name.hex}
    assert sum(row.tries for row in Standing.objects.all()) == 4


def test_merges_of_merges_end_at_the_last_account(ruth, sam, guest):
    record(guest, "tried")
    fold_everything()
    rollups.merge(source=guest.actor_name.hex, target=sam.actor_name.hex)
    rollups.merge(source=sam.actor_name.hex, target=ruth.actor_name.hex)

    record(guest, "tried")
    fold_everything()

    assert Standing.objects.get().actor_name == ruth.actor_name.hex
    assert Standing.objects.get().tries == 2


def test_merging_twice_is_harmless(ruth, guest):
    record(guest, "tried")
    fold_everything()
    for _time in range(2):
        rollups.merge(source=guest.actor_name.hex, target=ruth.actor_name.hex)
        fold_everything()

    assert Standing.objects.get().tries == 1


def test_who_asks_to_be_forgotten_leaves_nothing_and_others_keep_theirs(ruth, sam, guest):
    a_morning(ruth, sam, guest)
    actions.adopt_guest(user=ruth.user, guest=guest)
    record(ruth, "tried")  # waits in the inbox
    rollups.fold(limit=5)
    names = [ruth.actor_name.hex, guest.actor_name.hex]

    actions.erase(learner=ruth)
    fold_everything()

    for model in (Statement, Presence, Standing):
        assert not model.objects.filter(actor_name__in=names).exists()
    assert not ActorAlias.objects.exists()
    assert Presence.objects.get().actor_name == sam.actor_name.hex
    assert Presence.objects.get().statements == 11


def test_the_export_of_a_learner_holds_their_statements_only(ruth, sam):
    record(ruth, "tried")
    record(sam, "learned")

    (statement,) = export.of(ruth)["statements"]

    assert statement["actor"]["account"]["name"] == ruth.actor_name.hex


def test_sums_are_the_same_in_any_order():
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    parts = [
        StandingSum(says=0.2, says_at=late, hints=1, last_seen=late),
        StandingSum(says=0.9, says_at=early, is_tried=True, last_seen=early),
        StandingSum(says=0.4, says_at=late, tries=2, last_seen=early),
    ]
    sums = []
    for order in (parts, parts[::-1]):
        total = StandingSum()
        for part in order:
            total.add(part)
        sums.append(total)

    assert sums[0] == sums[1]
    assert (sums[0].says, sums[0].hints, sums[0].tries) == (0.4, 1, 2)


def test_path_and_language_come_from_the_latest_statement_that_tells_them():
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    total = PresenceSum(path="patient", language="en", told_at=early, statements=1, last_seen=early)

    total.add(PresenceSum(statements=1, last_seen=late))
    assert (total.path, total.last_seen) == ("patient", late)
    total.add(PresenceSum(path="caregiver", language="es", told_at=late, statements=1, last_seen=late))
    assert (total.path, total.language, total.statements) == ("caregiver", "es", 3)


def test_the_command_counts_without_a_worker(ruth, capsys):
    a_morning(ruth)

    call_command("fold_statements")

    assert "11 statements counted" in capsys.readouterr().out
    assert rollups.waiting() == 0


def test_a_batch_costs_few_queries(ruth, sam, django_assert_max_num_queries):
    a_morning(ruth, sam)

    with django_assert_max_num_queries(14):
        rollups.fold()
