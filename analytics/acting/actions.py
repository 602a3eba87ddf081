"""Noting what was done about a gap, and taking a note back. Both are written into the organisation's log."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from analytics.acting.models import Deed


@transaction.atomic
def note(*, organisation, skill, kind, done_on, by):
    """Notes a deed and returns it; the same again on the same day returns the one there is."""
    deed, is_new = Deed.objects.for_organisation(organisation).get_or_create(
        organisation=organisation, skill=skill, kind=kind, done_on=done_on, defaults={"by": by}
    )
    if is_new:
        _write_down("acting.noted", deed, by)
    return deed


@transaction.atomic
def take_back(*, deed, by):
    """Takes a note back; the log keeps both. Twice is as good as once."""
    mine = Deed.objects.filter(pk=deed.pk, taken_back_at=None)
    if mine.update(taken_back_at=timezone.now(), taken_back_by=by):
        _write_down("acting.taken_back", deed, by)


def _write_down(action, deed, by):
    data = {"skill": deed.skill, "kind": deed.kind, "on": deed.done_on.isoformat()}
    log(instance=deed.organisation, action=action, user=by, data=data)
