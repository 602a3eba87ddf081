"""The conversations that stand in the inbox before the practice begins."""

from sandbox_portal.chart.model import Thread, ThreadMessage
from sandbox_portal.chart.node import Node
from sandbox_portal.chart.readers.people import People
from sandbox_portal.chart.shelf import Shelf


def read_threads(shelf: Shelf, people: People) -> tuple[Thread, ...]:
    """Communications joined into threads by `partOf`, newest thread first.

    A Communication that is `about` something is a comment, not a message. One without `received` is unread.
    """
    nodes = [n for n in shelf.of("Communication") if not n.children("about")]
    by_root: dict[str, list[Node]] = {}
    for node in nodes:
        root = next((part.target() for part in node.children("partOf")), "") or node.resource
        by_root.setdefault(root, []).append(node)
    found = [_thread(shelf.find(root), group, people) for root, group in by_root.items()]
    return tuple(sorted((t for t in found if t), key=lambda t: t.last_at, reverse=True))


def _thread(root: Node, nodes: list[Node], people: People) -> Thread | None:
    messages = [message for message in (_message(node, people) for node in nodes) if message]
    if not messages:
        return None
    messages.sort(key=lambda message: message.sent_at)
    category = [code for kind in root.children("category") for code in kind.codes()]
    staff = {member.id for member in people.care_team}
    others = [recipient.target() for node in nodes for recipient in node.children("recipient")]
    others += [node.reference("sender") for node in nodes]
    ids = [people.by_reference[other].id for other in others if other in people.by_reference]
    return Thread(
        id=root.string("id"),
        subject=root.concept("topic", required=True),
        category=category[0] if category else "",
        member_id=next((id for id in ids if id in staff), ""),
        messages=tuple(messages),
    )


def _message(node: Node, people: People) -> ThreadMessage | None:
    sent_at = node.moment("sent", required=True)
    sender = people.named(node, "sender")
    is_from_patient = node.reference("sender").startswith("Patient/")
    body = node.first("payload").text("contentString", required=True)
    if sent_at is None:
        return None
    return ThreadMessage(
        id=node.string("id"),
        sender_id=sender.id,
        sender_name=sender.name,
        sender_role=sender.role,
        is_from_patient=is_from_patient,
        sent_at=sent_at,
        body=body,
        is_unread=not is_from_patient and node.moment("received") is None,
    )
