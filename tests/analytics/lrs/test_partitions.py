"""Keys that say when, and the months that they lie in; ids stay unique in all of them."""

import os
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from analytics import tasks
from analytics.lrs import moments, partitions
from analytics.lrs.models import Link, Statement, TakenId
from tests.analytics.lrs.conftest import statement

only_postgres = pytest.mark.skipif(
    "postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL"
)
LONG_AGO = datetime(2021, 5, 17, 12, tzinfo=UTC)


def where(key):
    """Returns the tables in which a statement and its links lie."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM analytics_statement WHERE id = %s", [key])
        (own,) = cursor.fetchone()
        cursor.execute("SELECT tableoid::regclass::text FROM analytics_link WHERE statement_id = %s", [key])
        return own, {table for (table,) in cursor.fetchall()}


class TestKeys:
    def test_a_key_says_when_and_keys_follow_one_another(self):
        at = LONG_AGO + timedelta(days=1)  # no other test's
        keys = moments.new_keys(3, at=at)

        assert [moments.stored_at(key) for key, _stored in keys] == [stored for _key, stored in keys]
        assert keys[0][1] == at
        assert sorted(keys) == keys
        assert moments.first_key(at) <= keys[0][0] < moments.key_after(at) <= keys[1][0]

    def test_in_one_instant_no_key_comes_twice(self):
        at = timezone.now()

        assert len({key for _turn in range(500) for key, _stored in moments.new_keys(2, at=at)}) == 1000

    def test_any_moment_has_a_key_that_a_database_takes(self):
        for moment in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)):
            assert 0 <= moments.first_key(moment) <= moments.key_after(moment) < 2**63


def test_a_month_ends_where_the_next_begins():
    december = partitions.first_of_month(datetime(2026, 12, 24, tzinfo=UTC))

    assert partitions.next_month(december) == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
class TestIds:
    def test_an_id_is_taken_in_every_month(self, ask):
        given = str(uuid.uuid4())
        ask.store(statement(id=given))
        move_to(LONG_AGO, Statement.objects.get())

        assert ask("POST", body=statement(id=given, result={"success": True})).status_code == 409
        assert ask("POST", body=statement(id=given)).json() == [given]
        assert Statement.objects.count() == 1
        assert ask.find() == [given]

    def test_a_deleted_statement_leaves_nothing_and_frees_its_id(self, ask):
        given = str(uuid.uuid4())
        ask.store(statement(id=given))

        Statement.objects.all().delete()

        assert not Link.objects.exists()
        assert not TakenId.objects.exists()
        ask.store(statement(id=given, result={"success": True}))

    def test_of_a_batch_with_some_that_are_here_the_others_are_stored(self, ask):
        first, second = str(uuid.uuid4()), str(uuid.uuid4())
        ask.store(statement(id=first))

        assert ask.store(statement(id=second), statement(id=first)) == [second, first]
        assert Statement.objects.count() == TakenId.objects.count() == 2


def move_to(moment, one):
    """Has a statement be stored at another moment."""
    key = moments.new_keys(1, at=moment)[0][0]
    Link.objects.filter(statement=one.pk).update(statement=key)
    TakenId.objects.filter(key=one.pk).update(key=key)
    Statement.objects.filter(pk=one.pk).update(id=key, stored=moment)
    return key


@only_postgres
@pytest.mark.postgres
@pytest.mark.django_db
class TestMonths:
    def test_a_statement_lies_in_its_month_with_its_links(self, ask):
        ask.store(statement())
        month = f"{timezone.now():%Y_%m}"

        assert where(Statement.objects.get().pk) == (
            f"analytics_statement_{month}",
            {f"analytics_link_{month}"},
        )

    def test_months_are_made_ahead_once(self):
        now = timezone.now()
        later = partitions.first_of_month(now) + timedelta(days=200)

        assert partitions.ensure(now=now) == []
        made = partitions.ensure(now=later)

        assert len(made) == 2 * (partitions.MONTHS_AHEAD + 1)
        assert f"analytics_link_{later:%Y_%m}" in made
        assert partitions.ensure(now=later) == []

    def test_what_lies_in_no_month_is_kept_and_moves_when_its_month_is_made(self, ask):
        ask.store(statement())
        key = move_to(LONG_AGO, Statement.objects.get())
        assert where(key) == ("analytics_statement_other", {"analytics_link_other"})

        partitions.add_month(partitions.first_of_month(LONG_AGO))

        assert where(key) == ("analytics_statement_2021_05", {"analytics_link_2021_05"})
        assert ask.find(verb=statement()["verb"]["id"]) == ask.find() != []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'analytics_statement_2021_05'")
            assert cursor.fetchone()[0] == 5

    def test_an_emptied_month_goes_and_one_that_holds_something_stays(self, ask):
        ask.store(statement())
        month = partitions.first_of_month(LONG_AGO)
        partitions.add_month(month)
        partitions.add_month(partitions.next_month(month))
        move_to(LONG_AGO, Statement.objects.get())
        now = timezone.now()

        dropped = partitions.drop_empty(before=partitions.first_of_month(now))
        Statement.objects.all().delete()
        tasks.make_partitions()

        assert dropped == ["analytics_statement_2021_06", "analytics_link_2021_06"]
        left = partitions._months_of("analytics_statement", connection)
        assert f"analytics_statement_{now:%Y_%m}" in left
        assert "analytics_statement_2021_05" not in left

    def test_no_filter_walks_through_the_table(self, ask):
        """Each kind of question is answered from an index, in every month."""
        from analytics.lrs.statements import query, questions

        ask.store(*[statement() for _number in range(20)])
        organisation_id = ask.record.organisation_id
        agent = '{"mbox":"mailto:ruth@clinic.example"}'
        asked = [
            {}, {"verb": "a:b"}, {"agent": agent}, {"agent": agent, "verb": "a:b"}, {"activity": "a:b"},
            {"activity": "a:b", "related_activities": "true"}, {"agent": agent, "related_agents": "true"},
            {"registration": str(uuid.uuid4())}, {"since": "2026-01-01T00:00:00Z", "ascending": "true"},
            {"statementId": str(uuid.uuid4())}, {"voidedStatementId": str(uuid.uuid4())},
        ]  # fmt: skip
        plans = []

        def explain(execute, sql, params, many, context):
            if sql.startswith("SELECT"):
                with connection.connection.cursor() as cursor:
                    cursor.execute("SET LOCAL enable_seqscan = off")
                    cursor.execute(f"EXPLAIN {sql}", params)
                    plans.append("\n".join(line for (line,) in cursor.fetchall()))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(explain):
            for given in asked:
                found = questions.read(given)
                if found.statement_id:
                    query.one(found, organisation_id=organisation_id)
                else:
                    query.page(found, organisation_id=organisation_id)

        assert len(plans) > len(asked)
        assert not [plan for plan in plans if "Seq Scan" in plan]
