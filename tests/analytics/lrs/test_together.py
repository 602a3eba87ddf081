"""Writers at the same moment, on PostgreSQL: they wait for one another and never for ever."""

import json
import random
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from analytics.lrs import definitions, moments, settled, store
from analytics.lrs.errors import Conflict
from analytics.lrs.incoming import Incoming
from analytics.lrs.models import ActivityDefinition, InboxEntry, Link, Statement, TakenId
from lms.organisations.models import Organisation
from tests.analytics.lrs.conftest import statement
from tests.together import NEEDS_POSTGRES, together

pytestmark = NEEDS_POSTGRES


@pytest.fixture
def clinic_alone(db):
    return Organisation.objects.create(name="Lakeside Clinic", slug="lakeside-together", kind="clinic")


def new(**more):
    return statement(id=str(uuid.uuid4()), **more)


def insert(documents, organisation):
    store.insert([Incoming(json.dumps(one), one) for one in documents], organisation=organisation)


def test_the_same_ids_in_any_order_are_stored_once(clinic_alone):
    documents = [new() for _number in range(40)]
    orders = [random.sample(documents, len(documents)) for _writer in range(6)]

    together(*[lambda order=order: insert(order, clinic_alone) for order in orders])

    assert Statement.objects.count() == 40


def test_one_statement_that_several_send_at_once_is_stored_once(clinic_alone):
    documents = [new() for _number in range(10)]

    together(*[lambda: [insert([one], clinic_alone) for one in documents] for _writer in range(6)])

    assert Statement.objects.count() == InboxEntry.objects.count() == TakenId.objects.count() == 10
    assert Link.objects.count() == 10 * 5


def test_of_two_that_say_something_else_under_one_id_the_first_stays(clinic_alone):
    first = new()
    insert([first], clinic_alone)
    before = Statement.objects.values().get()

    with pytest.raises(Conflict):
        insert([first | {"result": {"success": True}}], clinic_alone)

    assert Statement.objects.values().get() == before


def test_the_text_the_key_and_the_column_say_the_same_moment(clinic_alone):
    insert([new()], clinic_alone)
    insert([new(), new()], clinic_alone)

    for one in Statement.objects.all():
        said = json.loads(one.raw)
        assert said["stored"] == said["timestamp"]
        assert one.stored == one.timestamp == moments.stored_at(one.pk)
        assert said["stored"] == one.stored.isoformat(timespec="microseconds").replace("+00:00", "Z")


def test_definitions_of_the_same_activities_in_any_order(clinic_alone):
    activities = [
        {"id": f"https://clinic.example/{number}", "definition": {"name": {"en": "x"}}}
        for number in range(20)
    ]
    orders = [random.sample(activities, len(activities)) for _writer in range(6)]

    together(
        *[
            lambda order=order: insert([new(object=activity) for activity in order], clinic_alone)
            for order in orders
        ]
    )

    assert ActivityDefinition.objects.count() == 20
    assert Statement.objects.count() == 120


def test_who_writes_about_a_new_activity_does_not_wait_for_another_who_has_not_committed(clinic_alone):
    definitions.forget()
    activity = {"id": "https://clinic.example/new", "definition": {"name": {"en": "x"}}}
    has_written, may_end = threading.Event(), threading.Event()

    def act_slowly():
        with transaction.atomic():
            store.append(new(object=activity), organisation=clinic_alone)
            has_written.set()
            assert may_end.wait(30)

    def act():
        assert has_written.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '5s'")
        try:
            insert([new(object=activity)], clinic_alone)
        finally:
            may_end.set()

    together(act_slowly, act)

    assert Statement.objects.count() == 2


def test_readers_are_not_told_that_all_is_there_while_somebody_writes(clinic_alone):
    """What is stored by the moment that is named never comes later."""
    has_written, may_end = threading.Event(), threading.Event()
    said = {}

    def act_slowly():
        with transaction.atomic():
            said["late"] = store.append(new(), organisation=clinic_alone).stored
            has_written.set()
            assert may_end.wait(30)

    def read():
        assert has_written.wait(30)
        insert([new()], clinic_alone)
        said["meanwhile"] = settled.through()
        may_end.set()

    together(act_slowly, read)

    assert said["meanwhile"] <= said["late"]
    assert settled.through() >= said["late"] - timedelta(microseconds=1)
