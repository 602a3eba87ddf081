"""Very many statements in short time, as the record store would have stored them over sixty days."""

import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

ACTORS, ACTIVITIES, COURSES = 50, 200, 10
HOME, BASE = "https://clinic.example", "https://clinic.example/activities"
VERBS = [f"http://adlnet.gov/expapi/verbs/{name}" for name in ("completed", "experienced", "answered")]
DAYS = 60
_AT_ONCE = 20_000


def account(number):
    """Returns one of the actors."""
    return {"account": {"homePage": HOME, "name": f"person-{number % ACTORS}"}}


def fill(organisation, client, begin, end):
    """Stores statements number `begin` to `end`, with all links; counted already, so without inbox rows."""
    from analytics.lrs import moments, partitions

    first = timezone.now() - timedelta(days=DAYS)
    month = partitions.first_of_month(first)
    while connection.vendor == "postgresql" and month <= timezone.now():
        partitions.add_month(month)
        month = partitions.next_month(month)
    step = timedelta(days=DAYS) / end
    keys = _Keys(organisation.pk, client.authority())
    for start in range(begin, end, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, end))
        # Between those that are there: the second filling lies in the same sixty days.
        at = [first + step * number + timedelta(microseconds=begin % 7) for number in numbers]
        ids = [
            moments.first_key(moment) + (number & 4095) for number, moment in zip(numbers, at, strict=True)
        ]
        _store(organisation, client, keys, list(zip(numbers, ids, at, strict=True)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Keys:
    """The keys of links, each made once."""

    def __init__(self, organisation_id, authority):
        from analytics.lrs import keys

        self.actors = [keys.agent_key(organisation_id, account(n)).hex for n in range(ACTORS)]
        self.activities = [
            keys.activity_key(organisation_id, f"{BASE}/lesson-{n}").hex for n in range(ACTIVITIES)
        ]
        self.courses = [keys.activity_key(organisation_id, f"{BASE}/course-{n}").hex for n in range(COURSES)]
        self.verbs = [keys.verb_key(organisation_id, verb).hex for verb in VERBS]
        self.pairs = {
            (n, v): keys.pair_key(actor, verb)
            for n, actor in enumerate(self.actors)
            for v, verb in enumerate(self.verbs)
        }
        self.authority = keys.agent_key(organisation_id, authority).hex


def _store(organisation, client, keys, wanted):
    statements, taken, links = [], [], []
    for number, key, at in wanted:
        statement_id = uuid.uuid4()
        stored = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        verb, lesson, course = VERBS[number % 3], number % ACTIVITIES, number % COURSES
        raw = (
            f'{{"stored":"{stored}","authority":{{"objectType":"Agent","account":{{"homePage":"{HOME}","name":"x"}}}}'
            f',"id":"{statement_id}","actor":{{"account":{{"homePage":"{HOME}",'
            f'"name":"person-{number % ACTORS}"}}}}'
            f',"verb":{{"id":"{verb}","display":{{"en":"did"}}}},"object":{{"id":"{BASE}/lesson-{lesson}"}}'
            f',"context":{{"contextActivities":{{"parent":[{{"id":"{BASE}/course-{course}"}}]}},"extensions":'
            f'{{"{HOME}/note":"{"x" * 300}"}}}},"timestamp":"{stored}","version":"1.0.0"}}'
        )
        moment = at if connection.vendor == "postgresql" else str(at.replace(tzinfo=None))
        statements.append(
            (key, statement_id.hex, organisation.pk, client.pk, f"person-{number % ACTORS}", verb,
             f"{BASE}/lesson-{lesson}", "", None, None, False, moment, moment, raw)
        )  # fmt: skip
        taken.append((organisation.pk, statement_id.hex, key))
        links += [
            (keys.actors[number % ACTORS], key, True), (keys.verbs[number % 3], key, True),
            (keys.activities[lesson], key, True), (keys.courses[course], key, False),
            (keys.authority, key, False), (keys.pairs[number % ACTORS, number % 3], key, True),
        ]  # fmt: skip
    from analytics.lrs.rows import COLUMNS

    with transaction.atomic():
        _rows("analytics_statement", COLUMNS, statements)
        _rows("analytics_takenid", ("organisation_id", "statement_id", "key"), taken)
        _rows("analytics_link", ("key", "statement_id", "is_direct"), links)


def _rows(table, columns, rows):
    if connection.vendor == "postgresql":
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({','.join(columns)}) VALUES ({','.join(['%s'] * len(columns))})", rows
        )
