"""The bills, one of them line by line, and one beside the plan's letter."""

from django.http import Http404
from django.views.decorators.http import require_GET

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.bills import itemized, matching, rules, showing, standing
from sandbox_portal.sections.bills.models import BillingChoice
from sandbox_portal.sections.bills.states import Kind


@require_GET
@shell.section("bills")
def index(request, practice, viewing):
    """What is to pay, what waits, what is over, and what was asked."""
    viewing.log_once("bills.opened")
    known = standing.ledger(practice)
    found = standing.all_of(practice, known)
    part = paging.of(request, found)
    autopay = rules.choice(practice, BillingChoice.What.AUTOPAY)
    context = {
        "part": part,
        "rows": [showing.row(practice, one) for one in part.items],
        "asks": [showing.ask_row(practice, ask) for ask in reversed(known.asks)],
        "plans": [
            {
                "label": showing.money(plan.cents),
                "url": showing.url(practice, "payment-plan", pk=plan.pk),
                "title": practice.chart.bill(plan.bill).title,
                "state": plan.status,
            }
            for plan in known.plans
        ],
        "left": showing.money(sum(one.left for one in found if one.is_final and one.state != "on-hold")),
        "has_autopay": autopay is not None and autopay.is_on,
    }
    return shell.render(request, "sandbox_portal/bills/index.html", context)


def bill_or_404(practice, id):
    """The bill, if it is in this record and the visit has been; a 404 otherwise."""
    bill = practice.chart.bill(id)
    if bill is None or (bill.visit_on and bill.visit_on > practice.today):
        raise Http404("No such bill in this record.")
    return bill


@require_GET
@shell.section("bills")
def detail(request, practice, viewing, id):
    """One bill line by line, with what can be done about it now."""
    bill = bill_or_404(practice, id)
    known = standing.ledger(practice)
    stands = standing.of(practice, bill, known)
    viewing.log_once("bills.opened", item=bill.id, state=stands.state)
    label, kind = showing.STATES[stands.state]
    context = {
        "bill": bill,
        "stands": stands,
        "state": label,
        "state_kind": kind,
        "visit_on": dates.with_year(bill.visit_on),
        "lines": showing.lines(stands),
        "totals": showing.totals(practice, stands),
        "payments": [showing.payment_row(practice, each) for each in stands.payments],
        "asks": [showing.ask_row(practice, ask) for ask in known.asks if ask.bill == bill.id],
        "may_pay": stands.left > 0,
        "may_plan": stands.is_final and stands.left > 0 and stands.plan is None,
        "may_refund": stands.credit > 0 and not _is_asked(known, bill),
        "credit": showing.money(stands.credit),
        **itemized.way(practice, known, stands),
        "has_letter": practice.chart.letter_of(bill.claim_id, practice.now) is not None,
        "form": FormKeyForm(auto_id=False),
    }
    return shell.render(request, "sandbox_portal/bills/detail.html", context)


def _is_asked(known, bill):
    return any(ask.kind == Kind.REFUND and ask.bill == bill.id and ask.is_open for ask in known.asks)


@require_GET
@shell.section("bills")
def letter(request, practice, viewing, id):
    """The bill beside the letter of the plan, line by line."""
    bill = bill_or_404(practice, id)
    found = practice.chart.letter_of(bill.claim_id, practice.now)
    viewing.log_once("bills.compared", item=bill.id, has_letter=found is not None)
    stands = standing.of(practice, bill)
    context = {"bill": bill, "stands": stands, "letter": found}
    if found is not None:
        context |= {
            "letter_day": dates.with_year(found.created_at),
            "letter_owed": showing.money(found.owed),
            "bill_owed": showing.money(sum(line.owed for line in bill.lines)),
            "pairs": showing.pairs(stands, found),
            "is_same": matching.is_right(bill, found),
        }
    return shell.render(request, "sandbox_portal/bills/letter.html", context)
