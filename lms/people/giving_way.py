"""Work that touches everything of a person lets others finish first, instead of deadlocking with them.

An act locks a row (a practice, a sitting) and then its learner; whatever takes a person as a whole locks the
learner and then each row. No order of locks serves both, because acts begin anywhere. So the long work waits
only a moment for a lock: it then undoes what it did, which frees its locks, and begins again. Others wait for
it at most that long, which is less than PostgreSQL waits before it looks for a deadlock (1 s).
"""

import random
import time

from django.db import OperationalError, connection, transaction

_WAIT = "200ms"
_TURNS = 25
_LOCK_NOT_AVAILABLE, _DEADLOCK = "55P03", "40P01"  # PostgreSQL, appendix A: error codes


def giving_way(work):
    """Runs `work()` in a transaction and returns what it returns; begins again where it is in another's way.

    After 25 turns (some 5 to 10 seconds) it waits as long as it takes. SQLite has one writer at a time: there
    `work` is simply run.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            return work()
    for _turn in range(_TURNS):
        try:
            with transaction.atomic():
                _wait(f"'{_WAIT}'")
                done = work()
                _wait("DEFAULT")
                return done
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlstate", "") not in (_LOCK_NOT_AVAILABLE, _DEADLOCK):
                raise
        time.sleep(random.uniform(0.02, 0.2))
    with transaction.atomic():
        return work()


def _wait(limit):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout TO {limit}")
