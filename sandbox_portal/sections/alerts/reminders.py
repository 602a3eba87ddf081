"""Alerts about what stands in the record already: a visit that comes up, a result that has come in."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import practice_days
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.appointments.models import Booking

HOUR = 10
PLANNED = frozenset({"booked", "checked-in"})
MOST = 5  # of an imported record, dozens may come out on one day


def catch_up(*, practice):
    """Sends what fell due since the practice began and was not sent; returns how many things that were.

    Safe to call again and at once: an alert about the same thing is never sent twice. A visit that the
    learner has moved, called off or checked in to is left out: that section reminds of it. No query where the
    record holds nothing that falls due.
    """
    due = _due(practice)
    if not due:
        return 0
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        sent = Alert.objects.for_practice(practice).filter(kind__in=("visit", "result"))
        known = set(sent.values_list("kind", "item"))
        touched = Booking.objects.for_practice(practice).sent().values_list("appointment", flat=True)
        known |= {("visit", id) for id in touched}
        new = [each for each in due if each[1:3] not in known]
        for moment, kind, item, facts in new:
            with practice.at(moment):
                rules.notify(practice=practice, kind=kind, item=item, facts=dict(facts))
    return len(new)


def _due(practice):
    """Returns [(when, kind, id, facts)] of what has fallen due by the practice clock, in order."""
    start = practice_days.at_hour(practice.started_on, practice_days.OPENING_HOUR)
    days = timedelta(days=practice.policy.visits.reminder_days)
    found = []
    for visit in practice.chart.appointments:
        moment = practice_days.at_hour(visit.starts_at - days, HOUR)
        if visit.status in PLANNED and start < moment <= practice.now < visit.starts_at:
            on = practice_days.local_day(visit.starts_at).isoformat()
            found.append((moment, "visit", visit.id, (("on", on),)))
    late = [r for r in practice.chart.results_since(start) if r.resulted_at and r.is_ready_at(practice.now)]
    found += [(max(r.resulted_at, start), "result", r.id, ()) for r in late[:MOST]]
    return sorted(found)
