"""Who is in the record: the patient, the clinic's staff, family, pharmacies."""

from dataclasses import dataclass

from sandbox_portal.chart.node import Node
from sandbox_portal.chart.people import (
    Address,
    CareTeamMember,
    Clinic,
    Contact,
    ContactPoint,
    Patient,
    Pharmacy,
    Relation,
)
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text

PREFERRED_PHARMACY = "http://hl7.org/fhir/StructureDefinition/patient-preferredPharmacy"
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
ETHNICITY = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity"
PHARMACY_CODES = frozenset({"PHARM", "OUTPHARM", "mail-order"})
# The codes for the kinds of staff a portal offers; HL7's practitioner-role codes know doctor and nurse only.
STAFF_KINDS = frozenset({"doctor", "nurse", "pharmacist", "front-desk", "billing"})


@dataclass(frozen=True)
class Named:
    """Someone a reference points at, as the other readers need them."""

    id: str
    name: Text
    role: Text
    is_ours: bool = False


@dataclass
class People:
    patient: Patient
    clinic: Clinic
    care_team: tuple[CareTeamMember, ...]
    relations: tuple[Relation, ...]
    contacts: tuple[Contact, ...]
    pharmacies: tuple[Pharmacy, ...]
    by_reference: dict[str, Named]

    def named(self, node: Node, element: str) -> Named:
        """Who the Reference in this element points at; its display where that is outside the bundle."""
        reference = node.reference(element)
        return self.by_reference.get(reference) or Named(
            reference.partition("/")[2], node.child(element).text("display"), Text("")
        )


def read(shelf: Shelf) -> People | None:
    """Everyone in the bundle. None, with the fault noted, when there is not exactly one Patient."""
    nodes = shelf.of("Patient")
    if len(nodes) != 1:
        (nodes[1] if nodes else Node({}, "Bundle", "", shelf.faults, {})).fault(
            "a chart is about one person: put exactly one Patient in the bundle", "" if nodes else "entry"
        )
        return None
    patient = _patient(nodes[0])
    clinics = {f"Organization/{clinic.id}": clinic for clinic in map(_clinic, shelf.of("Organization"))}
    ours = f"Organization/{patient.clinic_id}"
    care_team, by_reference = _staff(shelf, clinics, ours)
    relations = tuple(map(_relation, shelf.of("RelatedPerson")))
    by_reference[f"Patient/{patient.id}"] = Named(patient.id, Text(patient.name), Text(""))
    for person in relations:
        by_reference[f"RelatedPerson/{person.id}"] = Named(person.id, Text(person.name), person.relationship)
    return People(
        patient=patient,
        clinic=clinics.get(ours, Clinic("", "")),
        care_team=care_team,
        relations=relations,
        contacts=tuple(map(_contact, nodes[0].children("contact"))),
        pharmacies=_pharmacies(shelf, patient),
        by_reference=by_reference,
    )


def full_name(node: Node) -> str:
    """A HumanName as it is said: its text, or prefix, given and family names."""
    if not node:
        return ""
    parts = (*node.strings("prefix"), *node.strings("given"), node.string("family"))
    return node.string("text") or " ".join(part for part in parts if part)


def _as_said(node: Node) -> Text:
    """The same with its translations: a doctor who is a woman is "Dra." in Spanish."""
    return node.text("text") or Text(full_name(node))


def address(node: Node) -> Address | None:
    if not node:
        return None
    return Address(node.strings("line"), node.string("city"), node.string("state"), node.string("postalCode"))


def phone(node: Node) -> str:
    """The first phone number in `telecom`, or ""."""
    return next((point.value for point in _telecom(node) if point.system == "phone"), "")


def _telecom(node: Node) -> tuple[ContactPoint, ...]:
    points = node.children("telecom")
    return tuple(ContactPoint(p.string("system"), p.string("value"), p.string("use")) for p in points)


def _patient(node: Node) -> Patient:
    name = node.first("name")
    if not full_name(name):
        node.fault("is missing: the portal shows it on every page", "name")
    languages = [c.child("language").codes() for c in node.children("communication")]
    preferred = next((codes[0] for codes in languages if codes), "en")
    pharmacy = node.extension(PREFERRED_PHARMACY)
    chosen = next((e for e in pharmacy.children("extension") if e.string("url") == "pharmacy"), None)
    return Patient(
        id=node.string("id"),
        name=full_name(name),
        given=" ".join(name.strings("given")),
        family=name.string("family"),
        birth_date=node.day("birthDate"),
        language=preferred.split("-")[0],
        telecom=_telecom(node),
        address=address(node.first("address")),
        clinic_id=node.reference("managingOrganization").partition("/")[2],
        preferred_pharmacy_id=chosen.reference("valueReference").partition("/")[2] if chosen else "",
        record_number=node.first("identifier").string("value"),
        needs_interpreter=bool(node.extension(INTERPRETER).flag("valueBoolean")),
        race=_omb_codes(node.extension(RACE)),
        ethnicity=next(iter(_omb_codes(node.extension(ETHNICITY))), ""),
    )


