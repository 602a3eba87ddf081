"""Old statements go, once nothing waits for them; the figures stay."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics import rollups
from analytics.lrs import moments
from analytics.lrs.archive import retention
from analytics.lrs.forwarding import actions
from analytics.lrs.models import Attachment, InboxEntry, Link, Statement, TakenId
from analytics.models import Presence
from tests.analytics.conftest import learners, record
from tests.analytics.lrs_archive.test_erasing import document

pytestmark = pytest.mark.django_db


def learn(organisation, count, *, days_ago, counted=True):
    (learner,) = learners(organisation, 1)
    made = [record(learner, "says", score=0.5) for _number in range(count)]
    if counted:
        rollups.fold_for(60)
    return stored_earlier(made, days_ago)


def stored_earlier(made, days_ago):
    """Has statements be stored some days ago: their keys say so, in each table."""
    earlier = (days_ago * 86_400_000_000) << moments.BITS
    for one in made:
        key = one.pk - earlier
        for model in (Link, InboxEntry, Attachment.statements.through):
            model.objects.filter(statement=one.pk).update(statement=key)
        TakenId.objects.filter(key=one.pk).update(key=key)
        Statement.objects.filter(pk=one.pk).update(id=key, stored=moments.stored_at(key))
    return [Statement.objects.get(statement_id=one.statement_id) for one in made]


def keep_30_days(organisation, *more):
    out = StringIO()
    call_command(
        "lrs_retention", "--organisation", organisation.slug, "--keep-days", "30", *more, stdout=out
    )  # fmt: skip
    return out.getvalue()


def test_old_ones_go_batch_by_batch_and_figures_stay(clinic, nonprofit, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    learn(clinic, 5, days_ago=31)
    young, theirs = learn(clinic, 1, days_ago=29), learn(nonprofit, 1, days_ago=99)
    presences = Presence.objects.count()

    said = keep_30_days(clinic)

    assert "5 statements deleted" in said
    assert set(Statement.objects.all()) == {*young, *theirs}
    assert Presence.objects.count() == presences


def test_what_is_not_counted_or_not_forwarded_stays(clinic):
    uncounted = learn(clinic, 1, days_ago=31, counted=False)
    entries = list(InboxEntry.objects.values_list("pk", flat=True))
    keep_30_days(clinic)
    first = list(Statement.objects.all())
    actions.create(
        organisation=clinic,
        name="x",
        endpoint="https://x.example",
        username="x",
        password="x",
        version="1.0.3",
    )
    rollups.fold_for(60)
    keep_30_days(clinic)

    assert entries
    assert first == uncounted
    assert list(Statement.objects.all()) == uncounted


def test_attachments_that_nobody_needs_go_with_them(clinic):
    old, young = learn(clinic, 1, days_ago=31), learn(clinic, 1, days_ago=1)
    for sha2, holders in (("a", old), ("b", [*old, *young])):
        made = Attachment.objects.create(organisation=clinic, sha2=sha2, content_type="x", content=b"x")
        made.statements.set(holders)

    keep_30_days(clinic)

    assert list(Attachment.objects.values_list("sha2", flat=True)) == ["b"]


def test_a_dry_run_counts_and_deletes_nothing(clinic):
    learn(clinic, 2, days_ago=31)

    assert "2 statements would go" in keep_30_days(clinic, "--dry-run")
    assert Statement.objects.count() == 2


def test_state_goes_when_asked_and_profiles_stay(clinic):
    profile = document(clinic, {"mbox": "mailto:a@b.example"})
    state = document(clinic, {"mbox": "mailto:c@b.example"})
    long_ago = timezone.now() - timedelta(days=99)
    type(state).objects.update(updated_at=long_ago)
    type(state).objects.filter(pk=state.pk).update(kind="state")

    keep_30_days(clinic)
    both = type(state).objects.count()
    keep_30_days(clinic, "--state")

    assert both == 2
    assert list(type(state).objects.all()) == [profile]


def test_keeping_nothing_is_refused(clinic):
    with pytest.raises(CommandError):
        call_command("lrs_retention", "--organisation", clinic.slug, "--keep-days", "0")
