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
from sandbox_portal.sections.results import news, urgent

CLEARED = "home.cleared"
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
    """New results; one that is far out of the range comes first, and stays until somebody called."""
    pressing = urgent.waiting(viewing)
    ids = {result.id for result in pressing}
    cleared = _cleared_at(viewing)
    new = [
        result
        for result in news.found(viewing)
        if result.id not in ids and not (cleared and result.resulted_at and result.resulted_at <= cleared)
    ]
    found = [_result(viewing, result, _("Call now"), "stop") for result in pressing]
    return found + [_result(viewing, result, _("New"), "sun") for result in new[:MOST_RESULTS]]


def _result(viewing, result, state, kind) -> dict:
    if kind == "stop":
        hint = _("Far out of the range. Ready on %(day)s") % {"day": dates.day(result.resulted_at)}
    else:
        hint = _("Ready on %(day)s") % {"day": dates.day(result.resulted_at)}
    return {
        "label": _("Test result: %(test)s") % {"test": result.name},
        "hint": hint,
        "url": reverse("practice:result", kwargs={"key": viewing.practice.key, "id": result.id}),
        "state": state,
        "kind": kind,
        "is_new_result": True,
    }


# --- clearing the list ---


def _cleared_at(viewing):
    """When the new results were last cleared from the list in this seat, or None."""
    mine = [e for e in viewing.history if (e["kind"], e["seat"]) == (CLEARED, viewing.practice.seat)]
    return mine[-1]["at_sim"] if mine else None


def clear(*viewings) -> bool:
    """Clears the new results from the first page, as the portals' "mark as read" does; True where one stays.

    They are still in their section. What is far out of the range stays on the page until somebody called.
    """
    pressing = [result for viewing in viewings for result in _seen(viewing, urgent.waiting)]
    count = sum(len(_seen(viewing, news.found)) for viewing in viewings)
    viewings[0].practice.log(CLEARED, results=count, is_urgent=bool(pressing))
    return bool(pressing)


def _seen(viewing, find) -> list:
    return find(viewing) if viewing.may_see("results") else []
