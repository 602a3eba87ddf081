"""Requests for a correction as a page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.sections import asking, dates
from sandbox_portal.sections.corrections.models import Fault, Proof
from sandbox_portal.sections.corrections.states import State
from sandbox_portal.sections.notes import showing as notes

REASONS = {
    "proof-fits": gettext_lazy("What you pointed to shows it. The note has a line with the right fact now."),
    "true-and-complete": gettext_lazy(
        "They say the note is true and complete. True facts are not taken out."
    ),
    "nothing-to-go-by": gettext_lazy("They found nothing that shows it. You can add a statement."),
    "not-said-what-is-right": gettext_lazy("They marked the line as wrong. You did not say what is right."),
    "writer-away": gettext_lazy("The one who wrote the note is away. They may take longer, once."),
}
KINDS = {
    State.ACCEPTED: "good", State.PART: "good", State.DENIED: "stop", State.DISAGREED: "plain",
    State.WITHDRAWN: "plain",
}  # fmt: skip
_ROAD = (State.SUBMITTED, State.RECEIVED, State.REVIEW)


def rows(practice, requests) -> list[dict]:
    """The requests for components/task_list.html, newest first; a draft leads to its review page."""
    return [_row(practice, request) for request in reversed(requests)]


def _row(practice, request):
    is_draft = request.status == State.DRAFT
    name = "correction-review" if is_draft else "correction"
    hint = _("Answer by %(day)s") % {"day": dates.with_year(request.due_on)} if request.is_open else ""
    return {
        "label": title(practice, request),
        "hint": hint,
        "url": reverse(f"practice:{name}", kwargs={"key": practice.key, "pk": request.pk}),
        "state": State(request.status).label,
        "kind": KINDS.get(request.status, "sun"),
    }


def title(practice, request) -> str:
    """The visit that a request is about."""
    visit = practice.chart.visit(request.visit)
    return f"{visit.title}, {dates.with_year(visit.at)}" if visit else request.visit


def lines(visit) -> dict[str, str]:
    """The lines of a visit's papers to choose from."""
    return notes.keys(visit)


def summary(practice, request, change_url=None) -> list[dict]:
    """All that is said in a request, for the review page and later."""
    visit = practice.chart.visit(request.visit)
    found = [
        (_("Visit"), title(practice, request)),
        (_("The line"), lines(visit).get(request.line, request.line) if visit else request.line),
        (_("What is wrong"), Fault(request.fault).label),
        (_("Why"), request.wrong),
        (_("What it should say"), request.right or _("You left this empty")),
        (_("What shows it"), Proof(request.proof).label),
        (_("Tell others"), _("Yes") if request.tell_others else _("No")),
    ]
    if request.statement:
        found.append((_("Your statement"), request.statement))
    return [{"label": label, "value": value, "change_url": change_url} for label, value in found]


def _away(policy):
    days = policy.amendment_extension_days
    if not days:  # the clinic gave up more time after it had taken some
        return REASONS["writer-away"]
    return ngettext(
        "The one who wrote the note is away. They may take %(n)d day more, once.",
        "The one who wrote the note is away. They may take %(n)d days more, once.",
        days,
    ) % {"n": days}


def timeline(request) -> list[dict]:
    """Every state it was in, and those to come."""
    here = _ROAD.index(request.status) if request.status in _ROAD else len(_ROAD)
    return asking.steps(
        request,
        State,
        REASONS | {"writer-away": _away(request.practice.policy)},
        stopped=(State.DENIED, State.WITHDRAWN),
        is_open=request.is_open,
        to_come=_ROAD[here + 1 :] if request.is_open else (),
    )
