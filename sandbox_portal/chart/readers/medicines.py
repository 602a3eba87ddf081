"""What the person takes, and each time the pharmacy handed some over."""

from datetime import date

from sandbox_portal.chart.model import Dispense, Medication, Quote
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.people import People
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SCHEDULE = "http://terminology.hl7.org/CodeSystem/v2-0477"  # HL7 v2 table 0477, controlled substance schedule
REQUEST_STATUSES = ("active", "on-hold", "cancelled", "completed", "stopped", "draft", "unknown")
STOCK_OUT = "http://terminology.hl7.org/CodeSystem/medicationdispense-status-reason"
SUPPLY = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PART = frozenset({"RFP", "FFP"})  # ActPharmacySupplyType: a refill, or a first fill, of which a part is given
STATEMENT_STATUSES = ("active", "completed", "intended", "stopped", "on-hold", "unknown", "not-taken")


def read(shelf: Shelf, people: People) -> tuple[Medication, ...]:
    """Prescriptions first, then what the person buys without one; each in file order."""
    schedules, waiting = _schedules(shelf), _waiting_for_approval(shelf)
    nodes = shelf.of("MedicationRequest")
    prescribed = [_prescribed(node, people, schedules, node.resource in waiting) for node in nodes]
    return (*prescribed, *map(_own, shelf.of("MedicationStatement")))


def read_dispenses(shelf: Shelf) -> tuple[Dispense, ...]:
    """Every MedicationDispense, newest first."""
    found = [_dispense(node) for node in shelf.of("MedicationDispense")]
    return tuple(sorted(found, key=lambda d: d.handed_over_on or date.min, reverse=True))


def read_quotes(shelf: Shelf) -> tuple[Quote, ...]:
    """What prescriptions cost at pharmacies, oldest first: Claims whose use is FHIR's predetermination."""
    found = []
    for node in shelf.of("Claim"):
        dollars = node.child("total").number("value")
        if node.string("use") == "predetermination" and dollars is not None:
            medicine = node.reference("prescription").partition("/")[2]
            pharmacy = node.reference("provider").partition("/")[2]
            found.append((node.string("created"), Quote(medicine, pharmacy, int(dollars * 100))))
    return tuple(quote for _created, quote in sorted(found, key=lambda each: each[0]))


def _schedules(shelf: Shelf) -> dict[str, str]:
    """RxNorm code -> controlled-substance schedule, from MedicationKnowledge.regulatory.schedule."""
    found = {}
    for node in shelf.of("MedicationKnowledge"):
        rules = [s for r in node.children("regulatory") for s in r.children("schedule")]
        codes = [code for rule in rules for code in rule.child("schedule").codes(SCHEDULE)]
        for drug in node.child("code").codes(RXNORM) if codes else ():
            found[drug] = codes[0]
    return found


def _waiting_for_approval(shelf: Shelf) -> set[str]:
    """The prescriptions of which a prior authorization was written and not sent: a Claim that is a draft."""
    drafts = (node for node in shelf.of("Claim") if node.string("status") == "draft")
    return {node.reference("prescription") for node in drafts if node.string("use") == "preauthorization"}


def _prescribed(node: Node, people: People, schedules: dict[str, str], needs_approval: bool) -> Medication:
    supply = node.child("dispenseRequest")
    prescriber = people.named(node, "requester")
    days = supply.child("expectedSupplyDuration")
    quantity = supply.child("quantity")
    common = _common(node, "MedicationRequest", REQUEST_STATUSES)
    return Medication(
        **common,
        is_prescribed=True,
        started_on=node.day("authoredOn"),
        valid_until=supply.child("validityPeriod").day("end"),
        repeats_allowed=supply.whole("numberOfRepeatsAllowed"),
        days_supply=days.whole("value"),
        quantity=quantity.number("value"),
        unit=quantity.text("unit"),
        directions=node.first("dosageInstruction").text("text"),
        schedule=schedules.get(common["code"], ""),
        prescriber_id=prescriber.id if prescriber.role else "",
        prescriber_name=prescriber.name,
        is_ours=prescriber.is_ours or not people.clinic.id,
        pharmacy_id=supply.reference("performer").partition("/")[2],
        needs_approval=needs_approval,
    )


def _own(node: Node) -> Medication:
    return Medication(
        **_common(node, "MedicationStatement", STATEMENT_STATUSES),
        is_prescribed=False,
        started_on=node.child("effectivePeriod").day("start") or node.day("effectiveDateTime"),
        valid_until=None,
        repeats_allowed=None,
        days_supply=None,
        quantity=None,
        unit=Text(""),
        directions=node.first("dosage").text("text"),
        schedule="",
        prescriber_id="",
        prescriber_name=Text(""),
        is_ours=False,
        pharmacy_id="",
    )


def _common(node: Node, kind: str, statuses: tuple[str, ...]) -> dict:
    """What a MedicationRequest and a MedicationStatement say in the same way."""
    status = node.string("status", required=True)
    if status and status not in statuses:
        node.fault(f"“{status[:30]}” is no status of a {kind}: use one of {', '.join(statuses)}", "status")
    if kind == "MedicationStatement":  # a list here, one concept in a MedicationRequest
        status_reason = next(iter(node.concepts("statusReason")), Text(""))
    else:
        status_reason = node.concept("statusReason")
    return {
        "id": node.string("id"),
        "name": node.concept("medicationCodeableConcept", required=True),
        "code": next(iter(node.child("medicationCodeableConcept").codes(RXNORM)), ""),
        "reason": next(iter(node.concepts("reasonCode")), Text("")),
        "note": node.first("note").text("text"),
        "status": status,
        "status_reason": status_reason,
    }


def _dispense(node: Node) -> Dispense:
    request = next((r.target() for r in node.children("authorizingPrescription")), "")
    if not request:
        node.fault("is missing: say which prescription was filled", "authorizingPrescription[0]")
    performer = node.first("performer").reference("actor")
    return Dispense(
        id=node.string("id"),
        medication_id=request.partition("/")[2],
        status=node.string("status", required=True),
        handed_over_on=node.day("whenHandedOver"),
        days_supply=node.child("daysSupply").whole("value"),
        quantity=node.child("quantity").number("value"),
        pharmacy_id=performer.partition("/")[2],
        status_reason=next(iter(node.child("statusReasonCodeableConcept").codes(STOCK_OUT)), ""),
        is_part=not PART.isdisjoint(node.child("type").codes(SUPPLY)),
    )
