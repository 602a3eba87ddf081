"""A rebuild from the statements gives the same figures, goes on where it stopped, leaves what waits."""

from datetime import timedelta
from io import StringIO
from itertools import islice

import pytest
from django.core.management import call_command
from django.utils import timezone

from analytics import rebuilding, recounts, rollups
from analytics.models import Presence, Standing, Statement, Trace
from tests.analytics.conftest import fold_everything, learners, record, standings

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(clinic_alone):
    """Five people with a few acts each, all counted."""
    made = learners(clinic_alone, 5)
    for number, person in enumerate(made):
        record(person, "says", score=number / 4)
        record(person, "tried")
        record(person, "passed", hints=number)
    fold_everything()
    return made


def spoil():
    """Makes every figure wrong, as counting before a column was there would."""
    Standing.objects.update(tries=99, is_alone=False)
    Presence.objects.update(first_seen=None)
    Trace.objects.all().delete()


def test_a_rebuild_gives_identical_figures(people):
    before = standings()
    spoil()
    assert standings() != before

    assert len(list(rebuilding.rebuild())) == 5
    assert standings() == before


def test_it_goes_on_where_it_stopped(people, monkeypatch):
    before = standings()
    spoil()
    monkeypatch.setattr(
        rebuilding, "MOST", 7
    )  # statements: two accounts of three, and one more to see their end
    first = list(islice(rebuilding.rebuild(), 2))
    assert standings() != before

    out = StringIO()
    call_command("rebuild_figures", "--after", first[-1], stdout=out)
    assert "3 accounts counted anew" in out.getvalue()
    assert standings() == before


def test_what_waits_is_counted_once(people):
    record(people[0], "tried")
    list(rebuilding.rebuild())
    fold_everything()

    assert Standing.objects.get(actor_name=people[0].actor_name.hex).tries == 2


def test_a_guest_that_counts_for_an_account_is_counted_with_it(people):
    guest, account = people[:2]
    rollups.merge(source=guest.actor_name.hex, target=account.actor_name.hex)
    fold_everything()
    before = standings()
    spoil()

    list(rebuilding.rebuild())
    assert standings() == before


def test_a_month_in_which_only_the_guest_did_something_is_counted_too(people):
    guest, account = people[:2]
    long_ago = timezone.now() - timedelta(days=100)
    Statement.objects.filter(actor_name=guest.actor_name.hex).update(timestamp=long_ago)
    for model in (Presence, Standing, Trace):
        model.objects.filter(actor_name=guest.actor_name.hex).delete()
    list(rebuilding.rebuild())
    rollups.merge(source=guest.actor_name.hex, target=account.actor_name.hex)
    fold_everything()
    before = standings()
    spoil()

    list(rebuilding.rebuild())
    assert standings() == before
    assert Presence.objects.filter(actor_name=account.actor_name.hex).count() == 2


def test_figures_whose_statements_were_deleted_by_age_stay(people):
    before = standings()
    Statement.objects.all().delete()

    list(rebuilding.rebuild())
    assert standings() == before


def test_what_was_counted_while_an_account_was_merged_is_counted_again(people, monkeypatch):
    """Here the merge is in the same transaction, so it is undone with it; beside it: test_rollups_workers."""
    guest, account = people[:2]
    before, recount, calls = standings(), recounts._recount, []

    def merge_first(*args):
        if not calls:
            rollups.merge(source=guest.actor_name.hex, target=account.actor_name.hex)
        calls.append(args)
        return recount(*args)

    monkeypatch.setattr(recounts, "_recount", merge_first)
    list(rebuilding.rebuild())

    assert len(calls) == 2 and standings() == before


def test_it_says_how_far_it_is(people, monkeypatch):
    assert rebuilding.how_many() == 5
    assert rebuilding.how_many(after=sorted(one.actor_name.hex for one in people)[3]) == 1
