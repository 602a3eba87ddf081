"""What the page of a request says where the pharmacy has a part only, or asks more than before."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal import practice_days
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.medicines.counter import Meantime
from sandbox_portal.sections.medicines.states import State

WHY_NOT = {
    Meantime.SPLIT: gettext_lazy(
        "Half of it may not work, and some tablets must not be cut. "
        "Ask the pharmacist before you change anything."
    ),
    Meantime.STOP: gettext_lazy(
        "Without it you can get worse fast. Call before you stop. There is a way out."
    ),
}


def expectation(request, name) -> str:
    """Returns what happens next, in one sentence; `name` has the pharmacy and the day."""
    words = {**name, **amounts(request)}
    return {
        State.PART_READY: _("%(pharmacy)s has %(part)s of %(whole)s. The rest comes on %(day)s."),
        State.REST_OWED: _("You have %(part)s of %(whole)s. Pick up the rest on %(day)s."),
        State.PRICE_UP: _("It waits at %(pharmacy)s. It costs %(price)s now. Before it was %(before)s."),
        State.CHEAPER_ASKED: _("You asked the clinic for one that costs less than %(price)s."),
    }[State(request.status)] % words


def amounts(request) -> dict:
    """The numbers of a request, ready for the page: the part, the whole, the two prices."""
    medication = request.practice.chart.medication(request.medicine)
    return {
        "part": request.part or "",
        "whole": f"{medication.quantity or ''} {medication.unit}".strip(),
        "before": money(request.price_before) if request.price_before is not None else "",
        "price": money(request.price) if request.price is not None else "",
    }


def context(viewing, request, form) -> dict:
    """What the panel needs; {} where nothing waits at the counter."""
    if request.status not in counter.WAITS:
        return {}
    practice = viewing.practice
    lasts = counter.part_lasts(request)
    answer = viewing.facts_of("refills.meantime_answered", counter.reference(request)).get("answer", "")
    until = _counted_from(request) + timedelta(days=lasts or 0)
    return {
        "counter": amounts(request),
        "at": str(request.status),
        "lasts": ngettext("%(n)d day", "%(n)d days", lasts) % {"n": lasts} if lasts else "",
        "is_short": bool(lasts and request.expected_on and until < request.expected_on),
        "is_dear": request.status in (State.PRICE_UP, State.CHEAPER_ASKED),
        "was_asked": bool(viewing.facts_of("refills.pharmacist_asked", counter.reference(request))),
        "list_url": _list_url(practice),
        "form": form,
        "answer": answer,
        "is_safe": answer == Meantime.GO_ON,
        "why_not": WHY_NOT.get(answer, ""),
    }


def _counted_from(request):
    """Returns the day on which the part was taken home; before that, today. No query more."""
    taken = [row.at_sim for row in request.statuses.all() if row.status == State.REST_OWED]
    return practice_days.local_day(taken[-1]) if taken else request.practice.today


def _list_url(practice):
    """Where the plan's drug list is, if the person has that portal here."""
    if "insurance" not in practice.portals or practice.is_proxy_seat:
        return ""
    return reverse("practice:portal-sign-in", kwargs={"key": practice.key, "kind": "insurance"})
