"""A visit as a calendar file, for the calendar of a phone. It says that it is practice."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms import calendar_file

ALARM = "-P1D"  # the phone rings one day before


def file(entry, *, made_at: datetime, clinic: str) -> bytes:
    """Returns the file. Times are in UTC, so that every phone shows its own."""
    starts, ends = calendar_file.utc(entry.starts_at), calendar_file.utc(entry.last_moment)
    words = [("DESCRIPTION", _("Practice only. This visit and its people are invented."))]
    if entry.place and not entry.is_video:
        words.append(("LOCATION", entry.place))
    event = calendar_file.event(
        uid=f"{entry.id}-{starts}@practice.example.org",
        made_at=made_at,
        times=[f"DTSTART:{starts}", f"DTEND:{ends}"],
        summary=_("PRACTICE: %(clinic)s visit") % {"clinic": clinic},
        words=words,
        alarm=ALARM,
        alarm_text=_("Practice only"),
    )
    return calendar_file.document([event], product="Practice")
