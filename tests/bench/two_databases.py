"""A small and a large database, each asked by a process of its own, one question here and the next one there.

Whatever else the machine does weighs on both so. Read the ratio of one run.
"""

import multiprocessing
import os
import statistics
import time
from contextlib import contextmanager, suppress

import django
import psycopg

from tests import migrated


class Postgres:
    """Two databases beside the one that DATABASE_URL names."""

    engine = "postgresql"

    def __init__(self):
        self.server = os.environ["DATABASE_URL"]
        name = self.server.rpartition("/")[2]
        self.few, self.many = f"{name}_few", f"{name}_many"

    def make(self):
        """Makes the database with few, migrated and empty."""
        migrated.to_database(self.few)

    def copy(self):
        """Makes the one with many, as the other is now."""
        self._run(
            f'DROP DATABASE IF EXISTS "{self.many}"', f'CREATE DATABASE "{self.many}" TEMPLATE "{self.few}"'
        )

    def drop(self):
        """Drops both."""
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in (self.few, self.many)))

    def _run(self, *texts):
        with psycopg.connect(self.server, autocommit=True) as connection:
            for text in texts:
                connection.execute(text)


@contextmanager
def asked(name, answerer):
    """Yields a function that asks a process of its own, which works on the database of that name.

    `answerer`, called there once Django is set up, returns the function that answers.
    """
    os.environ["BENCH_DB"] = name
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs, answerer))
    process.start()
    theirs.close()

    def ask(*what):
        ours.send(what)
        return ours.recv()

    try:
        yield ask
    finally:
        with suppress(OSError):
            ours.send(None)
        process.join(30)


def _serve(pipe, answerer):
    django.setup()
    from django.db import connection

    answer = answerer()
    while (what := pipe.recv()) is not None:
        pipe.send(answer(*what))
    connection.close()


def in_turns(few, many, *, turns, ask):
    """Returns the medians, in milliseconds, of a question asked here and there by turns."""
    for one in (few, many) * 10:
        one(*ask)
    found = {few: [], many: []}
    for turn in range(turns):
        for one in (few, many) if turn % 2 else (many, few):
            found[one].append(one(*ask))
    return [statistics.median(found[one]) * 1000 for one in (few, many)]


def seconds(work):
    """Returns how long a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
