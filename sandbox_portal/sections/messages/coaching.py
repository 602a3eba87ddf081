"""What the coach says about a draft, with the record's medicines known to it."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sandbox_portal import coach

TITLES = {
    "clear-ask": gettext_lazy("Your question comes first"),
    "one-topic": gettext_lazy("One topic"),
    "when": gettext_lazy("Since when, how often"),
    "tried-or-medicine": gettext_lazy("Medicine and dose, or what you tried"),
    "not-urgent": gettext_lazy("It can wait for an answer"),
    "length": gettext_lazy("Not too short, not too long"),
}


def review(practice, message):
    """Returns the coach's points for the page, each with its title, and how many are met."""
    points = _points(practice, message)
    return {
        "points": [{"title": TITLES[point.check], "point": point} for point in points],
        "met": sum(point.passed for point in points),
        "total": len(points),
        "summary": _("%(met)d of %(total)d points are there.")
        % {"met": sum(point.passed for point in points), "total": len(points)},
    }


def points(practice, message):
    """Returns, check by check, whether it is met: what the event of a sent message says."""
    return coach.passed(_points(practice, message))


def _points(practice, message):
    language = (get_language() or "en")[:2]
    names = {text for m in practice.chart.medications for text in (m.name.original, m.name.in_language("es"))}
    context = coach.Context(category=message.thread.category, medicines=tuple(sorted(names)))
    return coach.review(message.body, subject=message.thread.subject, language=language, context=context)
