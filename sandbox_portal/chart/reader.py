"""Reads a bundle into a Chart, and says everything that is wrong with it at once."""

from sandbox_portal.chart.errors import BrokenBundle
from sandbox_portal.chart.model import Chart
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers import health, medicines, messages, money, people, results, visits
from sandbox_portal.chart.shelf import open_bundle

READ_TYPES = frozenset(
    {
        *("Patient", "RelatedPerson", "Organization", "Location"),
        *("Practitioner", "PractitionerRole", "CareTeam"),
        *("MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationKnowledge"),
        *("AllergyIntolerance", "Condition", "FamilyMemberHistory", "Immunization"),
        *("Coverage", "Communication"),
        *("ServiceRequest", "DiagnosticReport", "Observation"),
        *("Appointment", "Encounter", "ClinicalImpression", "CarePlan"),
        *("Account", "Invoice", "PaymentReconciliation"),
        *("Claim", "ExplanationOfBenefit", "CoverageEligibilityResponse"),
    }
)


def read(data: bytes | str) -> Chart:
    """The chart in this FHIR R4 bundle.

    Raises BrokenBundle with every fault found. Reading never follows an address or opens another file.
    """
    bundle, shelf = open_bundle(data)
    envelope = Node(bundle, "Bundle", "", shelf.faults, {})
    anchor = envelope.day("timestamp")
    found = people.read(shelf)
    if found is None:
        raise BrokenBundle(shelf.faults)
    dispenses = medicines.read_dispenses(shelf)
    parts = {
        "patient": found.patient,
        "clinic": found.clinic,
        "care_team": found.care_team,
        "relations": found.relations,
        "contacts": found.contacts,
        "pharmacies": found.pharmacies,
        "medications": medicines.read(shelf, found),
        "dispenses": dispenses,
        "quotes": medicines.read_quotes(shelf),
        "allergies": health.read_allergies(shelf),
        "problems": health.read_problems(shelf),
        "family": health.read_family(shelf),
        "vaccines": health.read_vaccines(shelf),
        "reminders": health.read_reminders(shelf),
        "coverage": health.read_coverage(shelf),
        "bills": money.read_bills(shelf, found),
        "claims": money.read_claims(shelf, found),
        "letters": money.read_letters(shelf),
        "balances": money.read_balances(shelf),
        "results": results.read(shelf, found),
        "appointments": visits.read_appointments(shelf, found),
        "visits": visits.read(shelf, found),
        "threads": messages.read_threads(shelf, found),
    }
    if not anchor:  # exports of other systems often leave it out: the last visit is the nearest thing to it
        anchor = next((visit.at.date() for visit in parts["visits"] if visit.at), None)
    if not anchor:
        envelope.fault("is missing: say for which day the record was written", "timestamp")
    if shelf.faults:
        raise BrokenBundle(shelf.faults)
    return Chart(anchor=anchor, skipped=shelf.names_of_other_types(READ_TYPES), **parts)
