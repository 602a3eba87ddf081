"""What the pages about medicines show, made ready for their templates."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.sections import dates, timelines
from sandbox_portal.sections.medicines import at_the_counter, counter, rules
from sandbox_portal.sections.medicines.eligibility import Answer
from sandbox_portal.sections.medicines.forms import KIND_WORDS
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.states import AT_THE_COUNTER, HELD_UP, Kind, State

TAGS = {
    Answer.ELIGIBLE: (gettext_lazy("You can ask now"), "good"),
    Answer.TOO_SOON: (gettext_lazy("Too soon"), "plain"),
    Answer.NO_REFILLS: (gettext_lazy("No refills left"), "sun"),
    Answer.REVIEW_NEEDED: (gettext_lazy("You need a visit first"), "sun"),
    Answer.EXPIRED: (gettext_lazy("Too old"), "sun"),
    Answer.CONTROLLED: (gettext_lazy("Call the clinic"), "sun"),
    Answer.DISCONTINUED: (gettext_lazy("Stopped"), "plain"),
    Answer.NOT_OURS: (gettext_lazy("Not from this clinic"), "plain"),
}
STOPPED_STATES = frozenset({State.DECLINED, State.NEEDS_VISIT, State.CANCELLED, State.STALLED})
STUCK = frozenset(  # the person can do something
    {State.STALLED, State.OUT_OF_STOCK, State.NEEDS_APPROVAL, State.PART_READY, State.PRICE_UP}
)


@dataclass(frozen=True)
class Row:
    """One medicine in the list."""

    id: str
    name: str
    directions: str
    facts: str  # "2 refills left · last filled Oct 15"
    tag: str
    tag_kind: str
    why: str
    url: str
    may_ask: bool
    request_url: str
    must_call: bool


def rows(practice, taken, past):
    """Returns the lines of the list page for these medicines: those taken now, and those that are not. One
    query."""
    found = [row(practice, item) for item in rules.items(practice, [*taken, *past])]
    return found[: len(taken)], found[len(taken) :]


def row(practice, item):
    """Returns one medicine as the list shows it."""
    request = item.open_request
    tag, kind = TAGS[item.eligibility.answer]
    if request:
        tag = state_words(request.status, practice.policy)
        kind = "stop" if request.status in STUCK else "good"
    medication = item.medication
    return Row(
        id=medication.id,
        name=str(medication.name),
        directions=" · ".join(filter(None, (str(medication.directions), str(medication.reason)))),
        facts=" · ".join(filter(None, (_refills(item.supply), _last_fill(item.supply)))),
        tag=str(tag),
        tag_kind=kind,
        why=expectation(practice, request) if request else why(item),
        url=reverse("practice:medicine", kwargs={"key": practice.key, "id": medication.id}),
        may_ask=item.may_ask,
        request_url=_request_url(practice, request) if request else "",
        must_call=item.eligibility.must_call,
    )


def _request_url(practice, request):
    return reverse("practice:refill", kwargs={"key": practice.key, "pk": request.pk})


def _refills(supply):
    if supply.refills_left is None:
        return ""
    return ngettext("%(n)d refill left", "%(n)d refills left", supply.refills_left) % {
        "n": supply.refills_left
    }


def _last_fill(supply):
    return _("last filled %(day)s") % {"day": dates.day(supply.last_fill_on)} if supply.last_fill_on else ""


def why(item):
    """Returns in a sentence or two what can be done about a medicine now; if nothing, why and from when."""
    doctor = {"doctor": item.medication.prescriber_name}
    answer = item.eligibility.answer
    if answer == Answer.NOT_OURS and not item.medication.is_prescribed:
        return _("You buy this one without a prescription.")
    if answer == Answer.TOO_SOON:
        return _("You have enough at home. You can ask from %(day)s.") % {
            "day": dates.long_day(item.eligibility.until)
        }
    return {
        Answer.ELIGIBLE: _("The pharmacy can fill it now."),
        Answer.NO_REFILLS: _("%(doctor)s must say yes first. That takes some days, so ask early.") % doctor,
        Answer.REVIEW_NEEDED: _("%(doctor)s wants to see you first. Call to book a visit.") % doctor,
        Answer.EXPIRED: _("The prescription has run out. %(doctor)s must write a new one.") % doctor,
        Answer.CONTROLLED: _("The law is strict with this medicine. You cannot ask for it here. Call."),
        Answer.DISCONTINUED: _("Your doctor stopped this one. Do not take what is left of it."),
        Answer.NOT_OURS: _("%(doctor)s at another clinic prescribed it. Ask there.") % doctor,
    }[answer]


def facts(practice, item):
    """Returns the rows of a medicine's own page."""
    medication, supply = item.medication, item.supply
    pharmacy = practice.chart.pharmacy(medication.pharmacy_id)
    found = [
        (_("How to take it"), str(medication.directions)),
        (_("What it is for"), str(medication.reason)),
        (_("Prescribed by"), str(medication.prescriber_name)),
        (_("Amount each time"), f"{medication.quantity} {medication.unit}" if medication.quantity else ""),
        (_("Refills left"), "" if supply.refills_left is None else str(supply.refills_left)),
        (_("Last filled"), dates.with_year(supply.last_fill_on)),
        (_("Lasts until about"), dates.with_year(supply.runs_out_on)),
        (_("You can ask again from"), dates.with_year(item.eligibility.until)),
        (_("Prescription good until"), dates.with_year(medication.valid_until)),
        (_("Last pharmacy"), pharmacy.name if pharmacy else ""),
        (_("Note"), str(medication.note)),
        (_("Why it was stopped"), str(medication.status_reason)),
    ]
    return [{"label": label, "value": value, "change_url": None} for label, value in found if value]


