"""Sending something to the plan, and how it answers. Days come from the policy pack and the letter."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.insurance import shelf
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.insurance.states import MACHINE, Kind, State
from sandbox_portal.sections.refusing import NotPossible

STEP = "claims.step"
RECEIVED_AFTER, REVIEW_AFTER = 1, 3  # business days


def letter_of(practice, item):
    """The plan's letter about a claim, if it is out."""
    return practice.chart.letter_of(item, practice.now)


def draft(*, practice, form_key, kind, item, reason="", papers=(), note=""):
    """Keeps what is not sent yet, and returns it; the same form again changes the same draft.

    Raises NotPossible: "sent-already", "not-denied" or "too-late".
    """
    _check(practice, kind, item)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(PlanRequest.objects.for_practice(practice), form_key)
        if found and found.status != State.DRAFT:
            return found
        made = found or PlanRequest(practice=practice, form_key=form_key, seat=practice.seat)
        made.kind, made.item, made.reason = kind, item, reason
        made.papers, made.note = list(papers), note
        is_new = made._state.adding
        made.save()
        if is_new:
            transitions.begin(made, by=practice.seat)
    return made


def _check(practice, kind, item, but=None):
    others = PlanRequest.objects.for_practice(practice).sent().about(item).filter(kind=kind).exclude(pk=but)
    over = (State.WITHDRAWN,) if kind in (Kind.APPEAL, Kind.ANSWER) else _OVER
    reason = "sent-already" if others.exclude(status__in=over).exists() else ""
    letter = letter_of(practice, item)
    if kind == Kind.APPEAL and not reason:
        if letter is None or letter.outcome not in ("denied", "part"):
            reason = "not-denied"
        elif letter.appeal_by and letter.appeal_by < practice.today:
            reason = "too-late"
    if reason:
        practice.log("claims.refused", kind=str(kind), item=item, reason=reason)
        raise NotPossible(reason)


_OVER = (State.WITHDRAWN, State.APPROVED, State.DENIED, State.OVERTURNED, State.UPHELD)


def discard(*, draft):
    """Throws a draft away."""
    PlanRequest.objects.filter(pk=draft.pk, status=State.DRAFT).delete()


def answer_on(practice, kind):
    """Returns the day by which the plan answers what is sent today."""
    policy = practice.policy
    if kind == Kind.CARD:
        return practice_days.add_business_days(practice.now, policy.insurer.card_days, policy.holidays)
    insurer = policy.insurer
    days = {Kind.APPEAL: insurer.appeal_days, Kind.EXCEPTION: insurer.exception_days}
    return practice.today + timedelta(days=days.get(kind, insurer.approval_days))


def submit(*, request):
    """Sends a draft, once. Raises NotPossible as `draft` does."""
    practice = request.practice
    _check(practice, request.kind, request.item, but=request.pk)
    letter = letter_of(practice, request.item)
    last = letter.appeal_by if letter and request.kind == Kind.APPEAL else None
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        transitions.move(request, State.SENT, by=practice.seat)
        request.sent_at, request.answer_on = practice.now, answer_on(practice, request.kind)
        request.save(update_fields=["sent_at", "answer_on"])
        practice.log(
            "claims.sent",
            request=request.pk,
            kind=str(request.kind),
            item=request.item,
            reason=request.reason or None,
            has_doctors_letter=shelf.DOCTORS_LETTER in request.papers,
            papers=len(request.papers),
            days_left=(last - practice.today).days if last else None,
            is_in_time=last is None or practice.today <= last,
        )
        answered = practice_days.at_hour(request.answer_on, 11)  # may be sooner than the usual steps
        received, reviewed = _business(practice, RECEIVED_AFTER), _business(practice, REVIEW_AFTER)
        _schedule(request, State.RECEIVED, min(received, answered - timedelta(hours=2)))
        _schedule(request, State.REVIEW, min(reviewed, answered - timedelta(hours=1)))
        _schedule(request, "answer", answered)
    return request


def _business(practice, days):
    day = practice_days.add_business_days(practice.now, days, practice.policy.holidays)
    return practice_days.at_hour(day, 10)


