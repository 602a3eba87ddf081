"""What comes round – check-ups, screenings, shots – as lines of the home page."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.appointments import agenda
from sandbox_portal.sections.health import rules
from sandbox_portal.sections.health.models import ReminderMark

MOST = 5  # of an imported record; the health record has them all


def booked(viewing) -> dict:
    """Returns {reminder's id: the visit that was booked for it} of visits that are not over."""
    mine = (each for each in agenda.upcoming(viewing) if each.booking and each.booking.reminder)
    return {each.booking.reminder: each for each in mine}


def news(viewing) -> list[dict]:
    """Lines for what is due soon and was neither done, nor put off, nor booked."""
    practice = viewing.practice
    soon = practice.today + timedelta(days=practice.policy.visits.due_soon_days)
    found = [each for each in viewing.chart.reminders if each.due_on and each.due_on <= soon]
    if not found:
        return []
    marks = rules.marks(practice) if viewing.has_happened("record") else {}
    planned = booked(viewing)
    waiting = [each for each in found if each.id not in planned and _is_open(marks.get(each.id), practice)]
    return [_line(practice, each) for each in waiting[:MOST]]


def _is_open(mark, practice) -> bool:
    if mark is None or mark.what == ReminderMark.What.BACK:
        return True
    return mark.what == ReminderMark.What.SNOOZED and mark.until <= practice.today


def _line(practice, reminder) -> dict:
    is_late = reminder.due_on < practice.today
    return {
        "label": _("Due: %(name)s") % {"name": reminder.name},
        "hint": _("Due by %(day)s.") % {"day": dates.with_year(reminder.due_on)},
        "url": reverse("practice:health", kwargs={"key": practice.key}) + "#due",
        "state": _("Due now") if is_late else _("Coming up"),
        "kind": "sun" if is_late else "",
    }
