"""Asking for a correction, and how the clinic answers it. The days come from the policy pack."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import coach, form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.corrections.models import Amendment, Fault, Proof
from sandbox_portal.sections.corrections.states import State
from sandbox_portal.sections.refusing import NotPossible

STEP = "corrections.step"
WORDS = ("visit", "line", "fault", "proof", "tell_others", "wrong", "right")


def draft(*, practice, form_key, **words):
    """Keeps a request that is not sent yet, and returns it; the same form again changes the same draft.

    Raises NotPossible("asked-already") while another about the same line waits for its answer.
    """
    mine = Amendment.objects.for_practice(practice)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(mine, form_key)
        if found and found.status != State.DRAFT:
            return found
        if mine.open().filter(visit=words["visit"], line=words["line"]).exists():
            raise NotPossible("asked-already")
        if found is None:
            found = Amendment(practice=practice, form_key=form_key, seat=practice.seat)
        for name in WORDS:
            setattr(found, name, words[name])
        is_new = found._state.adding
        found.save()
        if is_new:
            transitions.begin(found, by=practice.seat)
    return found


def discard(*, request):
    """Throws a draft away."""
    Amendment.objects.drafts().filter(pk=request.pk).delete()


def due_on(practice):
    """Returns the last day on which the clinic must have answered what is sent today (calendar days)."""
    return practice.today + timedelta(days=practice.policy.amendment_days)


@transaction.atomic
def submit(*, request):
    """Sends a draft, once. Raises NotPossible("asked-already") where another about the line was sent."""
    practice = request.practice
    Practice.objects.locked(practice.pk)
    others = Amendment.objects.for_practice(practice).open().exclude(pk=request.pk)
    if others.filter(visit=request.visit, line=request.line).exists():
        raise NotPossible("asked-already")
    transitions.move(request, State.SUBMITTED, by=practice.seat)
    request.submitted_at, request.due_on = practice.now, due_on(practice)
    request.save(update_fields=["submitted_at", "due_on"])
    practice.log(
        "corrections.submitted",
        request=request.pk,
        item=request.visit,
        line=request.line,
        fault=request.fault,
        proof=request.proof,
        tells_others=request.tell_others,
        says_what_is_right=bool(request.right.strip()),
        names_day=coach.names_day(f"{request.wrong} {request.right}"),
        is_calm=coach.is_calm(f"{request.wrong} {request.right}"),
    )
    days = practice.policy.corrections
    _schedule(request, State.RECEIVED, _business(practice, days.received_days))
    _schedule(request, State.REVIEW, _business(practice, days.review_days))
    if is_quick(request):
        _schedule(request, "answer", _business(practice, days.answer_days))
    else:
        more = practice.policy.amendment_extension_days
        if more:
            _schedule(request, State.EXTENDED, practice_days.at_hour(request.due_on, 11))
        longer = request.due_on + timedelta(days=more)
        _schedule(request, "answer", practice_days.at_hour(longer, 11))
    return request


def must_call(request, calls) -> bool:
    """True for a wrong side that nobody has called about: a form is read in days (PORTAL.md A10).

    `calls` are what the calls to the clinic were about.
    """
    told = any(call.get("about") in ("record", "other") for call in calls)
    return request.fault == Fault.WRONG_SIDE and not told


def is_quick(request) -> bool:
    """True where the clinic can see for itself what is right."""
    return request.proof != Proof.NONE or request.fault == Fault.TAKE_OUT


def _business(practice, days):
    day = practice_days.add_business_days(practice.now, days, practice.policy.holidays)
    return practice_days.at_hour(day, 11)


def _schedule(request, to, due):
    facts = {"to": str(to)}
    replies.schedule(practice=request.practice, kind=STEP, due=due, target=request.pk, facts=facts)


def answer(request) -> tuple[str, str]:
    """Returns how the clinic decides: the state, and the reason as a slug. Pure."""
    if request.fault == Fault.TAKE_OUT:
        return State.DENIED, "true-and-complete"
    if request.proof == Proof.NONE:
        return State.DENIED, "nothing-to-go-by"
    if not request.right.strip():
        return State.PART, "not-said-what-is-right"
    return State.ACCEPTED, "proof-fits"


def step(practice, request, to):
    """Takes a request one step on; does nothing where it was taken back or answered meanwhile.

    A clinic that has given up its more time since the request was sent answers instead of taking it.
    """
    more = practice.policy.amendment_extension_days
    if to == State.EXTENDED and not more:
        to = "answer"
    state, reason = answer(request) if to == "answer" else (to, "")
    if to == State.EXTENDED:
        reason = "writer-away"
    if not request.statuses.model.MACHINE.can(request.status, state):
        return
    request.practice = practice
    transitions.move(request, state, by="clinic", reason=reason)
    if state == State.EXTENDED:
        request.due_on += timedelta(days=more)
        request.save(update_fields=["due_on"])
    practice.log("corrections.moved", request=request.pk, item=request.visit, to=state, reason=reason or None)
    if to in ("answer", State.EXTENDED):
        alerts.notify(practice=practice, kind="record", item=f"correction-{request.pk}")


def withdraw(*, request):
    """Takes a request back. Raises NotPossible("too-late") once someone checks it."""
    try:
        with transaction.atomic():
            transitions.move(request, State.WITHDRAWN, by=request.practice.seat)
            replies.cancel(practice=request.practice, kind=STEP, target=request.pk)
            request.practice.log("corrections.withdrawn", request=request.pk, item=request.visit)
    except transitions.NotAllowed as error:
        raise NotPossible("too-late") from error


def disagree(*, request, statement):
    """Adds the person's own statement after a no; it travels with the record. Raises NotPossible."""
    try:
        with transaction.atomic():
            transitions.move(request, State.DISAGREED, by=request.practice.seat)
            request.statement = statement
            request.save(update_fields=["statement"])
            request.practice.log(
                "corrections.disagreed",
                request=request.pk,
                item=request.visit,
                names_day=coach.names_day(statement),
                is_calm=coach.is_calm(statement),
            )
    except transitions.NotAllowed as error:
        raise NotPossible("not-now") from error
