"""What is asked of the billing office, and how it answers: questions, estimates, help with costs, refunds."""

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.bills import matching, standing
from sandbox_portal.sections.bills.models import BillingAsk
from sandbox_portal.sections.bills.rules import keep
from sandbox_portal.sections.bills.states import ASK, Kind, State
from sandbox_portal.sections.refusing import NotPossible

STEP = "bills.step"
WORKING_AFTER = 1  # business days
ABOUT = ("twice", "not-mine", "differs", "why")  # what a question may be about
INCOME = ("low", "middle", "high")


def draft(*, practice, form_key, kind, about, bill="", line=0, people=0, note=""):
    """Keeps what is not sent yet, and returns it.

    Raises NotPossible: "asked-already", "no-credit", and for an itemized bill "here-already", "not-final".
    """
    _check(practice, kind, bill, line, about)
    values = {"kind": kind, "about": about, "bill": bill, "line": line, "people": people, "note": note}
    return keep(BillingAsk, practice, form_key, values)


def _check(practice, kind, bill, line, about, but=None):
    others = BillingAsk.objects.for_practice(practice).sent().exclude(pk=but).filter(kind=kind, bill=bill)
    same = [ask for ask in others if ask.is_open and (kind != Kind.QUESTION or ask.line == line)]
    if kind == Kind.ESTIMATE:
        same = [ask for ask in same if ask.about == about]
    reason = "asked-already" if same else ""
    if kind == Kind.ITEMIZED and not reason:
        reason = _why_not_itemized(practice, bill, others)
    if kind == Kind.REFUND and not standing.of(practice, practice.chart.bill(bill)).credit:
        reason = "no-credit"
    if reason:
        practice.log("bills.refused", item=bill or None, what="ask", reason=reason)
        raise NotPossible(reason)


def _why_not_itemized(practice, bill, others):
    """It comes once, and only when the plan has paid its part: before, its amounts would say nothing."""
    if any(ask.status == State.ARRIVED for ask in others):
        return "here-already"
    return "" if practice.chart.bill(bill).is_final_at(practice.now) else "not-final"


def answer_on(practice, kind):
    """Returns the day by which what is sent today is answered."""
    rules = practice.policy.bills
    days = {
        Kind.QUESTION: rules.reply_days,
        Kind.ESTIMATE: rules.estimate_days,
        Kind.HELP: rules.help_days,
        Kind.REFUND: rules.refund_days,
        Kind.ITEMIZED: rules.itemized_days,
    }[kind]
    return practice_days.add_business_days(practice.now, days, practice.policy.holidays)


def submit(*, ask, is_compared=False):
    """Sends a draft, once. Raises NotPossible as `draft` does."""
    practice = ask.practice
    _check(practice, ask.kind, ask.bill, ask.line, ask.about, but=ask.pk)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        transitions.move(ask, State.SENT, by=practice.seat)
        ask.sent_at, ask.answer_on = practice.now, answer_on(practice, ask.kind)
        ask.save(update_fields=["sent_at", "answer_on"])
        practice.log(
            "bills.asked",
            ask=ask.pk,
            kind=str(ask.kind),
            item=ask.bill or None,
            line=ask.line,
            about=ask.about,
            is_compared=is_compared,
        )
        first = practice_days.add_business_days(practice.now, WORKING_AFTER, practice.policy.holidays)
        _schedule(ask, State.WORKING, min(first, ask.answer_on), 9)
        _schedule(ask, "answer", ask.answer_on, 11)
    return ask


def _schedule(ask, to, day, hour):
    due = practice_days.at_hour(day, hour)
    replies.schedule(practice=ask.practice, kind=STEP, due=due, target=ask.pk, facts={"to": str(to)})


def answer(practice, ask) -> tuple[str, str]:
    """Returns how the billing office decides: the state, and the reason as a slug."""
    if ask.kind == Kind.ESTIMATE:
        return State.ISSUED, ""
    if ask.kind == Kind.ITEMIZED:
        return State.ARRIVED, ""
    if ask.kind == Kind.REFUND:
        return State.APPROVED, "paid-too-much"
    if ask.kind == Kind.HELP:
        return _about_help(ask)
    bill = practice.chart.bill(ask.bill)
    letter = practice.chart.letter_of(bill.claim_id, practice.now)
    if bill.is_in_collections:
        return State.ANSWERED, "collections-paused"
    if letter is None or not bill.is_final_at(practice.now):
        return State.ANSWERED, "wait-for-the-plan"
    if ask.about == "why":
        return State.ANSWERED, "explained"
    return _by_letter(bill, letter, ask.line)


def _by_letter(bill, letter, line):
    asked = matching.family(bill, line)
    found = [pair for pair in matching.pairs(bill, letter) if pair.line and pair.line.number in asked]
    verdicts = {pair.verdict for pair in found}
    if matching.NOT_ON_LETTER in verdicts:
        return State.CORRECTED, "put-in-twice"
    if matching.DIFFERS in verdicts:
        return State.CORRECTED, "letter-says-other"
    return State.UPHELD, "letter-agrees"


def _about_help(ask):
    if ask.about == "high":
        return State.DENIED, "income-above"
    has_papers = any(row.status == State.NEEDS_PAPERS for row in ask.statuses.all())
    return (State.APPROVED, "income-below") if has_papers else (State.NEEDS_PAPERS, "paper-of-income")


def step(practice, ask, to):
    """Takes something asked one step on; does nothing where it was taken back meanwhile."""
    ask.practice = practice
    state, reason = answer(practice, ask) if to == "answer" else (to, "")
    if not ASK.can(ask.status, state):
        return
    transitions.move(ask, state, by="clinic", reason=reason)
    practice.log(
        "bills.moved", ask=ask.pk, kind=ask.kind, item=ask.bill or None, to=str(state), reason=reason or None
    )
    if state != State.WORKING:
        alerts.notify(practice=practice, kind="bill", item=f"ask-{ask.pk}")


def send_paper(*, ask):
    """Hands in the paper that was asked for. Raises NotPossible("not-now") where none is."""
    try:
        with transaction.atomic():
            practice = ask.practice
            transitions.move(ask, State.WORKING, by=practice.seat)
            ask.answer_on = answer_on(practice, ask.kind)
            ask.save(update_fields=["answer_on"])
            practice.log("bills.moved", ask=ask.pk, kind=ask.kind, to="working", reason="paper-sent")
            _schedule(ask, "answer", ask.answer_on, 11)
    except transitions.NotAllowed as error:
        raise NotPossible("not-now") from error


def withdraw(*, ask):
    """Takes something back. Raises NotPossible("too-late") once someone looks at it."""
    try:
        with transaction.atomic():
            transitions.move(ask, State.WITHDRAWN, by=ask.practice.seat)
            replies.cancel(practice=ask.practice, kind=STEP, target=ask.pk)
            ask.practice.log("bills.withdrawn", ask=ask.pk, kind=ask.kind, item=ask.bill or None)
    except transitions.NotAllowed as error:
        raise NotPossible("too-late") from error