def _schedule(request, to, due):
    facts = {"to": str(to)}
    replies.schedule(practice=request.practice, kind=STEP, due=due, target=request.pk, facts=facts)


def answer(practice, request) -> tuple[str, str]:
    """Returns how the plan decides: the state, and the reason as a slug."""
    if request.status == State.EXTERNAL:
        return _outside(practice, request)
    if request.kind == Kind.CARD:
        return State.APPROVED, "card-mailed"
    if request.kind == Kind.APPROVAL:
        return State.APPROVED, "yes-before"
    if request.kind == Kind.EXCEPTION:
        return State.APPROVED, "exception-yes"
    if request.kind == Kind.ANSWER:
        return (
            (State.APPROVED, "paid-now")
            if request.reason == "no-other"
            else (State.DENIED, "ask-other-first")
        )
    letter = letter_of(practice, request.item)
    if letter.reason_code == "not-covered":
        return State.DENIED, "not-covered"
    if shelf.DOCTORS_LETTER in request.papers:
        return State.APPROVED, "letter-shows-need"
    if request.status == State.MORE_NEEDED:
        return State.DENIED, "paper-never-came"
    return State.MORE_NEEDED, "doctors-letter-missing"


def _outside(practice, request):
    letter = letter_of(practice, request.item)
    if letter.reason_code != "not-covered" and shelf.DOCTORS_LETTER in request.papers:
        return State.OVERTURNED, "letter-shows-need"
    return State.UPHELD, "not-covered" if letter.reason_code == "not-covered" else "nothing-new"


def step(practice, request, to):
    """Takes a request one step on; does nothing where it was taken back meanwhile."""
    request.practice = practice
    state, reason = answer(practice, request) if to == "answer" else (to, "")
    if not MACHINE.can(request.status, state):
        return
    transitions.move(request, state, by="plan", reason=reason)
    if state == State.MORE_NEEDED:
        request.answer_on = practice.today + timedelta(days=practice.policy.insurer.paper_days)
        request.save(update_fields=["answer_on"])
        _schedule(request, "answer", practice_days.at_hour(request.answer_on, 11))
    _log(request, reason)


def _log(request, reason=""):
    request.practice.log(
        "claims.moved",
        request=request.pk,
        kind=request.kind,
        item=request.item,
        to=str(request.status),
        reason=reason or None,
    )


def add_letter(*, request):
    """Adds the doctor's letter that the plan asked for. Raises NotPossible("not-now") where it did not."""
    practice = request.practice
    try:
        with transaction.atomic():
            transitions.move(request, State.REVIEW, by=practice.seat, reason="paper-sent")
            replies.cancel(practice=practice, kind=STEP, target=request.pk)
            request.papers = [*request.papers, shelf.DOCTORS_LETTER]
            request.answer_on = practice.today + timedelta(days=practice.policy.insurer.paper_days)
            request.save(update_fields=["papers", "answer_on"])
            _schedule(request, "answer", practice_days.at_hour(request.answer_on, 11))
            _log(request, "paper-sent")
    except transitions.NotAllowed as error:
        raise NotPossible("not-now") from error


def go_outside(*, request):
    """Asks for a review by someone outside the plan, after its no. Raises NotPossible("not-now")."""
    practice = request.practice
    if request.kind != Kind.APPEAL:
        raise NotPossible("not-now")
    try:
        with transaction.atomic():
            transitions.move(request, State.EXTERNAL, by=practice.seat)
            request.answer_on = practice.today + timedelta(days=practice.policy.insurer.external_days)
            request.save(update_fields=["answer_on"])
            _schedule(request, "answer", practice_days.at_hour(request.answer_on, 11))
            _log(request)
    except transitions.NotAllowed as error:
        raise NotPossible("not-now") from error


def withdraw(*, request):
    """Takes a request back. Raises NotPossible("too-late") once the plan has it."""
    try:
        with transaction.atomic():
            transitions.move(request, State.WITHDRAWN, by=request.practice.seat)
            replies.cancel(practice=request.practice, kind=STEP, target=request.pk)
            request.practice.log("claims.withdrawn", request=request.pk, kind=request.kind, item=request.item)
    except transitions.NotAllowed as error:
        raise NotPossible("too-late") from error
