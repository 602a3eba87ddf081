"""Tests that were ordered, what was measured, and what was said about it."""

from sandbox_portal.chart.model import Comment, Result, ResultValue
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.people import People
from sandbox_portal.chart.shelf import Shelf
from sandbox_portal.chart.text import Text

LOINC = "http://loinc.org"
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074"
KINDS = {"LAB": "lab", "CH": "lab", "HM": "lab", "RAD": "imaging", "PAT": "pathology", "SP": "pathology"}
# HL7's ObservationInterpretation: doubled letters are the critical ones.
FLAGS = {"L": "low", "H": "high", "LL": "critical", "HH": "critical", "AA": "critical", "N": "in-range"}


def read(shelf: Shelf, people: People) -> tuple[Result, ...]:
    """Every DiagnosticReport, and every ServiceRequest for a test that has none yet; newest first."""
    comments = _comments(shelf, people)
    reports = shelf.of("DiagnosticReport")
    reported = {request.target() for node in reports for request in node.children("basedOn")}
    found = [_reported(node, shelf, people, comments) for node in reports]
    open_orders = [n for n in shelf.of("ServiceRequest") if n.resource not in reported and _is_test(n)]
    found += [_ordered(node, people) for node in open_orders]
    return tuple(sorted(found, key=_newest_first, reverse=True))


def _newest_first(result: Result) -> str:
    moment = result.collected_at or result.ordered_at or result.resulted_at
    return moment.isoformat() if moment else ""


def _is_test(node: Node) -> bool:
    return node.string("intent") == "order" and node.string("status") == "active"


def _reported(node: Node, shelf: Shelf, people: People, comments: dict[str, list[Comment]]) -> Result:
    order = shelf.find(next((request.target() for request in node.children("basedOn")), ""))
    values = [shelf.find(item.target()) for item in node.children("result")]
    category = [code for kind in node.children("category") for code in kind.codes(SECTION)]
    return Result(
        id=node.string("id"),
        name=node.concept("code", required=True),
        code=next(iter(node.child("code").codes(LOINC)), ""),
        kind=next((KINDS[code] for code in category if code in KINDS), ""),
        report_status=node.string("status", required=True),
        ordered_by=people.named(order, "requester").name if order else Text(""),
        ordered_at=order.moment("authoredOn") if order else None,
        collected_at=node.moment("effectiveDateTime"),
        resulted_at=node.moment("issued"),
        values=tuple(_value(value) for value in values if value),
        lab_comment=node.text("conclusion"),
        comments=tuple(sorted(comments.get(node.resource, ()), key=_written)),
        is_sensitive=_is_restricted(node),
    )


def _ordered(node: Node, people: People) -> Result:
    return Result(
        id=node.string("id"),
        name=node.concept("code", required=True),
        code=next(iter(node.child("code").codes(LOINC)), ""),
        kind="",
        report_status="",
        ordered_by=people.named(node, "requester").name,
        ordered_at=node.moment("authoredOn"),
        collected_at=None,
        resulted_at=None,
        values=(),
        lab_comment=Text(""),
        comments=(),
        is_sensitive=_is_restricted(node),
    )


def _is_restricted(node: Node) -> bool:
    labels = node.child("meta").children("security")
    return any(s.string("system") == CONFIDENTIALITY and s.string("code") in ("R", "V") for s in labels)


def _value(node: Node) -> ResultValue:
    quantity = node.child("valueQuantity")
    span = node.first("referenceRange")
    codes = [code for meaning in node.children("interpretation") for code in meaning.codes()]
    number = quantity.number("value")
    low, high = span.child("low").number("value"), span.child("high").number("value")
    return ResultValue(
        id=node.string("id"),
        name=node.concept("code", required=True),
        code=next(iter(node.child("code").codes(LOINC)), ""),
        value=number,
        words=node.text("valueString") or node.concept("valueCodeableConcept"),
        unit=quantity.string("unit"),
        low=low,
        high=high,
        range_words=span.text("text"),
        flag=next((FLAGS[code] for code in codes if code in FLAGS), "") or _flag(number, low, high),
        is_corrected=node.string("status") in ("corrected", "amended"),
        note=node.first("note").text("text"),
        measured_at=node.moment("effectiveDateTime"),
    )


def _flag(number, low, high) -> str:
    """The flag that the range itself gives, where the lab sent none."""
    if number is None or (low is None and high is None):
        return ""
    if low is not None and number < low:
        return "low"
    return "high" if high is not None and number > high else "in-range"


def _comments(shelf: Shelf, people: People) -> dict[str, list[Comment]]:
    """Reference of a report -> what clinicians wrote about it: Communications that are `about` it."""
    found: dict[str, list[Comment]] = {}
    for node in shelf.of("Communication"):
        for about in node.children("about"):
            target = about.target()
            if target.startswith("DiagnosticReport/"):
                sender = people.named(node, "sender")
                words = node.first("payload").text("contentString", required=True)
                comment = Comment(sender.name, sender.role, node.moment("sent"), words)
                found.setdefault(target, []).append(comment)
    return found


def _written(comment: Comment) -> str:
    return comment.written_at.isoformat() if comment.written_at else ""
