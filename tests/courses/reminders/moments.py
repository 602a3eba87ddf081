"""Hours of today at a place, and sending what is due then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from courses.reminders import letters

WORDS = "the heron pond"
NOON = 12


def at(hour, days=0, zone="America/New_York"):
    """Returns a moment of today at an hour of a place."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, 5, tzinfo=ZoneInfo(zone))


def send(now):
    letters.write_due(now)
    return letters.send_waiting(now)