def _omb_codes(node: Node) -> tuple[str, ...]:
    """The codes of US Core's race or ethnicity: the broad categories only, not the detailed ones."""
    parts = (part for part in node.children("extension") if part.string("url") == "ombCategory")
    return tuple(filter(None, (part.child("valueCoding").string("code") for part in parts)))


def _clinic(node: Node) -> Clinic:
    return Clinic(node.string("id"), node.string("name", required=True), phone(node))


def _staff(shelf: Shelf, clinics: dict[str, Clinic], ours: str):
    """The care team in the CareTeam's order, and everyone on the staff by reference."""
    by_reference: dict[str, Named] = {}
    for node in shelf.of("Practitioner"):
        by_reference[node.resource] = Named(node.string("id"), _as_said(node.first("name")), Text(""))
    members: dict[str, CareTeamMember] = {}
    for node in shelf.of("PractitionerRole"):
        member = _member(node, shelf, clinics, ours)
        members[node.resource] = member
        named = Named(member.id, member.name, member.role, member.is_ours)
        by_reference[node.resource] = named
        if person := node.reference("practitioner"):
            by_reference[person] = named
    order = [p.reference("member") for team in shelf.of("CareTeam") for p in team.children("participant")]
    listed = [members[reference] for reference in order if reference in members]
    return tuple(dict.fromkeys(listed or members.values())), by_reference


def _member(node: Node, shelf: Shelf, clinics: dict[str, Clinic], ours: str) -> CareTeamMember:
    role = node.first("code")
    words = role.text("text") or role.first("coding").text("display")
    practitioner = shelf.find(node.reference("practitioner"))
    name = _as_said(practitioner.first("name")) if practitioner else words
    if not name:
        node.fault("is missing: name the person (practitioner) or the team (code.text)", "code")
    organization = node.reference("organization")
    return CareTeamMember(
        id=node.string("id"),
        name=name,
        role=words,
        kind=next((code for code in role.codes() if code in STAFF_KINDS), ""),
        department=next(iter(node.concepts("specialty")), Text("")),
        clinic=clinics.get(organization),
        is_ours=organization == ours,
        is_pool=practitioner is None,
        phone=phone(node),
        left_on=node.child("period").day("end"),
    )


def _relation(node: Node) -> Relation:
    relationship = node.first("relationship")
    return Relation(
        id=node.string("id"),
        name=full_name(node.first("name")),
        relationship=relationship.text("text") or relationship.first("coding").text("display"),
        kind=next(iter(relationship.codes()), ""),
        telecom=_telecom(node),
        birth_date=node.day("birthDate"),
    )


def _contact(node: Node) -> Contact:
    relationships = node.children("relationship")
    codes = {code for relationship in relationships for code in relationship.codes()}
    words = (r.text("text") for r in relationships)
    return Contact(
        name=full_name(node.child("name")),
        relationship=next((w for w in words if w), Text("")),
        phone=phone(node),
        is_emergency="C" in codes,  # HL7 v2 table 0131: C is an emergency contact
    )


def _pharmacies(shelf: Shelf, patient: Patient) -> tuple[Pharmacy, ...]:
    """Organizations whose type says pharmacy; the Location they manage says where they are."""
    places = {node.reference("managingOrganization"): node for node in shelf.of("Location")}
    found = []
    for node in shelf.of("Organization"):
        codes = {code for kind in node.children("type") for code in kind.codes()}
        if not codes & PHARMACY_CODES:
            continue
        place = places.get(node.resource)
        found.append(
            Pharmacy(
                id=node.string("id"),
                name=node.string("name"),
                kind="mail" if "mail-order" in codes else "local",
                phone=phone(node),
                address=address(place.child("address")) if place else address(node.first("address")),
                where=place.text("description") if place else Text(""),
                is_preferred=node.string("id") == patient.preferred_pharmacy_id,
            )
        )
    return tuple(found)
