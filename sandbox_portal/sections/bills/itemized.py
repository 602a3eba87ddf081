"""The itemized bill: every service with its day, code and amounts. It comes when it was asked for.

That one can ask for it before paying: Consumer Financial Protection Bureau and Centers for Medicare and
Medicaid Services, advice on medical bills (2024–2026).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections import dates
from sandbox_portal.sections.bills.showing import money, url
from sandbox_portal.sections.bills.states import Kind, State

# What the codes of the pretend clinic stand for. A real bill has codes of 5 letters and digits.
PLAIN = {
    "visit": gettext_lazy("The time that the doctor or nurse spent with you"),
    "blood-test": gettext_lazy("The lab looked at your blood, one time"),
    "lab": gettext_lazy("A lab looked at what was taken at the visit"),
    "x-ray": gettext_lazy("A picture of the bone, and a doctor who read it"),
    "ultrasound": gettext_lazy("A picture made with sound, and a doctor who read it"),
    "eye-check": gettext_lazy("Somebody looked at your eyes and how well you see"),
    "hearing-test": gettext_lazy("Somebody tested how well you hear"),
    "check-up": gettext_lazy("The yearly check-up"),
    "head-scan": gettext_lazy("Pictures of the head, and a doctor who read them"),
}


def of(known, bill_id):
    """What was asked: the open or answered request for this bill's services, or None. Pure."""
    asked = [ask for ask in known.asks if ask.kind == Kind.ITEMIZED and ask.bill == bill_id]
    return next((ask for ask in asked if ask.is_open or ask.status == State.ARRIVED), None)


def way(practice, known, stands) -> dict:
    """What a bill's page says about it: the address where it is, or that one may ask. Pure."""
    asked = of(known, stands.bill.id)
    is_here = asked is not None and asked.status == State.ARRIVED
    return {
        "itemized_url": url(practice, "bill-itemized", id=stands.bill.id) if is_here else "",
        "may_itemize": asked is None and stands.is_final,
    }


def lines(practice, stands) -> list[dict]:
    """Each service on the itemized bill. One that was corrected since shows the new amount."""
    bill = stands.bill
    ask = url(practice, "bill-ask", id=bill.id)
    return [
        {
            "number": line.number,
            "name": line.name,
            "plain": PLAIN.get(line.code, ""),
            "ask_url": f"{ask}?line={line.number}",
            "is_corrected": stands.line_owed[line.number] != line.owed,
            "rows": [
                _row(_("Day"), dates.with_year(bill.visit_on)),
                _row(_("Code"), line.code.upper() or _("None")),
                _row(_("Charge"), money(line.charge)),
                _row(_("Insurance paid"), money(-line.plan_paid)),
                _row(_("Adjustment"), money(-line.discount)),
                _row(_("You owe"), money(stands.line_owed[line.number])),
            ],
        }
        for line in bill.lines
    ]


def totals(stands) -> list[dict]:
    """The foot: each column in all."""
    bill = stands.bill
    return [
        _row(_("Charges in all"), money(bill.charge)),
        _row(_("Insurance paid in all"), money(-sum(line.plan_paid for line in bill.lines))),
        _row(_("Adjustments in all"), money(-sum(line.discount for line in bill.lines))),
        _row(_("You owe in all"), money(sum(stands.line_owed.values()))),
    ]


def _row(label, value):
    return {"label": label, "value": value}
