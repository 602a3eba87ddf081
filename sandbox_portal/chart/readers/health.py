"""Allergies, health problems, shots, what is due, and insurance."""

from sandbox_portal.chart.health import Allergy, Problem, Relative, Reminder, Vaccine
from sandbox_portal.chart.money import Coverage, Share
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.money import cents
from sandbox_portal.chart.readers.people import full_name, phone
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text


def read_allergies(shelf: Shelf) -> tuple[Allergy, ...]:
    return tuple(map(_allergy, shelf.of("AllergyIntolerance")))


def read_problems(shelf: Shelf) -> tuple[Problem, ...]:
    return tuple(map(_problem, shelf.of("Condition")))


def read_family(shelf: Shelf) -> tuple[Relative, ...]:
    """What runs in the family, as far as it was asked; what was entered in error is left out."""
    told = [n for n in shelf.of("FamilyMemberHistory") if n.string("status") != "entered-in-error"]
    return tuple(map(_relative, told))


def read_coverage(shelf: Shelf) -> tuple[Coverage, ...]:
    return tuple(_coverage(node, shelf) for node in shelf.of("Coverage"))


def read_vaccines(shelf: Shelf) -> tuple[Vaccine, ...]:
    """Every completed Immunization, newest first."""
    given = [node for node in shelf.of("Immunization") if node.string("status") == "completed"]
    found = map(_vaccine, given)
    return tuple(sorted(found, key=lambda v: v.given_on.isoformat() if v.given_on else "", reverse=True))


def read_reminders(shelf: Shelf) -> tuple[Reminder, ...]:
    """Every active ServiceRequest with intent "proposal", the one that is due first in front."""
    proposed = [n for n in shelf.of("ServiceRequest") if n.string("intent") == "proposal"]
    found = [_reminder(node) for node in proposed if node.string("status") == "active"]
    return tuple(sorted(found, key=lambda r: r.due_on.isoformat() if r.due_on else "9"))


def _vaccine(node: Node) -> Vaccine:
    is_ours = node.flag("primarySource")
    return Vaccine(
        id=node.string("id"),
        name=node.concept("vaccineCode", required=True),
        code=next(iter(node.child("vaccineCode").codes("http://hl7.org/fhir/sid/cvx")), ""),
        given_on=node.day("occurrenceDateTime"),
        place=node.child("location").text("display"),
        source="reported" if is_ours is False else "clinic",
    )


def _reminder(node: Node) -> Reminder:
    return Reminder(
        id=node.string("id"),
        name=node.concept("code", required=True),
        why=next(iter(node.concepts("reasonCode")), Text("")),
        due_on=node.day("occurrenceDateTime"),
    )


def _allergy(node: Node) -> Allergy:
    reaction = node.first("reaction")
    return Allergy(
        id=node.string("id"),
        substance=node.concept("code", required=True),
        reaction=next(iter(reaction.concepts("manifestation")), Text("")),
        severity=reaction.string("severity"),
        kind=node.string("type") or "allergy",
        recorded_on=node.day("recordedDate"),
    )


def _problem(node: Node) -> Problem:
    return Problem(
        id=node.string("id"),
        name=node.concept("code", required=True),
        status=next(iter(node.child("clinicalStatus").codes()), "active"),
        since=node.day("onsetDateTime"),
    )


def _relative(node: Node) -> Relative:
    return Relative(
        id=node.string("id"),
        who=node.concept("relationship", required=True),
        had=tuple(each.concept("code", required=True) for each in node.children("condition")),
    )


def _coverage(node: Node, shelf: Shelf) -> Coverage:
    payer = shelf.find(next((p.target() for p in node.children("payor")), ""))
    classes = {next(iter(c.child("type").codes()), ""): c for c in node.children("class")}
    plan, group = classes.get("plan"), classes.get("group")
    subscriber = shelf.find(node.reference("subscriber"))
    period = node.child("period")
    return Coverage(
        id=node.string("id"),
        payer=payer.string("name") if payer else node.first("payor").string("display"),
        plan=plan.text("name") if plan else node.concept("type"),
        member_id=node.string("subscriberId"),
        group=group.string("value") if group else "",
        subscriber=full_name(subscriber.first("name")) if subscriber else "",
        starts_on=period.day("start"),
        ends_on=period.day("end"),
        phone=phone(payer) if payer else "",
        shares=tuple(map(_share, node.children("costToBeneficiary"))),
    )


def _share(node: Node) -> Share:
    percent = node.child("valueQuantity").whole("value")
    return Share(
        name=node.concept("type"),
        cents=None if percent is not None else cents(node, "valueMoney"),
        percent=percent,
    )
