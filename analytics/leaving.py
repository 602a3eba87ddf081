"""What stays of a closed organisation's statements: their counts. And the counts it takes along."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from analytics import report, sections
from analytics.lrs.archive import retention
from lms.organisations.models import Organisation
from lms.organisations.takeout import parts

GRACE_DAYS = 30


def part(organisation):
    """Returns the one step: the table of the insights page, groups under 10 hidden as there."""
    return [partial(_table, organisation)]


def _table(organisation):
    found = report.make(organisation, language="en")
    return {"counts/insights.csv": parts.table(sections.of_gaps(found.matrix, found.titles).records)}


def keep_counts_only(*, now=None):
    """Deletes what is counted of organisations closed 30 days ago; returns how many statements.

    Figures stay, and what waits to be counted or forwarded stays until it is. An organisation that is opened
    again within the 30 days has lost nothing.
    """
    now = now or timezone.now()
    deleted = 0
    for organisation in Organisation.objects.closed_before(now - timedelta(days=GRACE_DAYS)):
        deleted += retention.run(organisation, before=now)
        retention.delete_state(organisation, before=now)
    return deleted
