"""Paying a paper statement without signing in: who has its number, the birth date and the ZIP code may pay.

A guest sees the amount that was printed, and nothing that happened since: so a bill can be paid twice here.
"""

from dataclasses import dataclass

from sandbox_portal.chart.money import Bill
from sandbox_portal.sections.bills.models import Payment
from sandbox_portal.sections.bills.rules import keep
from sandbox_portal.sections.door import shelf as door
from sandbox_portal.sections.refusing import NotPossible

RIGHT_WAY = "paper"
ON_THE_TABLE = 3  # how many paper statements lie at hand
TRIED = "bills.guest_tried"


@dataclass(frozen=True)
class Statement:
    """A bill as it was printed: nothing on it changes when somebody pays."""

    bill: Bill
    cents: int
    postal_code: str

    @property
    def number(self) -> str:
        return self.bill.number


def statements(practice) -> list[Statement]:
    """Every statement that was printed by now, the newest first."""
    address = practice.chart.patient.address
    printed = [bill for bill in practice.chart.bills if bill.issued_at and bill.issued_at <= practice.now]
    printed.sort(key=lambda bill: bill.issued_at, reverse=True)
    postal_code = address.postal_code if address else ""
    return [Statement(bill, sum(line.owed for line in bill.lines), postal_code) for bill in printed]


def on_the_table(practice) -> list[Statement]:
    """The newest ones, which lie among the person's papers."""
    return statements(practice)[:ON_THE_TABLE]


def find(practice, viewing, *, number, born, postal_code) -> Statement:
    """Returns the statement with all three facts. Raises NotPossible("no-match") or ("too-often").

    It never says which of the three is wrong: that would help a stranger to guess. What was typed is compared
    and forgotten. One query.
    """
    if is_shut(practice, viewing):
        raise NotPossible("too-often")
    found = next((each for each in statements(practice) if _plain(each.number) == _plain(number)), None)
    is_right = (
        found is not None
        and born == door.card(practice).born
        and (not found.postal_code or found.postal_code == postal_code.strip()[:5])
    )
    practice.log(TRIED, item=found.bill.id if is_right else None, is_right=is_right)
    if not is_right:
        raise NotPossible("no-match")
    return found


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def is_shut(practice, viewing) -> bool:
    """True when the facts were wrong too often today; as often as a password may be."""
    wrong = 0
    for event in viewing.history:
        if event["kind"] == TRIED and event["at_sim"].date() == practice.today:
            wrong = 0 if event["facts"]["is_right"] else wrong + 1
    return wrong >= practice.policy.sign_in.tries_before_lockout


def found_before(practice, viewing, bill_id) -> Statement | None:
    """The statement, if its facts were right before in this practice; None for who only knows an address."""
    if not viewing.facts_of(TRIED, bill_id).get("is_right"):
        return None
    return next((each for each in statements(practice) if each.bill.id == bill_id), None)


def draft(*, practice, form_key, statement, cents, card):
    """Keeps a payment that is not made yet, and returns it. Nobody looks whether anything is left to pay."""
    values = {
        "bill": statement.bill.id,
        "cents": min(cents, statement.cents),
        "card": card.slug,
        "made_at": practice.now,
        "how": Payment.How.GUEST,
    }
    return keep(Payment, practice, form_key, values)
