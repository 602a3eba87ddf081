"""What waits on the home page: messages, medicines, results and visits, each as a line of the task list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.appointments import showing as visits
from sandbox_portal.sections.bills import showing as bills
from sandbox_portal.sections.health import due
from sandbox_portal.sections.medicines import showing as medicines
from sandbox_portal.sections.messages import inbox
from sandbox_portal.sections.privacy import showing as privacy
from sandbox_portal.sections.proxy import showing as proxy
from sandbox_portal.sections.results import news

MOST_RESULTS = 5  # of an imported record, dozens may have come out on one day; the list has them all


SHOWN = 5  # the first page shows so many; the rest is folded away under them
_FIRST = {"stop": 0, "sun": 1}  # what is late, then what is new, then what comes up
_NEVER_FIRST = frozenset({"bills"})  # money that is late harms no health: it comes after what is new


def items(viewing) -> list[dict]:
    """Every line that the viewer may see: what can not wait first, then in the order of the portal's menu."""
    parts = (
        ("messages", inbox.news),
        ("medicines", medicines.news),
        ("results", _results),
        ("appointments", visits.news),
        ("health", due.news),
        ("bills", bills.news),
        ("proxy", proxy.news),
        ("privacy", privacy.news),
    )
    found = [(section, item) for section, find in parts if viewing.may_see(section) for item in find(viewing)]
    return [item for section, item in sorted(found, key=_place)]


def _place(one) -> int:
    section, item = one
    place = _FIRST.get(item["kind"], len(_FIRST))
    return max(place, _FIRST["sun"]) if section in _NEVER_FIRST else place


def _results(viewing) -> list[dict]:
    return [
        {
            "label": _("Test result: %(test)s") % {"test": result.name},
            "hint": _("Ready on %(day)s") % {"day": dates.day(result.resulted_at)},
            "url": reverse("practice:result", kwargs={"key": viewing.practice.key, "id": result.id}),
            "state": _("New"),
            "kind": "sun",
        }
        for result in news.found(viewing)[:MOST_RESULTS]
    ]
