"""Bills (Invoice), claims, the insurer's letters (ExplanationOfBenefit) and the plan's yearly amounts."""

from datetime import date
from zlib import crc32

from sandbox_portal.chart.money import Balance, Bill, BillLine, Claim, Letter, LetterLine, Paid
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.people import People
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text

OWN = "https://lakeside-clinic.example.org/fhir/StructureDefinition/"  # where FHIR has no element for it
OUTCOMES = {"complete": "paid", "partial": "part", "error": "denied", "queued": "info-needed"}
BALANCES = ("deductible", "out-of-pocket")


def read_bills(shelf: Shelf, people: People) -> tuple[Bill, ...]:
    """Every Invoice that was not cancelled, the newest visit first."""
    paid = _payments(shelf)
    nodes = [node for node in shelf.of("Invoice") if node.string("status") != "cancelled"]
    found = [_bill(node, shelf, people, paid) for node in nodes]
    return tuple(sorted(found, key=lambda bill: bill.visit_on or date.min, reverse=True))


def read_claims(shelf: Shelf, people: People) -> tuple[Claim, ...]:
    """Every Claim that was sent, newest first. A predetermination is a price that was told, and no claim."""
    sent = (node for node in shelf.of("Claim") if node.string("status") != "draft")
    found = [_claim(node, people) for node in sent if node.string("use") != "predetermination"]
    return tuple(sorted(found, key=lambda claim: str(claim.created_at or ""), reverse=True))


def read_letters(shelf: Shelf) -> tuple[Letter, ...]:
    """Every ExplanationOfBenefit, newest first."""
    found = [_letter(node) for node in shelf.of("ExplanationOfBenefit")]
    return tuple(sorted(found, key=lambda letter: str(letter.created_at or ""), reverse=True))


def read_balances(shelf: Shelf) -> tuple[Balance, ...]:
    """The plan's yearly amounts, from CoverageEligibilityResponse.insurance.item.benefit."""
    found = []
    for node in shelf.of("CoverageEligibilityResponse"):
        items = [item for insurance in node.children("insurance") for item in insurance.children("item")]
        for benefit in (benefit for item in items for benefit in item.children("benefit")):
            kind = next(iter(benefit.child("type").codes()), "")
            if kind in BALANCES:
                found.append(Balance(kind, cents(benefit, "allowedMoney"), cents(benefit, "usedMoney")))
    return tuple(found)


def cents(node: Node, name: str) -> int:
    """The Money in this element as whole cents; 0 for none."""
    value = node.child(name).number("value")
    return int((value * 100).to_integral_value()) if value is not None else 0


def _payments(shelf: Shelf) -> dict[str, tuple[Paid, ...]]:
    """Payments by the Invoice they were for ("Invoice/id"), from PaymentReconciliation.detail."""
    found: dict[str, list[Paid]] = {}
    for node in shelf.of("PaymentReconciliation"):
        for detail in node.children("detail"):
            how = next(iter(detail.child("type").codes(OWN + "payment")), "")
            paid = Paid(detail.day("date"), cents(detail, "amount"), how)
            found.setdefault(detail.reference("request"), []).append(paid)
    return {name: tuple(paid) for name, paid in found.items()}


def _bill(node: Node, shelf: Shelf, people: People, paid) -> Bill:
    account = shelf.find(node.reference("account"))
    return Bill(
        id=node.string("id"),
        title=account.text("name") if account else node.concept("type"),
        provider=people.named(node, "issuer").name,
        visit_on=account.child("servicePeriod").day("start") if account else node.day("date"),
        issued_at=node.moment("date"),
        due_on=node.extension(OWN + "due-date").day("valueDate"),
        claim_id=node.extension(OWN + "claim").reference("valueReference").partition("/")[2],
        is_in_collections="collections" in node.child("type").codes(),
        lines=tuple(_bill_line(line, number) for number, line in enumerate(node.children("lineItem"), 1)),
        payments=paid.get(node.resource, ()),
        number=node.first("identifier").string("value") or _number(node.string("id"), "S"),
    )


def _bill_line(node: Node, number: int) -> BillLine:
    what = node.child("chargeItemCodeableConcept")
    parts = {"base": 0, "discount": 0, "deduction": 0}
    for part in node.children("priceComponent"):
        kind = part.string("type")
        if kind in parts:
            parts[kind] += cents(part, "amount")
    return BillLine(
        number=node.whole("sequence") or number,
        name=node.concept("chargeItemCodeableConcept"),
        code=next(iter(what.codes()), ""),
        charge=parts["base"],
        discount=abs(parts["discount"]),
        plan_paid=abs(parts["deduction"]),
    )


def _claim(node: Node, people: People) -> Claim:
    item = node.first("item")
    period = node.child("billablePeriod")
    id = node.string("id")
    return Claim(
        id=id,
        number=node.first("identifier").string("value") or _number(id),
        use=node.string("use") or "claim",
        title=item.concept("productOrService") or node.concept("type") or Text("?"),
        provider=people.named(node, "provider").name,
        service_on=item.day("servicedDate") or period.day("start"),
        created_at=node.moment("created"),
        charge=cents(node, "total"),
    )


def _number(id: str, letter: str = "C") -> str:
    """A number in an office's manner for a claim or bill that came without one; the same for the same id."""
    return f"{letter}-{crc32(id.encode()) % 10**8:08}"


def _letter(node: Node) -> Letter:
    reason = next((n.text("text") for n in node.children("processNote")), Text(""))
    coded = node.extension(OWN + "denial")
    lines = [_letter_line(line, number) for number, line in enumerate(node.children("item"), 1)]
    return Letter(
        id=node.string("id"),
        claim_id=node.reference("claim").partition("/")[2],
        use=node.string("use") or "claim",
        created_at=node.moment("created"),
        outcome=OUTCOMES.get(node.string("outcome"), "paid"),
        reason=reason,
        reason_code=coded.string("valueCode"),
        appeal_by=node.extension(OWN + "appeal-by").day("valueDate"),
        valid_until=next((p.day("end") for p in node.children("preAuthRefPeriod")), None),
        lines=tuple(lines),
    )


def _letter_line(node: Node, number: int) -> LetterLine:
    amounts: dict[str, int] = {}
    for part in node.children("adjudication"):
        code = next(iter(part.child("category").codes()), "")
        amounts[code] = amounts.get(code, 0) + cents(part, "amount")
    charge = amounts.get("submitted") or cents(node, "net")
    eligible = amounts.get("eligible", charge)
    return LetterLine(
        number=node.whole("sequence") or number,
        name=node.concept("productOrService"),
        code=next(iter(node.child("productOrService").codes()), ""),
        charge=charge,
        discount=max(charge - eligible, 0) if amounts.get("eligible") is not None else 0,
        plan_paid=amounts.get("benefit", 0),
        deductible=amounts.get("deductible", 0),
        copay=amounts.get("copay", 0),
        owed=amounts.get("memberliability", amounts.get("deductible", 0) + amounts.get("copay", 0)),
    )
