"""The store never changes a statement and never takes two under one id."""

import json
from copy import deepcopy

import pytest

from analytics.lrs import store
from analytics.lrs.validation import formats
from analytics.models import InboxEntry, Statement
from analytics.xapi.errors import BadStatementError
from tests.analytics.conftest import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(ruth):
    """A statement's data."""
    return json.loads(record(ruth, "says", score=0.5).raw)


def test_the_same_statement_again_returns_the_stored_one(document, clinic):
    again = store.save(document, organisation=clinic)

    assert Statement.objects.get() == again
    assert InboxEntry.objects.count() == 1


def same_in_other_words(document):
    """Returns what says the same: another title, zone, display and what stores add."""
    other = deepcopy(document)
    other["timestamp"] = other["timestamp"].replace("+00:00", "Z")
    other["verb"]["display"] = {"en": "replied"}
    other["object"]["definition"]["name"] = {"en": "Another title"}
    other["stored"] = "2026-11-21T12:00:00Z"
    other["authority"] = {"account": {"homePage": "https://other.example", "name": "lrs"}}
    grouping = other["context"]["contextActivities"]["grouping"]
    for activity in grouping:
        activity.pop("definition")
    return other


def test_other_titles_and_zones_make_no_other_statement(document, clinic):
    assert store.save(same_in_other_words(document), organisation=clinic) == Statement.objects.get()


def test_another_statement_under_the_same_id_is_a_conflict_and_changes_nothing(document, clinic):
    other = deepcopy(document)
    other["result"]["score"]["scaled"] = 1.0

    with pytest.raises(store.ConflictError):
        store.save(other, organisation=clinic)

    assert json.loads(Statement.objects.get().raw) == document
    assert InboxEntry.objects.count() == 1


def test_each_organisation_has_ids_of_its_own(document, clinic, nonprofit):
    other = deepcopy(document)
    other["result"]["score"]["scaled"] = 1.0

    theirs = store.save(other, organisation=nonprofit)

    assert theirs.organisation == nonprofit
    assert json.loads(Statement.objects.get(organisation=clinic).raw) == document


def test_what_breaks_a_rule_is_not_stored(document, clinic):
    Statement.objects.all().delete()

    with pytest.raises(BadStatementError):
        store.save(document | {"verb": {"id": "answered"}}, organisation=clinic)

    assert not Statement.objects.exists()


def test_the_text_is_kept_as_it_came_and_the_store_says_who_and_when(document, clinic):
    Statement.objects.all().delete()
    sent = {key: value for key, value in document.items() if key not in ("stored", "authority")}
    sent["context"]["extensions"]["https://other.example/word"] = "señal"

    stored = store.save(sent, organisation=clinic)

    kept = json.loads(Statement.objects.get(pk=stored.pk).raw)
    assert {key: kept[key] for key in sent} == sent
    assert kept.keys() - sent.keys() == {"stored", "authority"}
    assert formats.moment(kept["stored"]) == stored.stored
    assert "señal" in stored.raw
