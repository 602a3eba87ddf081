"""The pretend portal under load: pages on a big record beside a small one, starts, and replies that fall due.

Pages are asked in turns in one process, so that the ratio between the two records counts, not the
milliseconds.
Replies are delivered by two processes at once; each writes one event, and those are counted. Uses a database
of its own, made and dropped here, on the engine that DATABASE_URL names (SQLite in a file when it names
none).
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from statistics import quantiles

import django

from tests.bench.report import say, small

PAGES = (
    "portal",
    "messages",
    "medicines",
    "appointments",
    "results",
    "notes",
    "health",
    "documents",
    "profile",
    "proxy",
)
ROUNDS = small(8, 60)
STARTS = small(20, 200)
PRACTICES = small(20, 200)
REPLIES = small(400, 10_000)
MEGABYTES = small(1, 4)
KIND = "bench.note"


def main():
    """Makes a database, measures, and throws it away."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["PW_TEST_DB"] = f"{folder}/bench.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        django.setup()
        from django.conf import settings
        from django.db import connection

        settings.ALLOWED_HOSTS = ["*"]
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            learner = _learner()
            say("practice_pages", _pages(learner))
            say("practice_starts", [_starts(learner)])
            say("practice_parse", [_parse()])
            say("practice_replies", [_replies(learner, connection)])
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _learner():
    from wagtail.models import Site

    from lms.organisations.models import Organisation
    from lms.people.models import Learner
    from sandbox_portal.scenarios import loader

    loader.load()
    clinic = Organisation.objects.create(
        name="Bench Clinic", slug="bench", kind="clinic", site=Site.objects.get(is_default_site=True)
    )
    return Learner.objects.create(organisation=clinic)


def _practice(learner, persona):
    from sandbox_portal import actions

    return actions.start(
        learner=learner, organisation=learner.organisation, form_key=uuid.uuid4(), persona=persona
    )


def _pages(learner):
    """p50 and p95 of each page, on a small record and on a big one of the same shape."""
    from django.core import signing
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    from lms.people import guests
    from sandbox_portal.personas import importing
    from tests.factories import synthea

    client = Client()
    client.cookies["pw_learner"] = signing.TimestampSigner(salt=guests.SALT).sign(learner.key.hex)
    spent = {}
    files = {"small": synthea.data(synthea.patient(visits=3)), "big": synthea_big()}
    people = {size: importing.bring_in(files=[data]).slug for size, data in files.items()}
    for _round in range(ROUNDS + 1):
        for size, persona in people.items():  # one practice to look around in, so each round begins both anew
            practice = _practice(learner, persona)
            for page in PAGES:
                try:
                    url = reverse(f"practice:{page}", kwargs={"key": practice.key})
                except NoReverseMatch:
                    continue
                client.get(url)  # what is new to this practice is noted on the first view
                began = time.perf_counter()
                answer = client.get(url)
                took = time.perf_counter() - began
                assert answer.status_code == 200, (page, answer.status_code)
                spent.setdefault((page, size), []).append((took * 1000, len(answer.content)))
    return [_row(page, spent) for page in PAGES if (page, "big") in spent]


def synthea_big():
    """The big person's file."""
    from tests.factories import synthea

    return synthea.big(MEGABYTES)


def _row(page, spent):
    found = {"page": page}
    for size in ("small", "big"):
        times = [took for took, _bytes in spent[(page, size)][1:]]
        parts = quantiles(times, n=20)
        found |= {
            f"{size} p50 ms": parts[9],
            f"{size} p95 ms": parts[18],
            f"{size} KB": spent[(page, size)][0][1] / 1024,
        }
    return {**found, "ratio p50": found["big p50 ms"] / found["small p50 ms"]}


def _starts(learner):
    from sandbox_portal import actions
    from sandbox_portal.scenarios.models import Scenario

    task, times = Scenario.objects.current().first(), []
    for _number in range(STARTS):
        began = time.perf_counter()
        actions.start(
            learner=learner, organisation=learner.organisation, form_key=uuid.uuid4(), scenario=task
        )
        times.append((time.perf_counter() - began) * 1000)
    parts = quantiles(times, n=20)
    return {"what": "start a task anew", "times": STARTS, "p50 ms": parts[9], "p95 ms": parts[18]}


def _parse():
    """From an exporter's file to a person on the shelf, and from there to a record that stands for now."""
    from sandbox_portal import chart
    from sandbox_portal.personas import importing

    data = synthea_big()
    began = time.perf_counter()
    found = importing.read([data])
    imported = time.perf_counter()
    record = chart.read(found.data)
    parsed = time.perf_counter()
    record.moved_by(weeks=100)
    moved = time.perf_counter()
    return {
        "MB": len(data) / 1_000_000,
        "resources": data.count(b'"resourceType"'),
        "check and import s": imported - began,
        "parse s": parsed - imported,
        "move dates s": moved - parsed,
    }


def _replies(learner, connection):
    """Delivers every due reply with two worker processes at once; each must have happened once."""
    from lms.people.models import Learner
    from sandbox_portal.clinic.models import ScheduledReply
    from sandbox_portal.practice import PracticeEvent

    for _number in range(PRACTICES):
        person = Learner.objects.create(organisation=learner.organisation)
        practice = _practice(person, "ruth")
        ScheduledReply.objects.bulk_create(
            ScheduledReply(
                practice=practice, kind=KIND, due=practice.now - timedelta(minutes=n), facts={"n": n}
            )
            for n in range(REPLIES // PRACTICES)
        )
    workers = small(1, 2) if connection.vendor == "sqlite" else 2
    connection.close()
    name = connection.settings_dict["NAME"]
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.bench_practice", "worker", str(name)]
    running = [subprocess.Popen(command) for _number in range(workers)]
    codes = [each.wait() for each in running]
    took = time.perf_counter() - began
    done = PracticeEvent.objects.filter(kind="refills.moved").count()
    left = ScheduledReply.objects.filter(kind=KIND, delivered_at=None).count()
    assert codes == [0] * workers and left == 0 and done == REPLIES // PRACTICES * PRACTICES, (
        codes,
        left,
        done,
    )
    return {
        "engine": connection.vendor,
        "workers": workers,
        "replies": done,
        "each once": True,
        "seconds": took,
        "a second": done / took,
    }


def worker(name):
    """Delivers all that is due, practice by practice, as the task of the worker does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = name
    from sandbox_portal.clinic import replies
    from sandbox_portal.practice import Practice

    @replies.handler(KIND)
    def note(practice, reply):
        practice.log("refills.moved", request=reply.facts["n"])

    while practices := list(Practice.objects.with_due_replies()[:500]):
        for practice in practices:
            replies.deliver_due(practice=practice)


if __name__ == "__main__":
    worker(sys.argv[2]) if sys.argv[1:2] == ["worker"] else main()
