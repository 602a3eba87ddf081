"""Eight writers and four readers on the same ten activities, then the same with processes killed under load.

First part: a minute (five seconds with SMALL=1) of POSTs, batches, PUTs and GETs of every filter through the
real server, with the counting worker beside: no 5xx, no statement lost or doubled.
Second part: the web server and the worker are killed (kill -9) while writers go on, and the database server
too where it is one that this benchmark may kill (LRS_SOAK_PG: a folder for a PostgreSQL cluster of its own,
made there with initdb). Each statement that was acknowledged is there; each other is whole or absent.
"""

import base64
import contextlib
import http.client
import json
import multiprocessing
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from urllib.parse import urlencode

import django

from tests.bench import lrs_cluster
from tests.bench.report import say, small
from tests.journeys.product import free_port, wait_until_answers

WRITERS, READERS = 8, 4
ACTIVITIES = [f"https://clinic.example/activities/soak-{number}" for number in range(10)]


def main():
    """Prints what was done and what went wrong; returns the number of faults."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder, lrs_cluster.cluster() as cluster:
        os.environ["DATA_DIR"] = folder
        os.environ["PW_TEST_DB"] = f"{folder}/bench.sqlite3"
        os.environ["LRS_REQUESTS_A_MINUTE"] = "0"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.lrs_settings"
        if cluster:
            os.environ["DATABASE_URL"] = cluster.url
        django.setup()
        from django.db import connection

        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        os.environ["BENCH_DB"] = str(connection.settings_dict["NAME"])
        try:
            rows = _run(connection, cluster)
        finally:
            connection.close()
            connection.creation.destroy_test_db(name, verbosity=0)
    say("lrs_soak", rows)
    return sum(row["faults"] for row in rows)


def _run(connection, cluster):
    from tests.bench import bench_lrs

    client, secret = bench_lrs._client()
    authorization = "Basic " + base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    port = free_port()
    rows = []
    killings = [_kill_web, _kill_worker, *([cluster.restart] if cluster else [])]
    for what, deeds in (("quiet", []), ("killed", killings)):
        told = _served(port, authorization, deeds)
        connection.close()
        rows.append({"engine": connection.vendor, "what": what, **judge(told, is_quiet=not deeds)})
    return rows


def _served(port, authorization, deeds):
    processes = {"web": web(port), "worker": _worker()}
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/xapi/about")
        return _load(port, authorization, small(5, 60), lambda: _do(deeds, processes, port))
    finally:
        for process in processes.values():
            stop(process)


def web(port, *, workers=2):
    """Starts the web server; end it with `stop`."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", str(workers), "--blocking-threads", "4", "--no-access-log"),
            *("--log-level", "critical", "lms.wsgi:application"),
        ],
        start_new_session=True,
    )


def _worker():
    """Starts a process that counts, as the worker does, again and again."""
    code = (
        "import django, time; django.setup()\n"
        "from analytics import rollups\n"
        "from django.db import OperationalError, InterfaceError, connection\n"
        "while True:\n"
        "    try:\n"
        "        rollups.fold_for(5)\n"
        "    except (OperationalError, InterfaceError):\n"
        "        connection.close()\n"
        "    time.sleep(0.2)\n"
    )
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stderr=subprocess.DEVNULL)


def _do(deeds, processes, port):
    for deed in deeds:
        time.sleep(small(1, 10))
        if deed in (_kill_web, _kill_worker):
            deed(processes, port)
        else:
            deed()


def _kill_web(processes, port):
    stop(processes["web"])
    processes["web"] = web(port)


def _kill_worker(processes, port):
    stop(processes["worker"])
    processes["worker"] = _worker()


