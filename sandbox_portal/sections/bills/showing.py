"""Bills, payments, plans and what was asked, as a page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import dates
from sandbox_portal.sections.bills import matching, services, standing
from sandbox_portal.sections.bills.cards import CARDS
from sandbox_portal.sections.bills.models import Payment
from sandbox_portal.sections.bills.states import Kind, Pay, Plan, State

STATES = {
    "waiting": (gettext_lazy("Waiting for your plan"), "plain"),
    "due": (gettext_lazy("To pay"), "sun"),
    "partly-paid": (gettext_lazy("Partly paid"), "sun"),
    "past-due": (gettext_lazy("Past due"), "stop"),
    "on-hold": (gettext_lazy("On hold: you asked about it"), "plain"),
    "plan": (gettext_lazy("On a payment plan"), "good"),
    "plan-missed": (gettext_lazy("A payment was missed"), "stop"),
    "collections": (gettext_lazy("With a collection agency"), "stop"),
    "credit": (gettext_lazy("Paid too much"), "sun"),
    "paid": (gettext_lazy("Paid"), "good"),
}
OVER = ("paid",)
ABOUT = {
    "twice": gettext_lazy("It is on the bill two times"),
    "not-mine": gettext_lazy("I did not get this"),
    "differs": gettext_lazy("My plan’s letter says something else"),
    "why": gettext_lazy("I do not understand what it is"),
}
INCOME = {
    "low": gettext_lazy("Less than $2,000"),
    "middle": gettext_lazy("$2,000 to $3,500"),
    "high": gettext_lazy("More than $3,500"),
}
REASONS = {
    "put-in-twice": gettext_lazy("It is not on your plan’s letter. They took it off. See the new amount."),
    "letter-says-other": gettext_lazy("Your plan’s letter says less. They changed the amount."),
    "letter-agrees": gettext_lazy("They looked. The bill and your plan’s letter say the same."),
    "wait-for-the-plan": gettext_lazy("Your plan has not answered yet. You do not need to pay now."),
    "explained": gettext_lazy("They explain the line: it is care from this visit, as on your plan’s letter."),
    "collections-paused": gettext_lazy(
        "They told the agency to wait 30 days. You can pay the clinic, or ask for a plan."
    ),
    "paid-too-much": gettext_lazy("The money goes back the way it came."),
    "income-above": gettext_lazy("The income is above the limit for this clinic. Ask for a payment plan."),
    "income-below": gettext_lazy("Part of what you owe is taken off."),
    "paper-of-income": gettext_lazy("Send one paper that shows your income, such as a benefit letter."),
    "bank-said-no": gettext_lazy("The bank said no. Nothing was taken."),
    "caught-up": gettext_lazy("The missed month is paid."),
}
VERDICTS = {
    matching.SAME: (gettext_lazy("Both say the same"), "good"),
    matching.DIFFERS: (gettext_lazy("They do not say the same"), "stop"),
    matching.NOT_ON_LETTER: (gettext_lazy("Not on the letter"), "stop"),
    matching.NOT_ON_BILL: (gettext_lazy("Not on the bill"), "plain"),
}
HOW = {"check": gettext_lazy("Check in the mail"), "card": gettext_lazy("Card")}
_KINDS = {
    State.APPROVED: "good", State.CORRECTED: "good", State.ISSUED: "good", State.ANSWERED: "good",
    State.ARRIVED: "good",
    State.UPHELD: "plain", State.WITHDRAWN: "plain", State.DENIED: "stop", State.NEEDS_PAPERS: "stop",
}  # fmt: skip


def money(cents) -> str:
    """An amount as people write it: $30, $30.50, $1,080."""
    dollars, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${dollars:,}" + (f".{rest:02}" if rest else "")


def url(practice, name, **kwargs):
    """The address of one of this section's pages."""
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def row(practice, stands) -> dict:
    """One bill for the list."""
    label, kind = STATES[stands.state]
    return {
        "label": f"{stands.bill.title}, {dates.with_year(stands.bill.visit_on)}",
        "hint": hint(stands),
        "url": url(practice, "bill", id=stands.bill.id),
        "state": label,
        "kind": kind,
    }


def hint(stands) -> str:
    """What a bill asks for, in one line."""
    amount = {"amount": money(stands.left), "day": dates.with_year(stands.bill.due_on)}
    if stands.state == "waiting":
        return _("Charges so far: %(amount)s. Do not pay yet.") % amount
    if stands.state == "credit":
        return _("You can get %(amount)s back.") % {"amount": money(stands.credit)}
    if stands.state in ("paid", "on-hold"):
        return _("You owe %(amount)s.") % amount if stands.left else _("Nothing is left to pay.")
    if stands.state == "plan":
        return _("%(amount)s left. The next payment is on %(day)s.") % {
            "amount": money(stands.left),
            "day": dates.day(stands.plan.next_on),
        }
    return _("You owe %(amount)s. Pay by %(day)s.") % amount


