"""What waits on the home page: messages, medicines, results and visits, each as a line of the task list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.appointments import showing as visits
from sandbox_portal.sections.medicines import showing as medicines
from sandbox_portal.sections.messages import inbox
from sandbox_portal.sections.proxy import showing as proxy
from sandbox_portal.sections.results import news

SOON = 14  # days: a visit further off is not yet something to do


def items(viewing) -> list[dict]:
    """Every line, in the order of the portal's menu, without those the viewer may not see."""
    parts = (
        ("messages", inbox.news),
        ("medicines", medicines.news),
        ("results", _results),
        ("appointments", _visits),
        ("proxy", proxy.news),
    )
    return [item for section, find in parts if viewing.may_see(section) for item in find(viewing)]


def _results(viewing) -> list[dict]:
    found = news.of(viewing)
    return [
        {
            "label": _("Test result: %(test)s") % {"test": result.name},
            "hint": _("Ready on %(day)s") % {"day": dates.day(result.resulted_at)},
            "url": reverse("practice:result", kwargs={"key": viewing.practice.key, "id": result.id}),
            "state": _("New"),
            "kind": "sun",
        }
        for result in viewing.results
        if found.is_new(result)
    ]


def _visits(viewing) -> list[dict]:
    now = viewing.practice.now
    soon = [v for v in visits.upcoming(viewing.chart, now) if (v.starts_at - now).days < SOON]
    return [
        {
            "label": _("Visit: %(title)s") % {"title": visit.title},
            "hint": visits.when(visit),
            "url": reverse("practice:appointment", kwargs={"key": viewing.practice.key, "id": visit.id}),
            "state": _("Coming up"),
            "kind": "",
        }
        for visit in soon
    ]
