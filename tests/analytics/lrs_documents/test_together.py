"""Several clients change the same document at once, on PostgreSQL: none of their changes is lost."""

import json
import os
import threading

import pytest
from django.db import connection

from analytics.lrs.documents.models import Document
from tests.analytics.lrs_documents.conftest import named

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WRITERS = 8


def all_at_once(work):
    """Runs work(number) in as many threads as there are writers, and returns what they returned."""
    start, found = threading.Barrier(WRITERS), [None] * WRITERS

    def run(number):
        try:
            start.wait(20)
            found[number] = work(number)
        except Exception as fault:
            found[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_what_each_merges_is_there_in_the_end(ask):
    def write(number):
        return [
            ask("POST", "state", named("state"), json.dumps({f"{number}-{turn}": turn}).encode()).status
            for turn in range(5)
        ]

    statuses = all_at_once(write)

    assert statuses == [[204] * 5] * WRITERS
    assert len(json.loads(ask("GET", "state", named("state")).content)) == WRITERS * 5
    assert Document.objects.count() == 1


def test_one_alone_makes_a_new_document(ask):
    statuses = all_at_once(
        lambda number: (
            ask(
                "PUT", "agent-profile", named("agent-profile"), str(number).encode(), If_None_Match="*"
            ).status
        )
    )

    assert sorted(statuses) == [204] + [412] * (WRITERS - 1)


def test_of_those_who_know_the_same_state_one_wins(ask):
    ask("PUT", "activity-profile", named("activity-profile"), b"{}", If_None_Match="*")
    tag = ask("GET", "activity-profile", named("activity-profile")).headers["ETag"]

    statuses = all_at_once(
        lambda number: (
            ask(
                "PUT", "activity-profile", named("activity-profile"), str(number).encode(), If_Match=tag
            ).status
        )
    )

    assert sorted(statuses) == [204] + [412] * (WRITERS - 1)
