"""Several things at the same moment, on PostgreSQL, each on a connection of its own."""

import os
import threading

import pytest
from django.db import connection

NEEDS_POSTGRES = [
    pytest.mark.postgres,
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def together(*works):
    """Runs functions at the same time and returns what they returned; raises what any of them raised."""
    faults, answers = [], [None] * len(works)

    def run(number, work):
        try:
            answers[number] = work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]
    return answers
