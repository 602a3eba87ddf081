"""Orders, bookings and reports of the laboratory as pages show them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.laboratory import shelf
from sandbox_portal.sections.laboratory.models import LabBooking
from sandbox_portal.sections.results import news


def waiting(viewing) -> list[dict]:
    """What waits on the first page: tests to do, and new reports."""
    key = viewing.practice.key
    found = [row for row in orders(viewing) if row["kind"] == "sun"]
    found += [
        {
            "label": _("New report: %(test)s") % {"test": result.name},
            "hint": dates.day(result.resulted_at),
            "url": reverse("practice:result", kwargs={"key": key, "id": result.id}),
            "state": _("New"),
            "kind": "sun",
        }
        for result in news.found(viewing)
    ]
    return found


def bookings(practice) -> dict[str, LabBooking]:
    """{order's id: the booking that stands}. One query."""
    return {booking.order: booking for booking in LabBooking.objects.for_practice(practice).open()}


def orders(viewing) -> list[dict]:
    """The tests that wait for a sample. One query."""
    practice, rows = viewing.practice, []
    booked = viewing.once(bookings)
    for result in viewing.results:
        if result.status_at(practice.now) != "ordered":
            continue
        booking = booked.get(result.id)
        hint = _("Ordered %(day)s") % {"day": dates.day(result.ordered_at)}
        if booking:
            hint = when(booking)
        rows.append(
            {
                "label": result.name,
                "url": reverse("practice:lab-order", kwargs={"key": practice.key, "id": result.id}),
                "hint": hint,
                "state": _("Booked") if booking else _("Not booked"),
                "kind": "good" if booking else "sun",
            }
        )
    return rows


def when(booking) -> str:
    """Day, time and site of a booking in one line."""
    return _("%(day)s, %(time)s, %(site)s") % {
        "day": dates.long_day(booking.starts_at),
        "time": dates.time(booking.starts_at),
        "site": shelf.SITES[booking.site].name,
    }


def reports(viewing) -> list[tuple[str, str]]:
    """The reports that are out, as choices."""
    now = viewing.practice.now
    return [
        (result.id, _("%(test)s, %(day)s") % {"test": result.name, "day": dates.day(result.resulted_at)})
        for result in viewing.results
        if result.is_ready_at(now)
    ]


def shared(viewing) -> list[dict]:
    """What was shared already, the newest one a report."""
    rows = []
    for item, at in viewing.opened("lab.shared").items():
        result = viewing.chart.result(item)
        to = viewing.facts_of("lab.shared", item).get("to", "")
        if result:
            rows.append(
                {
                    "label": result.name,
                    "hint": shelf.SHARE_WITH.get(to, ""),
                    "state": dates.day(at),
                    "kind": "good" if to == "clinic" else "sun",
                }
            )
    return rows
