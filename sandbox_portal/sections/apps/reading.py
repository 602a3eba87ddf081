"""What the connected apps do by themselves: they read every night, and the access log shows it."""

from datetime import timedelta

from sandbox_portal import practice_days
from sandbox_portal.sections.apps.models import AppLink
from sandbox_portal.sections.apps.shelf import app, scope_words
from sandbox_portal.sections.apps.states import State

AT = timedelta(hours=2)
MOST = 3  # of each app, the newest nights stand in the log


def reads(practice):
    """Yields (id, when, app, what) for each time an app read the record. Two queries at most."""
    for link in AppLink.objects.for_practice(practice).decided().prefetch_related("statuses"):
        if link.allowed_at is None:
            continue
        what = ", ".join(scope_words(link.scopes))
        name = app(link.app).name
        yield f"app-{link.pk}-0", link.allowed_at, name, what
        for number, at in _nights(practice, link)[-MOST:]:
            yield f"app-{link.pk}-{number}", at, name, what


def _nights(practice, link):
    ends = [row.at_sim for row in link.statuses.all() if row.status in (State.REVOKED, State.EXPIRED)]
    last = min([practice.now, *ends])
    first = practice_days.at_hour(link.allowed_at.date(), 0) + AT
    days = (last.date() - link.allowed_at.date()).days + 1
    nights = [(number, first + timedelta(days=number)) for number in range(1, days + 1)]
    return [(number, at) for number, at in nights if at <= last]
