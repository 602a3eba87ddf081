"""What the learner does about medicines: ask for more, choose the pharmacy, take back, pick up."""

from dataclasses import dataclass

from django.db import transaction

from sandbox_portal import form_keys, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines import eligibility
from sandbox_portal.sections.medicines import pharmacy as pharmacy_work
from sandbox_portal.sections.medicines.models import Left, PharmacyChoice, RefillRequest, Takes
from sandbox_portal.sections.medicines.states import AT_THE_COUNTER, PHARMACY_HAS_IT, Kind, State
from sandbox_portal.sections.refusing import NotPossible


@dataclass(frozen=True)
class Item:
    """One medicine as it stands in the practice: the chart's, with what the learner did laid over it."""

    medication: object
    supply: eligibility.Supply
    eligibility: eligibility.Eligibility
    open_request: RefillRequest | None
    last_request: RefillRequest | None

    @property
    def may_ask(self):
        return self.eligibility.may_ask and self.open_request is None


def items(practice, medications=None):
    """Returns these medicines of the chart, or all, as they stand now. One query."""
    requests = list(RefillRequest.objects.for_practice(practice).sent())
    wanted = practice.chart.medications if medications is None else medications
    return [_item(practice, each, requests) for each in wanted]


def taken_and_past(practice):
    """Returns the chart's medicines that are taken now, and those that are not. No query."""
    taken, past = [], []
    for each in practice.chart.medications:
        (past if each.status in eligibility.OVER else taken).append(each)
    return taken, past


def item(practice, medicine):
    """Returns one medicine as it stands now. Raises NotPossible("unknown-medicine")."""
    medication = practice.chart.medication(medicine)
    if medication is None:
        raise NotPossible("unknown-medicine")
    return _item(practice, medication, list(RefillRequest.objects.for_practice(practice).sent().of(medicine)))


def _item(practice, medication, requests):
    mine = [request for request in requests if request.medicine == medication.id]
    fills = [eligibility.Fill(request.picked_up_on) for request in mine if request.picked_up_on]
    renewals = sum(request.kind == Kind.RENEWAL and request.status in _RENEWED for request in mine)
    supply = eligibility.supply(medication, practice.chart.dispenses_of(medication), fills, renewals)
    policy = practice.policy
    answer = eligibility.decide(
        medication,
        supply,
        today=practice.today,
        notice_days=policy.refill_notice_days,
        controlled_by_phone=policy.controlled_refills == "call",
        is_renewed=bool(renewals),
    )
    open_request = next((request for request in mine if request.is_open), None)
    return Item(medication, supply, answer, open_request, mine[-1] if mine else None)


_RENEWED = frozenset({State.APPROVED, State.CHANGED_DOSE, *PHARMACY_HAS_IT, State.PICKED_UP})


def preferred_pharmacy(practice):
    """Returns the pharmacy that is preferred now, or None. One query."""
    chosen = PharmacyChoice.objects.for_practice(practice).first()
    return practice.chart.pharmacy(chosen.pharmacy) if chosen else practice.chart.preferred_pharmacy


@transaction.atomic
def prefer(*, practice, pharmacy):
    """Makes a pharmacy the preferred one. Choosing it again changes nothing. Raises NotPossible."""
    if practice.chart.pharmacy(pharmacy) is None:
        raise NotPossible("unknown-pharmacy")
    now = preferred_pharmacy(practice)
    if now is None or now.id != pharmacy:
        PharmacyChoice.objects.create(practice=practice, pharmacy=pharmacy, chosen_at=practice.now)
        practice.log("refills.pharmacy_changed", to=pharmacy)


