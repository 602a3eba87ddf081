"""Asking for copies of the record: asked, prepared, ready until a day; or who one is must be shown first.

The law gives 30 days, and once 30 more with the reason in writing (45 CFR 164.524(b)). How long it takes
here, and what it costs, the policy pack says.
"""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.documents import copies
from sandbox_portal.sections.documents.models import CopyRequest
from sandbox_portal.sections.documents.states import COPIES, Copies
from sandbox_portal.sections.refusing import NotPossible

STEP = "documents.copies"


def draft(*, practice, form_key, parts, period, to, form):
    """Keeps what is not sent yet, with its fee, and returns it. Raises NotPossible("asked-already")."""
    _check(practice, parts, to)
    count = copies.pages(practice.chart, practice.now, parts, period)
    cents = copies.cents(practice.policy, count=count, to=to, form=form)
    values = {"parts": list(parts), "period": period, "to": to, "form": form, "cents": cents}
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(CopyRequest.objects.for_practice(practice), form_key)
        if found and found.status != Copies.DRAFT:
            return found
        made = found or CopyRequest(practice=practice, form_key=form_key, seat=practice.seat)
        for name, value in values.items():
            setattr(made, name, value)
        made.save()
        if not found:
            transitions.begin(made, by=practice.seat)
    return made


def _check(practice, parts, to, but=None):
    others = CopyRequest.objects.for_practice(practice).sent().exclude(pk=but)
    if any(other.is_open and other.to == to and set(other.parts) == set(parts) for other in others):
        practice.log("documents.copies_refused", reason="asked-already")
        raise NotPossible("asked-already")


def due_on(practice):
    """Returns the day by which what is asked today is ready here: the clinic's usual time, or the law's."""
    rules = practice.policy.records
    usual = practice_days.add_business_days(practice.now, rules.usual_days, practice.policy.holidays)
    return min(usual, law_on(practice))


def law_on(practice):
    """Returns the last day that the law gives for what is asked today."""
    return practice.today + timedelta(days=practice.policy.records.law_days)


def submit(*, request):
    """Sends a draft, once. Raises NotPossible("asked-already")."""
    practice = request.practice
    _check(practice, request.parts, request.to, but=request.pk)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        transitions.move(request, Copies.ASKED, by=practice.seat)
        request.asked_on, request.due_on = practice.today, due_on(practice)
        request.save(update_fields=["asked_on", "due_on"])
        practice.log(
            "documents.copies_asked",
            request=request.pk,
            parts=len(request.parts),
            to=request.to,
            form=request.form,
            cents=request.cents,
            is_free_now=bool(copies.free_now(request.parts, request.to)),
            is_everything=set(request.parts) == set(copies.PARTS),
        )
        first = practice_days.add_business_days(practice.now, 1, practice.policy.holidays)
        _schedule(request, "look", first, 9)
    return request


def _schedule(request, step, day, hour):
    due = practice_days.at_hour(day, hour)
    replies.schedule(practice=request.practice, kind=STEP, due=due, target=request.pk, facts={"step": step})


def step(practice, request, name):
    """Takes a request one step on; does nothing where it was taken back meanwhile."""
    request.practice = practice
    if name == "look":
        _look(request)
    elif name == "done":
        _finish(request)
    elif name == "ends":
        _move(request, Copies.EXPIRED, "too-late")


def _look(request):
    practice = request.practice
    if request.to not in copies.NEED_PROOF:
        if _move(request, Copies.PREPARING):
            _schedule(request, "done", request.due_on, 15)
    elif _move(request, Copies.NEEDS_IDENTITY, "show-who"):
        last = practice.today + timedelta(days=practice.policy.records.identity_days)
        request.ready_until = last
        request.save(update_fields=["ready_until"])
        _schedule(request, "ends", last + timedelta(days=1), 0)
        alerts.notify(practice=practice, kind="record", item=f"copies-{request.pk}")


def _finish(request):
    practice = request.practice
    is_sent = request.form == "mail"  # what is picked up waits at the desk, whoever it is for
    if not _move(request, Copies.SENT if is_sent else Copies.READY):
        return
    days = timedelta(days=practice.policy.records.ready_days)
    request.ready_until = None if is_sent else practice.today + days
    request.save(update_fields=["ready_until"])
    if not is_sent:
        _schedule(request, "ends", request.ready_until + timedelta(days=1), 0)
    alerts.notify(practice=practice, kind="record", item=f"copies-{request.pk}")


def _move(request, to, reason=""):
    """Moves it where it can go there, and says whether it did."""
    if not COPIES.can(request.status, to):
        return False
    transitions.move(request, to, by="clinic", reason=reason)
    request.practice.log("documents.copies_moved", request=request.pk, to=to, reason=reason or None)
    return True


def show_identity(*, request, proof):
    """Shows who one is. Raises NotPossible("wrong-proof"), or ("not-now") where nobody asked."""
    practice = request.practice
    if request.status != Copies.NEEDS_IDENTITY:
        raise NotPossible("not-now")
    is_right = proof == copies.RIGHT_PROOF
    with transaction.atomic():
        practice.log("documents.identity_shown", request=request.pk, item=proof, is_right=is_right)
        if is_right:
            transitions.move(request, Copies.PREPARING, by=practice.seat, reason="identity-shown")
            replies.cancel(practice=practice, kind=STEP, target=request.pk)
            request.due_on, request.ready_until = due_on(practice), None
            request.save(update_fields=["due_on", "ready_until"])
            _schedule(request, "done", request.due_on, 15)
    if not is_right:
        raise NotPossible("wrong-proof")
    return request


def withdraw(*, request):
    """Takes a request back. Raises NotPossible("too-late") once copies are being made."""
    try:
        with transaction.atomic():
            transitions.move(request, Copies.WITHDRAWN, by=request.practice.seat)
            replies.cancel(practice=request.practice, kind=STEP, target=request.pk)
            request.practice.log("documents.copies_withdrawn", request=request.pk)
    except transitions.NotAllowed as error:
        raise NotPossible("too-late") from error


def discard(*, request):
    """Throws a draft away."""
    CopyRequest.objects.filter(pk=request.pk, status=Copies.DRAFT).delete()