def review_rows(practice, request):
    """Returns the rows of the review page, each with the way to change it."""

    def change(step):
        return reverse(f"practice:refill-{step}", kwargs={"key": practice.key, "pk": request.pk})

    pharmacy = practice.chart.pharmacy(request.pharmacy)
    found = [
        (_("Medicine"), str(practice.chart.medication(request.medicine).name), None),
        (_("You ask for"), KIND_WORDS[Kind(request.kind)], change("kind")),
        (_("How you take it"), request.get_takes_display(), change("take")),
        (_("Left at home"), request.get_left_display(), change("take")),
        (_("Pharmacy"), f"{pharmacy.name} – {pharmacy.where}", change("where")),
        (_("Note"), request.note or _("None"), change("note")),
    ]
    return [{"label": label, "value": value, "change_url": url} for label, value, url in found]


def state_words(state, policy):
    """Returns what a state is called here: how long is too long for an answer, the clinic's pack says."""
    if state != State.STALLED:
        return State(state).label
    days = policy.refills.stalled_days
    words = ngettext(
        "No answer for more than %(n)d work day", "No answer for more than %(n)d work days", days
    )
    return words % {"n": days}


def expectation(practice, request):
    """Returns what happens next with a request, in one sentence."""
    pharmacy = practice.chart.pharmacy(request.pharmacy)
    name = {"pharmacy": pharmacy.name if pharmacy else "", "day": dates.long_day(request.expected_on)}
    if request.status == State.READY:
        return _("It waits for you at %(pharmacy)s.") % name
    if request.status == State.STALLED:
        days = practice.policy.refills.stalled_days
        return ngettext(
            "Nobody has answered for more than %(n)d work day. Call the clinic.",
            "Nobody has answered for more than %(n)d work days. Call the clinic.",
            days,
        ) % {"n": days}
    if request.status == State.OUT_OF_STOCK:
        return _("%(pharmacy)s has none now. Another pharmacy may have it.") % name
    if request.status == State.NEEDS_APPROVAL:
        return _("Your insurance must say yes first. Ask the clinic to send the papers.")
    if request.status in counter.WAITS:
        return at_the_counter.expectation(request, name)
    return _("It should be ready at %(pharmacy)s on %(day)s.") % name


REASONS = {
    "refills-left": gettext_lazy("You still have refills. Ask for a refill. The pharmacy has it at once."),
    "new-symptom": gettext_lazy("Your note is about something new. Call the clinic today about it."),
    "stopped": gettext_lazy("You said that you stopped. The doctor wants to see you. Call for a visit."),
    "taken-differently": gettext_lazy("You take it in another way. Read the new label before you take it."),
    "after-call": gettext_lazy("Your call got it going."),
    "back-in-stock": gettext_lazy("The pharmacy has it again."),
    "other-pharmacy": gettext_lazy("You had it sent to another pharmacy."),
    "papers-sent": gettext_lazy("The clinic sent the papers."),
    "rest-is-here": gettext_lazy("The rest of it is here."),
    "cheaper-medicine": gettext_lazy("The clinic prescribed one that costs less."),
    "insurer-said-yes": gettext_lazy("Your insurance said yes. You may still pay a part."),
}


def timeline(request):
    """Returns every state of a request for components/timeline.html: those it was in, then those to come."""
    is_stopped = request.status in STOPPED_STATES | STUCK
    now = "stopped" if is_stopped else "now" if request.is_open else "done"
    items = timelines.passed(request, states=State, reasons=REASONS, now=now)
    policy = request.practice.policy
    rows = [row for row in request.statuses.all() if row.status != State.DRAFT]
    for item, row in zip(items, rows, strict=True):
        item["label"] = state_words(row.status, policy)
    return items + [{"label": State(state).label, "state": "todo"} for state in _to_come(request)]


_ROADS = {
    Kind.REFILL: (State.SUBMITTED, State.SENT_TO_PHARMACY, State.PREPARING, State.READY, State.PICKED_UP),
    Kind.RENEWAL: (
        State.SUBMITTED, State.WITH_CARE_TEAM, State.APPROVED, State.SENT_TO_PHARMACY, State.PREPARING,
        State.READY, State.PICKED_UP,
    ),
}  # fmt: skip


def _to_come(request):
    if not request.is_open or request.status == State.STALLED:
        return ()
    road = _ROADS[Kind(request.kind)]
    here = State.APPROVED if request.status == State.CHANGED_DOSE else request.status
    here = State.READY if here in AT_THE_COUNTER else State.PREPARING if here in HELD_UP else here
    return road[road.index(here) + 1 :]


def news(viewing):
    """Returns lines of the home page's list: what is ready, refused or stuck."""
    practice = viewing.practice
    wanted = (State.READY, *STUCK)
    return [
        {
            "label": _("Medicine: %(name)s") % {"name": practice.chart.medication(request.medicine).name},
            "hint": expectation(practice, request),
            "url": _request_url(practice, request),
            "state": state_words(request.status, practice.policy),
            "kind": "good" if request.status == State.READY else "stop",
        }
        for request in RefillRequest.objects.for_practice(practice).filter(status__in=wanted)
    ]