def lines(stands) -> list[dict]:
    """The bill line by line, each as what was charged and how it came to what is owed."""
    return [
        {
            "name": line.name,
            "charge": money(line.charge),
            "discount": money(-line.discount) if line.discount else "",
            "plan_paid": money(-line.plan_paid) if line.plan_paid else "",
            "owed": money(stands.line_owed[line.number]),
            "is_corrected": stands.is_final and stands.line_owed[line.number] != line.owed,
        }
        for line in stands.bill.lines
    ]


def totals(practice, stands) -> list[dict]:
    """The foot of a bill."""
    bill = stands.bill
    found = [(_("Charges in all"), money(bill.charge))]
    if stands.is_final:
        found += [
            (_("Taken off by the contract with your plan"), money(-sum(x.discount for x in bill.lines))),
            (_("Your plan paid"), money(-sum(line.plan_paid for line in bill.lines))),
        ]
        if stands.is_helped:
            percent = practice.policy.bills.help_percent
            found.append((_("Help with costs"), _("%(percent)s percent off") % {"percent": percent}))
        found.append((_("You owe"), money(stands.owed)))
        found.append((_("You paid so far"), money(stands.paid)))
        if stands.credit:
            found.append((_("Paid too much"), money(stands.credit)))
        else:
            found.append((_("Left to pay"), money(stands.left)))
            found.append((_("Pay by"), dates.with_year(bill.due_on)))
    return [_row(label, value) for label, value in found if value]


def _row(label, value, change_url=None):
    return {"label": label, "value": value, "change_url": change_url}


def pairs(stands, letter) -> list[dict]:
    """The bill beside the letter."""
    found = []
    for pair in matching.pairs(stands.bill, letter):
        label, kind = VERDICTS[pair.verdict]
        found.append(
            {
                "name": pair.line.name if pair.line else pair.other.name,
                "on_bill": money(pair.line.owed) if pair.line else "–",
                "on_letter": money(pair.other.owed) if pair.other else "–",
                "verdict": label,
                "kind": kind,
            }
        )
    return found


# --- payments ---


def payments(practice, known) -> list[dict]:
    """Everything that was paid, newest first: before the practice and in it."""
    found = [(p.made_at.date(), payment_row(practice, p)) for p in known.payments]
    for bill in practice.chart.bills:
        for paid in bill.payments:
            label = f"{money(paid.cents)}, {bill.title}"
            hint = ", ".join(filter(None, (dates.with_year(paid.on), str(HOW.get(paid.how, "")))))
            row = {"label": label, "hint": hint, "url": None, "state": Pay.ACCEPTED.label, "kind": "good"}
            found.append((paid.on, row))
    return [row for _day, row in sorted(found, key=lambda each: str(each[0]), reverse=True)]


def payment_row(practice, payment) -> dict:
    """One payment of the practice for a list."""
    bill = practice.chart.bill(payment.bill)
    return {
        "label": f"{money(payment.cents)}, {bill.title}",
        "hint": f"{dates.with_year(payment.made_at)}, {how(payment)}",
        "url": url(practice, "payment", pk=payment.pk),
        "state": Pay(payment.status).label,
        "kind": "good" if payment.status == Pay.ACCEPTED else "stop",
    }


def how(payment) -> str:
    """With which card, and whether by itself."""
    card = CARDS[payment.card]
    words = _("%(card)s ending in %(ending)s") % {"card": card.name, "ending": card.ending}
    return words if payment.how == Payment.How.CARD else f"{words}, {Payment.How(payment.how).label}"


def payment_rows(practice, payment, change_url=None) -> list[dict]:
    """One payment on its review page and its receipt."""
    bill = practice.chart.bill(payment.bill)
    return [
        _row(_("Bill"), f"{bill.title}, {dates.with_year(bill.visit_on)}"),
        _row(_("To"), str(bill.provider)),
        _row(_("Amount"), money(payment.cents), change_url),
        _row(_("Card"), how(payment), change_url),
    ]


