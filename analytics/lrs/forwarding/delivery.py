"""Sending what waits, batch by batch; what one target says never holds up another.

A batch that is refused is halved until the statement is found that the target will not have; that one goes to
the list of the refused. Anything else that goes wrong is the target's trouble, not a statement's: all stays
where it is, and the next try comes later and later.
"""

import json
import random
from datetime import timedelta
from time import monotonic

from django.db.models import F
from django.utils import timezone

from analytics.lrs import equivalence
from analytics.lrs.forwarding import backfill, outbox, sending, stored
from analytics.lrs.forwarding.models import OutboxEntry, Target
from analytics.lrs.statements import multipart

BATCH = 100
MOST_BYTES = 1_000_000
FIRST_PAUSE = 5
LONGEST_PAUSE = 3600
LONGEST_ASKED_PAUSE = 86_400
_HAS_FILES = '"attachments"'
_ABOUT_THE_STATEMENTS = {400, 409, 413, 422}


class Trouble(Exception):
    """The target cannot be sent to now; `seconds` is how long it asks us to wait, where it does."""

    def __init__(self, message, seconds=None):
        super().__init__(message)
        self.seconds = seconds


def deliver(target, *, seconds=20) -> int:
    """Sends what waits for a target until nothing does, the time is up or trouble comes; returns how many.

    Run one at a time for each target. Cut off anywhere, it repeats at most one batch, and ids make repeats
    harmless.
    """
    until, sent = monotonic() + seconds, 0
    try:
        while monotonic() < until:
            batch = _next_batch(target)
            if batch:
                sent += _send(target, batch)
            elif not backfill.add_some(target):
                break
    except (Trouble, sending.Unreachable) as trouble:
        _put_off(target, trouble)
    return sent


def _next_batch(target):
    """Returns [(id, text)] of what is next, at most BATCH and about a megabyte; drops what is erased here."""
    while True:
        ids = [entry.statement_id for entry in OutboxEntry.objects.next_of(target, BATCH)]
        found = stored.texts(target.organisation_id, ids)
        gone = [statement_id for statement_id in ids if statement_id not in found]
        OutboxEntry.objects.filter(target=target, statement_id__in=gone).delete()
        batch, size = [], 0
        for statement_id in ids:
            text = found.get(statement_id)
            if text is None:
                continue
            size += len(text)
            is_alone = _HAS_FILES in text  # so that no more than one statement's files are in memory
            if batch and (size > MOST_BYTES or is_alone):
                break
            batch.append((statement_id, text))
            if is_alone:
                break
        if batch or not ids:
            return batch


def _send(target, batch):
    """Sends a batch and returns how many statements of it the target has now; raises Trouble."""
    text = f"[{','.join(text for _id, text in batch)}]"
    files = stored.files(target.organisation_id, batch[0][0]) if _HAS_FILES in text else []
    kind, body = multipart.join(text, files) if files else ("application/json", text.encode())
    reply = sending.post(target, body, content_type=kind)
    if reply.status in (200, 204):
        _done(target, [statement_id for statement_id, _text in batch])
        return len(batch)
    if reply.status not in _ABOUT_THE_STATEMENTS:
        raise Trouble(f"It answered {reply.status}.", _asked_pause(reply))
    if len(batch) > 1:
        half = len(batch) // 2
        return _send(target, batch[:half]) + _send(target, batch[half:])
    return _judge(target, batch[0], reply)


def _judge(target, statement, reply):
    """Decides about one statement that was refused: the target has it already, or will not have it."""
    statement_id, text = statement
    if reply.status == 409 and _has_the_same(target, statement_id, text):
        _done(target, [statement_id])
        return 1
    outbox.bury(target, statement_id, status=reply.status, reason=reply.text.strip())
    return 0


def _has_the_same(target, statement_id, text):
    reply = sending.get_statement(target, statement_id)
    if reply.status != 200:
        return False
    try:
        return equivalence.is_same(json.loads(text), json.loads(reply.text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def _done(target, statement_ids):
    OutboxEntry.objects.filter(target=target, statement_id__in=statement_ids).delete()
    Target.objects.filter(pk=target.pk).update(
        sent=F("sent") + len(statement_ids),
        last_sent_at=timezone.now(),
        failures=0,
        next_try_at=None,
        last_error="",
    )


def _put_off(target, trouble):
    """Notes the trouble and when to try again: twice as long each time, and not all on the same second."""
    failures = Target.objects.values_list("failures", flat=True).get(pk=target.pk)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures, 12)) * random.uniform(0.5, 1)
    asked = min(getattr(trouble, "seconds", None) or 0, LONGEST_ASKED_PAUSE)
    Target.objects.filter(pk=target.pk).update(
        failures=failures + 1,
        next_try_at=timezone.now() + timedelta(seconds=max(pause, asked)),
        last_error=str(trouble)[:300],
    )


def _asked_pause(reply):
    """Returns the seconds of a Retry-After header; None for a date or nothing."""
    text = reply.headers.get("retry-after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
