"""What is voided counts no more; docs/adr/0048."""

import json
import uuid

import pytest

from analytics import rollups
from analytics.lrs import store
from analytics.lrs.desk import voiding
from analytics.lrs.models import Statement
from analytics.models import Presence, Standing
from tests.analytics.conftest import fold_everything, record, standings
from tests.analytics.lrs.conftest import statement

pytestmark = pytest.mark.django_db


def void(one):
    return voiding.void(statement=one, by=None)


def without_the_desk():
    """Returns the figures but for the presence of the desk, which voided."""
    desk = store.actor_name(store.own_authority())
    return [row for row in standings() if ("actor_name", desk) not in row]


def test_all_that_it_added_is_taken_back(ruth):
    record(ruth, "says", score=0.5)
    fold_everything()
    before = without_the_desk()
    for what, more in (("says", {"score": 1.0}), ("learned", {}), ("tried", {}), ("helped", {})):
        one = record(ruth, what, **more)
        fold_everything()
        assert without_the_desk() != before
        void(one)
        fold_everything()
        assert without_the_desk() == before


def test_somebody_of_whom_nothing_is_left_is_not_counted(ruth):
    one = record(ruth, "learned")
    fold_everything()

    void(one)
    fold_everything()

    assert without_the_desk() == []


def test_what_is_voided_before_it_is_counted_never_counts(ruth):
    void(record(ruth, "learned"))
    fold_everything()

    assert without_the_desk() == []


def test_what_comes_later_than_its_voiding_never_counts(clinic, settings):
    given = str(uuid.uuid4())
    sent = statement(
        id=given,
        actor={"account": {"homePage": settings.XAPI_ACTOR_HOME_PAGE, "name": "4f" * 16}},
        verb={"id": "http://adlnet.gov/expapi/verbs/voided"},
        object={"objectType": "StatementRef", "id": str(uuid.uuid4())},
    )
    target = statement(id=sent["object"]["id"], actor=sent["actor"])
    for one in (sent, target):
        store.save(one, organisation=clinic)
        fold_everything()

    assert Presence.objects.get().statements == 1


def test_voided_twice_it_is_taken_back_once(ruth, clinic):
    record(ruth, "tried")
    one = record(ruth, "tried")
    fold_everything()
    for _turn in range(2):
        document = json.loads(void(one).raw) | {"id": str(uuid.uuid4())}
        store.save(document, organisation=clinic)
        fold_everything()

    assert Standing.objects.get().tries == 1


def test_where_some_were_deleted_by_age_only_the_sums_go_back(ruth):
    gone, one = record(ruth, "tried"), record(ruth, "tried")
    record(ruth, "learned")
    fold_everything()
    Statement.objects.filter(pk=gone.pk).delete()

    void(one)
    fold_everything()

    standing = Standing.objects.get()
    assert (standing.tries, standing.is_tried, standing.is_learned) == (1, True, True)
    assert Presence.objects.get(actor_name=ruth.actor_name.hex).statements == 2


def test_a_month_of_somebody_else_stays(ruth, sam):
    record(sam, "learned")
    fold_everything()
    before = without_the_desk()
    one = record(ruth, "learned")
    fold_everything()

    void(one)
    fold_everything()

    assert without_the_desk() == before


def test_a_guest_who_joined_is_counted_anew_together_with_the_account(ruth, guest):
    record(guest, "tried")
    record(ruth, "tried")
    one = record(guest, "helped")
    rollups.merge(source=guest.actor_name.hex, target=ruth.actor_name.hex)
    fold_everything()

    void(one)
    fold_everything()

    assert (Standing.objects.get().tries, Standing.objects.get().hints) == (2, 0)
