"""Each organisation's own day, and which of them may be written for now."""

import logging
from zoneinfo import ZoneInfo

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from lms.organisations.models import Organisation

logger = logging.getLogger(__name__)


def awake(now):
    """Yields (organisation, its own day) of the active ones outside their quiet hours. One query.

    One whose rules cannot be read is logged, and holds up no other.
    """
    for organisation in Organisation.objects.active().select_related("site"):
        try:
            today = local_day(organisation, now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("The clock of organisation %s could not be read.", organisation.pk)
            continue
        if today is not None:
            yield organisation, today


def local_day(organisation, now):
    """Returns the organisation's own day, or None in its quiet hours."""
    rules = organisation.policy.reminders
    here = now.astimezone(ZoneInfo(rules.time_zone or settings.TIME_ZONE))
    return None if rules.is_quiet(here.hour) else here.date()
