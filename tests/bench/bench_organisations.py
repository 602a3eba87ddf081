"""Two hundred organisations, 20,000 pages and 2,000 adopted courses beside two, asked by turns in one run.

Then an update of the library reaches all of them by Celery, with a worker that is killed on the way.

Needs PostgreSQL (DATABASE_URL). Two databases, each asked by a process of its own, one question here and the
next one there. Times are medians of what the product's own views take, without HTTP and with nothing kept.
ORGANISATIONS says how many (200; 20 with SMALL=1).
"""

import os
import subprocess
import sys
import tempfile
import time

from tests.bench import two_databases
from tests.bench.report import say, small

MANY = int(os.environ.get("ORGANISATIONS", small(20, 200)))
TURNS = small(20, 40)
QUESTIONS = ("explorer", "chooser", "chooser, search", "course page", "site look-up")
AT_MOST = 1.3
KILLED_AT = (0.1, 0.4)  # of the way: the worker is killed, and another one begins
WORKER = (
    *(sys.executable, "-m", "celery", "--app", "lms", "worker", "--loglevel", "warning", "--pool", "solo"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)


def main():
    """Prints milliseconds at two and at very many organisations, and how the update went."""
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        print("Set DATABASE_URL to a PostgreSQL database: this one is about many organizations there.")
        return
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.organisations_settings"
        place = two_databases.Postgres()
        try:
            _measure(place)
        finally:
            place.drop()


def _measure(place):
    place.make()
    with two_databases.asked(place.few, _answers) as few:
        print(f"two organisations after {few('seconds', 'two'):.0f} s", flush=True)
    place.copy()
    with two_databases.asked(place.many, _answers) as many:
        print(f"{MANY} organisations after {many('seconds', 'more'):.0f} s", flush=True)
        size = many("size")
        print(*(f"{number:,} {what}" for what, number in size.items()), sep=", ", flush=True)
        with two_databases.asked(place.few, _answers) as few:
            say("organisations", [_row(what, few, many) for what in QUESTIONS])
        say("organisations_update", [_updated(many, place.many)])


def _row(what, few, many):
    here, there = two_databases.in_turns(few, many, turns=TURNS, ask=("seconds", what))
    return {
        "what": what, "ms with 2": here, f"ms with {MANY}": there, "times": there / here, "at most": AT_MOST,
        "queries with 2": few("queries", what), f"queries with {MANY}": many("queries", what),
    }  # fmt: skip


def _updated(many, name):
    """Has a worker bring the library's next edition to everybody, kills it twice, and counts."""
    before = many("pages")
    many("new edition")
    begun, killed = time.perf_counter(), []
    worker = _worker(name)
    try:
        while (now := many("progress"))["done"] < now["of"]:
            print(f"\r{now['done']:,} of {now['of']:,}", end="", flush=True)
            if worker.poll() is not None:
                raise RuntimeError("The worker has ended by itself.")
            if len(killed) < len(KILLED_AT) and now["done"] >= KILLED_AT[len(killed)] * now["of"]:
                worker.kill()
                worker.wait()
                killed.append(now["done"])
                many("as the schedule does")
                worker = _worker(name)
            time.sleep(0.5)
    finally:
        worker.kill()
        worker.wait()
    print(f"\r{now['done']:,} of {now['of']:,}", flush=True)
    took, after = time.perf_counter() - begun, many("pages")
    changed = [after[pk] - before[pk] for pk in before if after[pk] != before[pk]]
    return {
        "adopted courses": now["of"], "seconds": took, "a second": now["of"] / took,
        "killed at": "; ".join(map(str, killed)), "pages to renew": 2 * now["of"],
        "pages renewed once": changed.count(1), "more than once": len(changed) - changed.count(1),
    }  # fmt: skip


def _worker(name):
    return subprocess.Popen(WORKER, env=os.environ | {"BENCH_DB": name})


def _answers():
    """Returns the function that fills and answers, in the process of one database."""
    from tests.bench import organisations_asking

    return organisations_asking.Answers(MANY)


if __name__ == "__main__":
    main()
