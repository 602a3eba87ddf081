"""Slips as groups of the insights pages: who went on from one, never by name (docs/adr/0275)."""

from django.db.models import F, Value
from django.db.models.fields import BooleanField

from analytics.metrics import groups
from courses.slips.models import Opening, Slip

MOST = 20  # the newest ones; the audit's cost grows with the third power of the number of groups


def running(organisation):
    """Returns the newest slips that are handed out as Groups. One query."""
    return [_group(slip) for slip in Slip.objects.for_organisation(organisation).filter(ended_at=None)[:MOST]]


def places(pks):
    """Returns the query of who went on from these slips. Staff see nobody of them."""
    rows = groups.named(Opening.objects.filter(slip__in=pks))
    return rows.annotate(group=F("slip"), is_seen=Value(False, BooleanField()))


def _group(slip):
    names = groups.named(Opening.objects.filter(slip=slip.pk)).values("name")
    title = f"{slip.label} ({slip.code})" if slip.label else slip.code
    return groups.Group("slip", slip.code, slip.pk, title, names, given_out=slip.handed_out)


SOURCE = groups.Source("slip", running, places)