def stop(process):
    """Kills a process and its children at once, as kill -9 does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)


def _load(port, authorization, seconds, meanwhile):
    """Returns [(what, …)] of all that writers and readers met."""
    told = multiprocessing.Queue()
    works = [(_write, number) for number in range(WRITERS)] + [(_read, number) for number in range(READERS)]
    processes = [
        multiprocessing.Process(target=work, args=(port, authorization, seconds, number, told))
        for work, number in works
    ]
    for process in processes:
        process.start()
    helper = threading.Thread(target=meanwhile)
    helper.start()
    found, ended = [], 0
    while ended < len(processes):
        try:
            one = told.get(timeout=seconds + 90)
        except queue.Empty:
            found.append(("fault", "a writer or reader never ended"))
            break
        ended += one[0] == "end"  # each writer and reader says so
        found.append(one)
    helper.join()
    for process in processes:
        process.join(10)
    return found


def statement(number):
    """Returns a statement of one of the writers about one of the ten activities."""
    iri = ACTIVITIES[random.randrange(len(ACTIVITIES))]
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://clinic.example", "name": f"soak-{number}"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": iri, "definition": {"name": {"en": f"Soak {random.randrange(5)}"}}},
        "context": {
            "contextActivities": {"parent": [{"id": other} for other in random.sample(ACTIVITIES, 3)]}
        },
    }


def _write(port, authorization, seconds, number, told):
    """Sends single statements, batches and statements that refer to others; tells which were acknowledged."""
    ask, end, last = Asker(port, authorization), time.monotonic() + seconds, None
    while time.monotonic() < end:
        batch = [statement(number) for _one in range(random.choice([1, 1, 1, 5, 20]))]
        if last and random.random() < 0.2:
            batch[0]["object"] = {"objectType": "StatementRef", "id": last}
        ids = [one["id"] for one in batch]
        status = ask("POST", "statements", json.dumps(batch))
        told.put(("sent", ids, status))
        if status == 200:
            last = ids[0]
            if random.random() < 0.1:  # once more, as after a lost answer: nothing is doubled
                told.put(("again", ask("POST", "statements", json.dumps(batch[::-1]))))
        elif status is None:
            time.sleep(0.1)
    told.put(("end",))


def _read(port, authorization, seconds, number, told):
    ask, end = Asker(port, authorization), time.monotonic() + seconds
    agent = json.dumps({"account": {"homePage": "https://clinic.example", "name": f"soak-{number}"}})
    while time.monotonic() < end:
        given = random.choice(
            [
                {"limit": 50}, {"agent": agent, "limit": 20}, {"verb": "a:b"},
                {"activity": random.choice(ACTIVITIES), "related_activities": "true", "limit": 50},
                {"activity": random.choice(ACTIVITIES), "format": "canonical", "limit": 10},
            ]
        )  # fmt: skip
        status = ask("GET", f"statements?{urlencode(given)}")
        told.put(("read", status))
        if status is None:
            time.sleep(0.1)
    told.put(("end",))


class Asker:
    """A connection that is made anew when it breaks; answers None where no answer came."""

    def __init__(self, port, authorization):
        self.port, self.connection = port, None
        self.headers = {
            "Authorization": authorization,
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }

    def __call__(self, method, path, body=None):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request(method, f"/xapi/{path}", body, self.headers)
            answer = self.connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None


def judge(told, *, is_quiet):
    """Returns counts for the report, of what was told and is stored; prints each fault once.

    `told` are ("sent", ids, status), ("again", status), ("read", status) and ("fault", text); no status where
    no answer came.
    """
    from analytics.lrs.models import InboxEntry, Link, Statement, TakenId

    sent = [one for one in told if one[0] == "sent"]
    other = [one[-1] for one in told if one[0] in ("again", "read")]
    everybody = {uuid.UUID(each) for _sent, ids, _status in sent for each in ids}
    here = list(Statement.objects.values_list("statement_id", "pk"))
    found = {statement_id for statement_id, _pk in here}
    faults = [one[1] for one in told if one[0] == "fault"]
    # While the database is down a 5xx is the truth; a statement of which it is said may still not be torn.
    if is_quiet:
        faults += [f"answered {status}" for _sent, _ids, status in sent if status != 200]
        faults += [f"answered {status}" for status in other if status != 200]
    for _sent, ids, status in sent:
        there = [uuid.UUID(each) in found for each in ids]
        if status == 200 and not all(there):
            faults.append("an acknowledged statement is lost")
        if any(there) and not all(there):
            faults.append("a batch is torn")
    if len(here) != len(found):
        faults.append("a statement is doubled")
    keys = {pk for _statement_id, pk in here}
    if set(TakenId.objects.values_list("key", flat=True)) != keys:
        faults.append("an id is taken by nobody, or a statement has none")
    if set(Link.objects.values_list("statement", flat=True)) != keys:
        faults.append("a statement has no links, or links have no statement")
    if not set(InboxEntry.objects.values_list("pk", flat=True)) <= keys:
        faults.append("an inbox row has no statement")
    for fault in sorted(set(faults)):
        print(f"FAULT {fault}: {faults.count(fault)} times")
    return {
        "requests": len(sent) + len(other),
        "acknowledged": sum(len(ids) for _sent, ids, status in sent if status == 200),
        "sent in this run": len(everybody),
        "no answer": sum(status is None for *_rest, status in sent) + other.count(None),
        "5xx": sum((status or 0) >= 500 for *_rest, status in sent) + sum((one or 0) >= 500 for one in other),
        "faults": len(faults),
    }


if __name__ == "__main__":
    sys.exit(main())