def start(*, practice, form_key, medicine):
    """Begins a request and returns the draft; a draft of this medicine in the same seat is gone on with.

    Raises NotPossible with the eligibility's slug, or "asked-already" where a request is under way; both
    are logged as refused.
    """
    mine = RefillRequest.objects.for_practice(practice)
    found = form_keys.first(mine, form_key) or mine.drafts().of(medicine).first()
    if found:
        return found
    standing = item(practice, medicine)
    if standing.open_request or not standing.eligibility.may_ask:
        _refuse(practice, standing, kind=None)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the draft
        found = form_keys.first(mine, form_key) or mine.drafts().of(medicine).first()
        if found:
            return found
        pharmacy = preferred_pharmacy(practice)
        request, is_new = form_keys.once(
            mine,
            form_key,
            lambda: RefillRequest.objects.create(
                practice=practice,
                form_key=form_key,
                medicine=medicine,
                seat=practice.seat,
                pharmacy=pharmacy.id if pharmacy else "",
            ),
        )
        if is_new:
            transitions.begin(request, by=practice.seat)
    return request


def _refuse(practice, standing, kind):
    """Logs that a request was refused, and raises NotPossible with the reason."""
    is_twice = standing.open_request is not None
    practice.log(
        "refills.refused",
        medicine=standing.medication.id,
        kind=kind,
        eligibility=str(standing.eligibility.answer),
        is_asked_already=is_twice,
    )
    raise NotPossible("asked-already" if is_twice else str(standing.eligibility.answer))


def choose_kind(*, request, kind):
    """Writes down refill or renewal. Raises NotPossible("no-refills") for a refill where none is left.

    A renewal while refills are left is let through, as in real portals; the care team then says no.
    """
    _refuse_sent(request)
    standing = item(request.practice, request.medicine)
    if kind == Kind.REFILL and standing.eligibility.needs_renewal:
        _refuse(request.practice, standing, kind=str(kind))
    request.kind = Kind(kind)
    request.save(update_fields=["kind"])
    return request


def _refuse_sent(request):
    if request.status != State.DRAFT:
        raise NotPossible("sent")


def confirm(*, request, takes, left):
    """Writes down how the medicine is taken and how much is left."""
    _refuse_sent(request)
    request.takes, request.left = Takes(takes), Left(left)
    request.save(update_fields=["takes", "left"])
    if left == Left.NONE:
        request.practice.log("refills.ran_out", request=request.pk, medicine=request.medicine)
    return request


@transaction.atomic
def choose_pharmacy(*, request, pharmacy, is_preferred=False):
    """Writes down where to pick it up, and with `is_preferred` keeps that for the next time."""
    _refuse_sent(request)
    if request.practice.chart.pharmacy(pharmacy) is None:
        raise NotPossible("unknown-pharmacy")
    request.pharmacy = pharmacy
    request.save(update_fields=["pharmacy"])
    if is_preferred:
        prefer(practice=request.practice, pharmacy=pharmacy)
    return request


def write_note(*, request, note):
    """Keeps the note for the pharmacy or the care team."""
    _refuse_sent(request)
    request.note = note
    request.save(update_fields=["note"])
    return request


def discard(*, request):
    """Throws a draft away."""
    _refuse_sent(request)
    request.delete()


def is_finished(request):
    """True when every step of the form was answered."""
    return bool(request.kind and request.takes and request.left and request.pharmacy)


def expected_on(request):
    """Returns the day on which the medicine should be ready if it were asked for now and all goes well."""
    days = pharmacy_work.takes(request)
    if request.kind == Kind.RENEWAL:
        days += request.practice.policy.refill_business_days
    return pharmacy_work.ready_on(request, days=days)


@transaction.atomic
def submit(*, request, needs_call=False):
    """Sends a request; sending it again changes nothing. Returns it.

    `needs_call`: the safety rules found something in the note that the care team must hear by phone or
    see. Raises NotPossible("unfinished") or ("asked-already").
    """
    practice = request.practice
    Practice.objects.locked(practice.pk)  # of two requests at once, the second waits and finds the first
    request = RefillRequest.objects.select_for_update().get(pk=request.pk, practice=practice)
    request.practice = practice
    if request.status != State.DRAFT:
        return request
    if not is_finished(request):
        raise NotPossible("unfinished")
    standing = item(practice, request.medicine)
    if standing.open_request:
        raise NotPossible("asked-already")
    request.submitted_at, request.expected_on = practice.now, expected_on(request)
    request.save(update_fields=["submitted_at", "expected_on"])
    transitions.move(request, State.SUBMITTED, by=practice.seat)
    _let_others_work(request, standing, needs_call)
    preferred, runs_out = preferred_pharmacy(practice), standing.supply.runs_out_on
    practice.log(
        "refills.requested",
        request=request.pk,
        medicine=request.medicine,
        kind=request.kind,
        eligibility=str(standing.eligibility.answer),
        pharmacy=request.pharmacy,
        is_preferred_pharmacy=bool(preferred and preferred.id == request.pharmacy),
        is_in_time=runs_out is None or request.expected_on <= runs_out,
        days_left=standing.supply.days_left(practice.today),
    )
    return request