def plan_rows(practice, plan, stands, change_url=None) -> list[dict]:
    """A payment plan on its review page and its own page."""
    count = -(-stands.left // plan.cents)
    card = CARDS[plan.card]
    number = ngettext("%(n)d payment", "%(n)d payments", count) % {"n": count}
    last = stands.left - plan.cents * (count - 1)
    if last != plan.cents and count > 1:
        number += " " + _("(the last one is %(amount)s)") % {"amount": money(last)}
    found = [
        _row(_("Bill"), f"{stands.bill.title}, {dates.with_year(stands.bill.visit_on)}"),
        _row(_("Left to pay"), money(stands.left)),
        _row(_("Each month"), money(plan.cents), change_url),
        _row(_("Day of the month"), str(plan.day), change_url),
        _row(_("Still to come"), number if stands.left else _("Nothing")),
        _row(_("Card"), _("%(card)s ending in %(ending)s") % {"card": card.name, "ending": card.ending}),
    ]
    if plan.next_on and plan.status == Plan.ACTIVE:
        found.append(_row(_("Next payment"), dates.with_year(plan.next_on)))
    return found


# --- what was asked ---


def ask_title(practice, ask) -> str:
    """What was asked for, and about what."""
    if ask.kind == Kind.ESTIMATE:
        return _("Estimate: %(care)s") % {"care": services.SERVICES[ask.about].name}
    if ask.kind == Kind.HELP:
        return _("Help with costs")
    bill = practice.chart.bill(ask.bill)
    named = {Kind.REFUND: _("Refund: %(bill)s"), Kind.ITEMIZED: _("Itemized bill: %(bill)s")}
    return named.get(ask.kind, _("Question: %(bill)s")) % {"bill": bill.title}


def ask_row(practice, ask) -> dict:
    """One thing that was asked, for a list."""
    return {
        "label": ask_title(practice, ask),
        "hint": _("Answer by %(day)s") % {"day": dates.with_year(ask.answer_on)} if ask.is_open else "",
        "url": url(practice, "bill-asked", pk=ask.pk),
        "state": State(ask.status).label,
        "kind": _KINDS.get(ask.status, "sun"),
    }


def ask_rows(practice, ask, change_url=None) -> list[dict]:
    """What was asked, on its review page and its own page."""
    if ask.kind == Kind.ESTIMATE:
        return [_row(_("What for"), str(services.SERVICES[ask.about].name), change_url)]
    if ask.kind == Kind.HELP:
        return [
            _row(_("People"), str(ask.people), change_url),
            _row(_("Money each month"), str(INCOME[ask.about]), change_url),
        ]
    bill = practice.chart.bill(ask.bill)
    found = [_row(_("Bill"), f"{bill.title}, {dates.with_year(bill.visit_on)}")]
    if ask.kind in (Kind.REFUND, Kind.ITEMIZED):
        return found
    line = bill.line(ask.line)
    found.append(_row(_("About"), line_name(line) if line else _("The whole bill"), change_url))
    found.append(_row(_("You say"), str(ABOUT[ask.about]), change_url))
    return [*found, _row(_("Your words"), ask.note or _("None"), change_url)]


def line_name(line) -> str:
    """A line with its number and what it asks for, so that two of a kind can be told apart."""
    words = {"number": line.number, "name": line.name, "amount": money(line.owed)}
    return _("Line %(number)s: %(name)s, you owe %(amount)s") % words


def ask_steps(ask) -> list[dict]:
    """Where something asked is, for components/timeline.html."""
    to_come = (State.WORKING,) if ask.status == State.SENT else ()
    stopped = (State.DENIED, State.WITHDRAWN)
    return pages.steps(ask, State, REASONS, stopped=stopped, is_open=ask.is_open, to_come=to_come)


def estimate(practice, ask) -> dict | None:
    """The estimate, once it is here."""
    if ask.status != State.ISSUED:
        return None
    service = services.SERVICES[ask.about]
    return {
        "rows": [_row(str(name), money(price)) for name, price in service.parts],
        "total": money(service.total),
        "likely": money(service.likely),
        "dispute": money(practice.policy.bills.estimate_dispute * 100),
    }


def news(viewing) -> list[dict]:
    """Lines of the home page's list: bills that want something."""
    practice = viewing.practice
    wanted = ("due", "partly-paid", "past-due", "plan-missed", "collections", "credit")
    if viewing.has_happened("bills"):
        standings = viewing.once(standing.all_of)
    else:  # nothing was paid, planned or asked: the record says it all, without a query
        standings = standing.all_of(practice, standing.NOTHING_DONE)
    found = [one for one in standings if one.state in wanted]
    return [
        {**row(practice, one), "label": _("Bill: %(title)s") % {"title": one.bill.title}} for one in found
    ]
