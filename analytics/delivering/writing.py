"""Writing the reports that are due: one a month and organisation, with its alerts and its sendings."""

import logging
from datetime import timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics import report
from analytics.acting.models import Deed
from analytics.delivering import alerts, content
from analytics.delivering.models import Alert, Bulletin, Delivery, Wish
from analytics.metrics.guard import Cut, cuts
from analytics.models import Presence
from lms.organisations import clock

logger = logging.getLogger(__name__)
# Until this day of the month a report waits for statements that are not counted yet; then it goes without.
LAST_DAY_TO_WAIT = 4


def write_due(now=None):
    """Writes the report of the last month of each organisation that has none; returns how many.

    Only active organisations where somebody has learned, outside their quiet hours. One that fails is logged,
    and the others get theirs.
    """
    now, written = now or timezone.now(), 0
    for organisation, today in clock.awake(now):
        try:
            # Figures are those of the site's clock: east of it a month ends here before it ends there.
            is_over = last_month(today) < timezone.localdate(now).replace(day=1)
            if is_over and _is_due(organisation, today):
                written += bool(write(organisation, period=last_month(today)))
        except IntegrityError:  # another worker was quicker
            continue
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("The report of organisation %s could not be written.", organisation.pk)
    return written


def last_month(today):
    """Returns the first day of the month before."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _is_due(organisation, today):
    if Bulletin.objects.for_organisation(organisation).filter(period=last_month(today)).exists():
        return False
    if not Presence.objects.for_organisation(organisation).filter(month__lt=today.replace(day=1)).exists():
        return False
    return today.day >= LAST_DAY_TO_WAIT or not report.behind(organisation)


@transaction.atomic
def write(organisation, *, period):
    """Writes a report, the alerts of the quarter that it ends, and a sending for each who wants one.

    Raises IntegrityError where there is one already: then nothing is written.
    """
    matrix = report.make(organisation, language=settings.LANGUAGE_CODE[:2]).matrix
    done = Deed.objects.for_organisation(organisation)
    after = (period + timedelta(days=31)).replace(day=1)
    kept = content.freeze(
        matrix,
        people_of_month=_people(organisation, period),
        deeds=done.filter(done_on__gte=period, done_on__lt=after),
    )
    made = Bulletin.objects.create(organisation=organisation, period=period, content=kept)
    quarter = alerts.quarter_ended_by(period)
    found = Alert.objects.bulk_create(alerts.find(organisation, quarter)) if quarter else []
    wishes = Wish.objects.for_organisation(organisation).that_hold()
    wanted = [wish for wish in wishes if wish.wants_report or found]
    Delivery.objects.bulk_create([Delivery(bulletin=made, user_id=wish.user_id) for wish in wanted])
    return made


def _people(organisation, period):
    """Returns how many people were active in a month, or None where that may not be shown."""
    people, shown = cuts(organisation, today=timezone.localdate())
    cut = Cut("month", period.isoformat())
    return people[cut] if cut in shown else None