def outcome(request, standing, needs_call):
    """Returns what the care team will say to a renewal, as (state, reason)."""
    if standing.eligibility.answer == eligibility.Answer.ELIGIBLE and standing.supply.refills_left:
        return State.DECLINED, "refills-left"
    if needs_call:
        return State.NEEDS_VISIT, "new-symptom"
    if request.takes == Takes.STOPPED:
        return State.NEEDS_VISIT, "stopped"
    if request.takes == Takes.DIFFERENTLY:
        return State.CHANGED_DOSE, "taken-differently"
    return State.APPROVED, ""


def _let_others_work(request, standing, needs_call):
    """Writes down every step that the care team and the pharmacy will take, each with its time."""
    practice = request.practice
    if request.kind == Kind.REFILL:
        pharmacy_work.step(request, State.SENT_TO_PHARMACY, days=0, hour=13)
        pharmacy_work.work(request, after=0)
        return
    pharmacy_work.step(request, State.WITH_CARE_TEAM, days=0, hour=13)
    pharmacy_work.step(request, State.STALLED, days=practice.policy.refills.stalled_days + 1, hour=9)
    state, reason = outcome(request, standing, needs_call)
    days = practice.policy.refill_business_days
    pharmacy_work.step(request, state, days=days, hour=11, reason=reason)
    if state in (State.APPROVED, State.CHANGED_DOSE):
        pharmacy_work.step(request, State.SENT_TO_PHARMACY, days=days, hour=12)
        pharmacy_work.work(request, after=days)


@transaction.atomic
def go_on_after_call(*, request):
    """Lets a stalled renewal go on the same day, as after a phone call. Raises NotPossible("not-stalled")."""
    if request.status != State.STALLED:
        raise NotPossible("not-stalled")
    transitions.move(request, State.APPROVED, by="clinic", reason="after-call")
    request.practice.log(
        "refills.moved", request=request.pk, medicine=request.medicine, to=State.APPROVED, reason="after-call"
    )
    pharmacy_work.step(request, State.SENT_TO_PHARMACY, days=0, hour=15)
    pharmacy_work.work(request, after=0)
    request.expected_on = pharmacy_work.ready_on(request, days=pharmacy_work.takes(request))
    request.save(update_fields=["expected_on"])
    return request


@transaction.atomic
def cancel(*, request):
    """Takes a request back while nobody has begun on it. Raises NotPossible("too-late")."""
    if request.status == State.CANCELLED:
        return request
    if request.status != State.SUBMITTED:
        raise NotPossible("too-late")
    transitions.move(request, State.CANCELLED, by=request.practice.seat)
    replies.cancel(practice=request.practice, kind="refills.step", target=request.pk)
    request.practice.log("refills.cancelled", request=request.pk, medicine=request.medicine)
    return request


@transaction.atomic
def pick_up(*, request):
    """Takes the medicine home. Twice changes nothing. Raises NotPossible("not-ready")."""
    if request.status == State.PICKED_UP:
        return request
    if request.status not in AT_THE_COUNTER:
        raise NotPossible("not-ready")
    is_price_up = request.status != State.READY
    request.picked_up_on = request.practice.today
    request.save(update_fields=["picked_up_on"])
    transitions.move(request, State.PICKED_UP, by=request.practice.seat)
    facts = {"request": request.pk, "medicine": request.medicine}
    request.practice.log("refills.picked_up", **facts, is_price_up=is_price_up)
    return request
