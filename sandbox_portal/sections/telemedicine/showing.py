"""A video visit as pages show it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.telemedicine.models import RemoteVisit
from sandbox_portal.sections.telemedicine.states import OPEN, State


def visits(practice) -> list[RemoteVisit]:
    """The visits of a practice with their states, newest first. Two queries."""
    return list(RemoteVisit.objects.for_practice(practice).prefetch_related("statuses"))


def of(viewing) -> list[RemoteVisit]:
    """The same, once a page."""
    return viewing.once(visits)


def current(viewing) -> RemoteVisit | None:
    """The visit that is not over, or None."""
    found = next((visit for visit in of(viewing) if visit.status in OPEN), None)
    if found:
        found.practice = viewing.practice
    return found


def ended(viewing) -> RemoteVisit | None:
    """The newest visit that took place, or None."""
    return next((visit for visit in of(viewing) if visit.status == State.ENDED), None)


def waiting(viewing) -> list[dict]:
    """What waits on the first page: the line, the summary, or a start."""
    key = {"key": viewing.practice.key}
    if visit := current(viewing):
        url, state = reverse("practice:video-waiting", kwargs=key), State(visit.status).label
        return [_item(_("Your video visit"), "", url, state, "sun")]
    found = []
    if visit := ended(viewing):
        sent = viewing.facts_of("video.summary_sent", str(visit.pk)).get("to") == "clinic"
        state = _("Sent to your clinic") if sent else _("Not sent to your clinic")
        hint = dates.day(visit.begun_at)
        url = reverse("practice:video-after", kwargs=key)
        found.append(_item(_("Summary of your visit"), hint, url, state, "good" if sent else "sun"))
    limits, intake = (reverse(f"practice:{name}", kwargs=key) for name in ("video-limits", "video-intake"))
    found.append(_item(_("What we can and cannot do"), _("Read this first"), limits, "", "plain"))
    found.append(_item(_("Start a visit"), _("You see the price before you start"), intake, "", "plain"))
    return found


def _item(label, hint, url, state, kind) -> dict:
    return {"label": label, "hint": hint, "url": url, "state": state, "kind": kind}


def steps(visit) -> list[dict]:
    """The states that a visit was in, for components/timeline.html."""
    rows = list(visit.statuses.all())
    return [
        {
            "label": State(row.status).label,
            "when": dates.time(row.at_sim),
            "state": "now" if row is rows[-1] else "done",
        }
        for row in rows
    ]
