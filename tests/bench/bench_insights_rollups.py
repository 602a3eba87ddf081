"""Roll-ups on PostgreSQL: their speed, their lag, a rebuild, workers that are killed, and what is true.

INSIGHTS_PEOPLE says how many people are made up (400 with SMALL=1, else 5,000; each has about 58 statements),
INSIGHTS_KILL how many seconds workers are killed (10 with SMALL=1, else 30; the issue asks for 300),
INSIGHTS_COPIES how often everybody stands there for the rebuild, which comes last (once): the database copies
statements and figures under other names. INSIGHTS_PARTS names what is measured, all of it unless given. The
database is the benchmark's own, beside the one that DATABASE_URL names. One and two workers count the same
number of statements each, by turns.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time

import django

from tests import migrated
from tests.bench import insights_filling as filling
from tests.bench.report import say, small

PEOPLE = int(os.environ.get("INSIGHTS_PEOPLE", small(400, 5000)))
KILL_SECONDS = int(os.environ.get("INSIGHTS_KILL", small(10, 30)))
LAG_SECONDS = small(8, 60)
COPIES = int(os.environ.get("INSIGHTS_COPIES", 1))
A_SECOND = 500


def main():
    """Prints what was measured beside what is wanted; needs PostgreSQL."""
    server = os.environ.get("DATABASE_URL", "")
    if "postgres" not in server:
        print("Set DATABASE_URL to a PostgreSQL server; this benchmark makes a database beside it.")
        return
    name = f"{server.rpartition('/')[2]}_insights"
    os.environ["BENCH_DB"] = name
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.insights_settings"
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        with migrated.postgres_copy(name):
            django.setup()
            from django.db import connection

            try:
                say("insights_rollups", _rows())
            finally:
                connection.close()


def _row(what, value, wanted):
    return {"what": what, "measured": value, "wanted": wanted}


def _rows():
    parts = {
        "speed": _speed, "recovery": _recovery, "lag": _lag, "killed": _killed, "rebuild": _rebuild,
    }  # fmt: skip
    wanted = os.environ.get("INSIGHTS_PARTS", " ".join(parts)).split()
    if "speed" not in wanted:
        filling.simulate(0, PEOPLE)
        filling.count_all(2)
    return [row for name in wanted for row in parts[name]()]


def _speed():
    """Four parts of the people by turns: one worker, two, one, two."""
    part, totals = PEOPLE // 4, {1: [0, 0.0], 2: [0, 0.0]}
    for turn, workers in enumerate((1, 2, 1, 2)):
        filling.simulate(turn * part, part)
        counted, seconds = filling.count_all(workers)
        totals[workers][0] += counted
        totals[workers][1] += seconds
    one, two = (totals[workers][0] / totals[workers][1] for workers in (1, 2))
    return [
        _row("statements", sum(counted for counted, _seconds in totals.values()), "-"),
        _row("one worker, statements a second", one, "2,000"),
        _row("two workers, statements a second", two, "-"),
        _row("two of one", two / one, "1.7"),
    ]


def _recovery():
    from analytics.metrics import skills
    from courses.simulator.straight import truth

    found = skills.skill_figures(filling.organisation())
    worst = 0.0
    for slug, figures in found.items():
        true = truth.shares(slug)
        for name in ("says", "learned", "tried", "alone", "kept", "planned", "done"):
            share = figures.share(name)
            if not share.is_hidden:
                worst = max(worst, abs(100 * share.count / share.of - 100 * true[name]))
    return [_row("recovery of what is true, greatest distance in points", worst, "2 at 5,000 people")]


def _rebuild():
    from analytics.models import Statement

    if COPIES > 1:
        filling.copy(COPIES, with_statements=True)
    before, count = filling.figures(), Statement.objects.count()
    filling.forget_figures()
    begun = time.perf_counter()
    code = (
        "import resource; from django.core.management import call_command as c; import django; django.setup()"
    )
    code += "; c('rebuild_figures', verbosity=0)"
    code += "; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - begun
    return [
        _row("rebuild, statements", count, "10,000,000 once"),
        _row("rebuild, statements a second", count / seconds, "-"),
        _row("rebuild, MB at most", int(told.split()[-1]) / 1024, "500"),
        _row("figures after the rebuild", _same(before), "the same"),
    ]


def _same(before):
    return "the same" if filling.figures() == before else "OTHER FIGURES"


def _write(until, first, a_second):
    """Writes people's statements as they come in, so many a second; returns how many."""
    from courses.simulator.straight import run

    organisation, now, written = filling.organisation(), None, 0
    begun = time.monotonic()
    while time.monotonic() < until:
        for _done, some in run.simulate(organisation, seed="flow", first=first, people=1, now=now):
            written += some
        first += 1
        time.sleep(max(0.0, begun + written / a_second - time.monotonic()))
    return written


def _lag():
    """How long the oldest statement that waits has waited, beside a stream; looked at five times a second."""
    from django.db import connection
    from django.utils import timezone

    from analytics.lrs import moments
    from analytics.models import InboxEntry

    running, seen = filling.worker(forever=True), []
    written = []
    until = time.monotonic() + LAG_SECONDS
    wait = threading.Thread(target=lambda: (written.append(_write(until, 0, A_SECOND)), connection.close()))
    wait.start()
    while wait.is_alive():
        oldest = InboxEntry.objects.order_by("statement").values_list("statement", flat=True).first()
        if oldest:
            seen.append((timezone.now() - moments.stored_at(oldest)).total_seconds())
        time.sleep(0.2)
    running.kill()
    running.wait()
    filling.count_all(1)
    return [
        _row("stream, statements a second", written[0] / LAG_SECONDS, f"{A_SECOND}"),
        _row("lag, seconds at most", max(seen, default=0.0), "5"),
    ]


def _killed():
    """Two workers, one of them killed (-9) every one to four seconds and started anew, beside a stream."""
    from django.db import connection

    dice = random.Random(6)
    until = time.monotonic() + KILL_SECONDS
    stream = threading.Thread(target=lambda: (_write(until, 10_000, A_SECOND), connection.close()))
    filling.uncount()
    stream.start()
    workers, killed = [filling.worker(forever=True) for _number in range(2)], 0
    while time.monotonic() < until:
        time.sleep(dice.uniform(1.0, 4.0))
        place = dice.randrange(2)
        workers[place].kill()
        workers[place].wait()
        killed += 1
        workers[place] = filling.worker(forever=True)
    stream.join()
    for one in workers:
        one.kill()
        one.wait()
    filling.count_all(1)
    after = filling.figures()
    filling.uncount()
    filling.count_all(1)
    return [
        _row(f"workers killed in {KILL_SECONDS} s", killed, "-"),
        _row("figures after a quiet pass", _same(after), "the same"),
        _row("MB of this process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "-"),
    ]


if __name__ == "__main__":
    main()
