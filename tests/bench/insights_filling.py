"""What the benchmarks of the insights share: a clinic, made-up people in it, and what was counted of them."""

import hashlib
import os
import subprocess
import sys
import time

SLUG = "bench"


def organisation():
    """Returns the clinic, made with its site and its analyst where it is not there yet."""
    from django.contrib.auth import get_user_model
    from wagtail.models import Page, Site

    from lms.organisations.models import Membership, Organisation
    from lms.skills import library

    found = Organisation.objects.filter(slug=SLUG).first()
    if found is None:
        library.load()
        root = Page.objects.get(depth=1).add_child(title="Bench Clinic", slug=SLUG)
        site = Site.objects.create(hostname=f"{SLUG}.localhost", port=8000, root_page=root)
        found = Organisation.objects.create(name="Bench Clinic", slug=SLUG, kind="clinic", site=site)
        user = get_user_model().objects.create_user("amir@example.org", "none")
        Membership.objects.create(user=user, organisation=found, role=Membership.Role.ANALYST)
    return found


def simulate(first, people):
    """Writes people's statements, uncounted; returns how many statements."""
    from courses.simulator.straight import run

    batches = run.simulate(organisation(), seed="bench", first=first, people=people)
    return max((written for _done, written in batches), default=0)


def copy(times, *, with_statements=False):
    """Has everybody stand in the counts so many times, under other names; with their statements if wanted."""
    from django.db import connection

    from analytics.models import Presence, Standing, Statement, Trace

    others = "(id & ~4095) | ((id + number) & 4095)"  # the same microsecond (analytics.lrs.moments)
    with connection.cursor() as cursor:
        for model in (Presence, Standing, Trace, *([Statement] if with_statements else [])):
            table, given = model._meta.db_table, {"actor_name": "md5(actor_name || number)"}
            names = [field.column for field in model._meta.concrete_fields]
            if model is Statement:
                given |= {"id": others, "statement_id": "md5(statement_id::text || number)::uuid"}
            else:
                names.remove("id")
            columns, values = (
                ", ".join(f'"{n}"' for n in names),
                ", ".join(given.get(n, f'"{n}"') for n in names),
            )
            source = f"SELECT {values} FROM {table}, generate_series(2, %s) number"
            cursor.execute(f"INSERT INTO {table} ({columns}) {source}", [times])
    vacuum()


def vacuum():
    """Has the database look at how much there is."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def worker(*, forever=False):
    """Starts a process that counts as a worker does; without `forever` it ends when nothing waits."""
    code = f"from tests.bench import insights_filling as f; f.work({forever})"
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ, stdout=subprocess.PIPE, text=True)


def work(forever):
    """Counts what waits; prints the moments of beginning and end, and how many it counted."""
    import django

    django.setup()
    from analytics import rollups

    counted, begun = 0, time.time()
    while True:
        batch = rollups.fold()
        counted += batch
        if not batch:
            if not forever and not rollups.waiting():
                break
            time.sleep(0.05)
    print(begun, time.time(), counted, flush=True)


def count_all(workers):
    """Has so many processes count what waits; returns (statements, seconds)."""
    processes = [worker() for _number in range(workers)]
    told = [process.communicate()[0].split() for process in processes]
    begun, ended = min(float(one[0]) for one in told), max(float(one[1]) for one in told)
    return sum(int(one[2]) for one in told), ended - begun


def figures():
    """Returns a hash of all that is counted, without the keys of the rows; in constant memory."""
    from analytics.models import Presence, Standing, Trace

    found = hashlib.sha256()
    for model in (Presence, Standing, Trace):
        names = [field.column for field in model._meta.concrete_fields if field.name != "id"]
        order = [name for name in ("actor_name", "skill", "activity", "detail", "month") if name in names]
        for row in model.objects.order_by("organisation_id", *order).values_list(*names).iterator():
            found.update(repr(row).encode())
    return found.hexdigest()


def forget_figures():
    """Throws all figures away; nothing waits."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE analytics_presence, analytics_standing, analytics_trace, analytics_inboxentry"
        )


def uncount():
    """Throws all figures away, and has every statement wait again."""
    from django.db import connection

    forget_figures()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO analytics_inboxentry (statement_id, organisation_id)"
            " SELECT id, organisation_id FROM analytics_statement"
        )
