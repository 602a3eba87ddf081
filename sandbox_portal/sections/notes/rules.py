"""Marking the lines of a visit's papers."""

from django.db import transaction

from sandbox_portal.practice import Practice
from sandbox_portal.sections.notes.models import NoteMark


@transaction.atomic
def mark(*, practice, visit, line, kind):
    """Marks a line; a new mark takes the place of the old one, "" takes it away. Twice changes nothing."""
    Practice.objects.locked(practice.pk)
    mine = NoteMark.objects.for_practice(practice).filter(visit=visit, line=line)
    now = mine.first()
    if (now.kind if now else "") == kind:
        return
    if not kind:
        mine.delete()
    else:
        NoteMark.objects.update_or_create(
            practice=practice, seat=practice.seat, visit=visit, line=line,
            defaults={"kind": kind, "is_done": False},
        )  # fmt: skip
    practice.log("notes.marked", item=visit, line=line, mark=kind or "none")


@transaction.atomic
def tick(*, practice, visit, line, is_done):
    """Ticks a to-do off, or takes the tick away. Without such a to-do nothing happens."""
    mine = NoteMark.objects.for_practice(practice).filter(visit=visit, line=line).exclude(is_done=is_done)
    if mine.update(is_done=is_done):
        practice.log("notes.ticked", item=visit, line=line, is_done=is_done)
