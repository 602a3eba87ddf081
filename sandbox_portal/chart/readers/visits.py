"""Appointments, and what was written down after each visit."""

from sandbox_portal.chart.model import Appointment, Visit
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.people import People, address
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text

VIRTUAL = "VR"  # HL7's ActCode for an encounter that is not in person
PLANNED = ("proposed", "pending", "booked", "checked-in", "waitlist")
STATUSES = (*PLANNED, "arrived", "fulfilled", "cancelled", "noshow")


def read_appointments(shelf: Shelf, people: People) -> tuple[Appointment, ...]:
    """Every Appointment with a start, earliest first."""
    found = [_appointment(node, shelf, people) for node in shelf.of("Appointment")]
    return tuple(sorted((a for a in found if a), key=lambda a: a.starts_at))


def read(shelf: Shelf, people: People) -> tuple[Visit, ...]:
    """Every finished Encounter, newest first."""
    ended = [node for node in shelf.of("Encounter") if node.string("status") == "finished"]
    found = [_visit(node, shelf, people) for node in ended]
    return tuple(sorted(found, key=lambda v: v.at.isoformat() if v.at else "", reverse=True))


def _appointment(node: Node, shelf: Shelf, people: People) -> Appointment | None:
    starts_at = node.moment("start", required=True)
    status = node.string("status", required=True)
    if status and status not in STATUSES:
        choices = ", ".join(STATUSES)
        node.fault(f"“{status[:30]}” is no status of an Appointment: use one of {choices}", "status")
    actors = [(p, p.reference("actor")) for p in node.children("participant")]
    places = [shelf.find(reference) for _p, reference in actors if reference.startswith("Location/")]
    staff = [people.named(p, "actor") for p, reference in actors if reference.startswith("Practitioner")]
    place = places[0] if places else None
    if starts_at is None:
        return None
    return Appointment(
        id=node.string("id"),
        title=next(iter(node.concepts("serviceType")), Text("")) or node.text("description", required=True),
        reason=next(iter(node.concepts("reasonCode")), Text("")),
        status=status,
        status_reason=node.concept("cancelationReason"),
        starts_at=starts_at,
        ends_at=node.moment("end"),
        with_names=tuple(person.name for person in staff),
        with_ids=tuple(person.id for person in staff),
        place=place.string("name") if place else "",
        address=address(place.child("address")) if place else None,
        directions=place.text("description") if place else Text(""),
        is_video=VIRTUAL in node.child("appointmentType").codes(),
        get_ready=node.text("patientInstruction"),
        bring=node.text("comment"),
    )


def _visit(node: Node, shelf: Shelf, people: People) -> Visit:
    found = [n for n in shelf.of("ClinicalImpression") if n.reference("encounter") == node.resource]
    plans = [n for n in shelf.of("CarePlan") if n.reference("encounter") == node.resource]
    steps = [a.child("detail").text("description") for plan in plans for a in plan.children("activity")]
    staff = [people.named(p, "individual") for p in node.children("participant")]
    appointment = next((a.target() for a in node.children("appointment")), "")
    return Visit(
        id=node.string("id"),
        appointment_id=appointment.partition("/")[2],
        title=next(iter(node.concepts("type")), Text("")),
        reason=next(iter(node.concepts("reasonCode")), Text("")),
        at=node.child("period").moment("start"),
        with_name=staff[0].name if staff else Text(""),
        summary=found[0].text("summary") if found else Text(""),
        next_steps=tuple(step for step in steps if step),
        note=tuple(text for node in found for note in node.children("note") if (text := note.text("text"))),
    )
