"""How each bill stands now: the record's, with what was paid, planned, asked and answered laid over it."""

from dataclasses import dataclass

from sandbox_portal.chart.money import Bill
from sandbox_portal.sections.bills import matching
from sandbox_portal.sections.bills.models import BillingAsk, Payment, PaymentPlan
from sandbox_portal.sections.bills.states import RUNNING, Kind, Pay, Plan, State


@dataclass(frozen=True)
class Ledger:
    """What was done in the practice: three queries, for all bills together."""

    payments: tuple[Payment, ...]
    plans: tuple[PaymentPlan, ...]
    asks: tuple[BillingAsk, ...]


NOTHING_DONE = Ledger((), (), ())


@dataclass(frozen=True)
class Standing:
    """One bill as it stands. Amounts are cents. `state` is one of showing.STATES."""

    bill: Bill
    state: str
    is_final: bool
    owed: int  # what the person has to pay in all; while it waits for the plan, the charges so far
    paid: int
    line_owed: dict[int, int]
    payments: tuple[Payment, ...]
    plan: PaymentPlan | None
    ask: BillingAsk | None  # the open question about it
    is_helped: bool

    @property
    def left(self) -> int:
        return max(self.owed - self.paid, 0)

    @property
    def credit(self) -> int:
        """What was paid too much."""
        return max(self.paid - self.owed, 0) if self.is_final else 0


def ledger(practice, plans=None) -> Ledger:
    """Reads what was done in the practice. Give the plans where they are known: that saves a query."""
    return Ledger(
        tuple(Payment.objects.for_practice(practice).sent()),
        tuple(PaymentPlan.objects.for_practice(practice).sent() if plans is None else plans),
        tuple(BillingAsk.objects.for_practice(practice).sent()),
    )


def all_of(practice, known: Ledger | None = None) -> list[Standing]:
    """Returns every bill that there is by now, the newest visit first."""
    known = known or ledger(practice)
    today = practice.today
    begun = (bill for bill in practice.chart.bills if bill.visit_on is None or bill.visit_on <= today)
    return [of(practice, bill, known) for bill in begun]


def of(practice, bill: Bill, known: Ledger | None = None) -> Standing:
    """Returns how one bill stands."""
    known = known or ledger(practice)
    asks = [ask for ask in known.asks if ask.bill == bill.id]
    is_final = bill.is_final_at(practice.now)
    line_owed = {line.number: line.charge for line in bill.lines}
    if is_final:
        line_owed = _line_owed(practice, bill, asks)
    help_given = is_final and _is_helped(bill, known)
    owed = sum(line_owed.values())
    if help_given:
        owed -= owed * practice.policy.bills.help_percent // 100
    paid = _paid(bill, known, asks, owed)
    found = {
        "plan": next((p for p in known.plans if p.bill == bill.id and p.status in RUNNING), None),
        "ask": next((ask for ask in asks if ask.is_open and ask.kind == Kind.QUESTION), None),
    }
    return Standing(
        bill=bill,
        state=_state(practice, bill, is_final, owed, paid, **found),
        is_final=is_final,
        owed=owed,
        paid=paid,
        line_owed=line_owed,
        payments=tuple(p for p in known.payments if p.bill == bill.id),
        is_helped=help_given,
        **found,
    )


def _line_owed(practice, bill, asks):
    """What each line asks for, after the corrections that the billing office made."""
    owed = {line.number: line.owed for line in bill.lines}
    corrected = [ask for ask in asks if ask.status == State.CORRECTED]
    letter = practice.chart.letter_of(bill.claim_id, practice.now) if corrected else None
    for ask in corrected:
        for number in matching.family(bill, ask.line):
            by_letter = matching.owed_by_letter(bill, letter, number)
            owed[number] = owed[number] if by_letter is None else by_letter
    return owed


def _is_helped(bill, known):
    given = [ask for ask in known.asks if ask.kind == Kind.HELP and ask.status == State.APPROVED]
    return any(bill.issued_at is None or bill.issued_at <= ask.sent_at for ask in given)


def _paid(bill, known, asks, owed):
    paid = sum(each.cents for each in bill.payments)
    paid += sum(p.cents for p in known.payments if p.bill == bill.id and p.status == Pay.ACCEPTED)
    is_refunded = any(ask.kind == Kind.REFUND and ask.status == State.APPROVED for ask in asks)
    return min(paid, owed) if is_refunded else paid


def _state(practice, bill, is_final, owed, paid, *, plan, ask):
    if not is_final:
        return "waiting"
    if ask:
        return "on-hold"
    if paid >= owed:
        return "credit" if paid > owed else "paid"
    if plan:
        return "plan-missed" if plan.status == Plan.MISSED else "plan"
    if bill.is_in_collections:
        return "collections"
    if bill.due_on and bill.due_on < practice.today:
        return "past-due"
    return "partly-paid" if paid else "due"
