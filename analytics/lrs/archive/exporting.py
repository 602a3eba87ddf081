"""Writing an organisation's statements to a file, in the order they were stored, in constant memory."""

import json
import os
from datetime import timedelta

from django.utils import timezone

from analytics.lrs.archive.files import Progress, attachment_path
from analytics.lrs.models import Attachment, Statement

BATCH = 500
# A slow transaction may still bring one with an earlier key; what is younger is written anew next time.
SETTLED = timedelta(seconds=60)


def run(organisation, path, *, anew=False, tell=lambda count: None) -> int:
    """Appends what is not in the file yet and returns how many statements it wrote.

    Cut off anywhere, the next run goes on from where everything was safely written: nothing twice, nothing
    missing. `tell` hears after each batch how many there are.
    """
    progress = Progress(path, "exported")
    if anew:
        progress.forget()
        path.unlink(missing_ok=True)
    kept = progress.read()
    after, written = kept.get("after", 0), 0
    with open(path, "ab") as file:
        file.truncate(kept.get("size", 0))
        file.seek(0, os.SEEK_END)
        while batch := _next(organisation, after):
            settled = _write(file, path, batch, timezone.now() - SETTLED)
            after, written = batch[-1].pk, written + len(batch)
            if settled:
                _settle(file)
                progress.keep(after=settled[0], size=settled[1])
            tell(written)
        _settle(file)
    return written


def _next(organisation, after):
    found = Statement.objects.for_organisation(organisation).filter(pk__gt=after).order_by("pk")
    return list(found.only("pk", "raw", "stored")[:BATCH])


def _write(file, path, batch, settled_before):
    """Writes a batch; returns (key, size of the file) of the last one that no earlier one can follow."""
    settled, is_settling = None, True
    for statement in batch:
        if '"attachments"' in statement.raw:
            _write_attachments(path, statement)
        file.write(_line(statement.raw))
        is_settling = is_settling and statement.stored < settled_before
        if is_settling:
            settled = (statement.pk, file.tell())
    return settled


def _line(raw):
    """Returns the text of a statement as one line."""
    text = raw if "\n" not in raw and "\r" not in raw else json.dumps(json.loads(raw), ensure_ascii=False)
    return text.encode() + b"\n"


def _write_attachments(path, statement):
    for attachment in (
        Attachment.objects.filter(statements=statement.pk).order_by("pk").iterator(chunk_size=1)
    ):
        place = attachment_path(path, attachment.sha2)
        if place is not None and not place.exists():
            place.parent.mkdir(exist_ok=True)
            place.with_suffix(".new").write_bytes(bytes(attachment.content))
            os.replace(place.with_suffix(".new"), place)


def _settle(file):
    file.flush()
    os.fsync(file.fileno())
