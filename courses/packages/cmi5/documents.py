"""What a unit keeps for its next launch: xAPI's State resource, one learner and unit wide (cmi5, 10)."""

import hashlib
from base64 import b64decode, b64encode

from django.db import transaction
from django.utils import timezone

from analytics.lrs.documents.errors import DocumentError
from analytics.lrs.documents.merging import check_json, is_json, merge
from courses.packages.cmi5.errors import Refused
from courses.packages.models import Attempt

MOST_DOCUMENTS = 20
MOST_BYTES = 64_000  # of all together, as of SCORM's suspend_data
LONGEST_NAME = 200
_PLACE = "documents"


def names(attempt):
    """Returns the ids of an attempt's documents."""
    return sorted(_kept(attempt))


def find(attempt, name):
    """Returns (bytes, content type) of a document, or None."""
    one = _kept(attempt).get(name)
    return None if one is None else (_bytes(one), one["type"])


def tag(content):
    """Returns the ETag of a document's bytes."""
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


@transaction.atomic
def put(*, attempt, name, content, kind, condition, is_merged=False):
    """Keeps a document; with `is_merged` its properties go into those that are there. Raises Refused.

    `condition(ETag or None)` raises where the sender knew another state of it.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    before = find(attempt, name)
    condition(tag(before[0]) if before else None)
    try:
        if is_json(kind):
            check_json(content)
        if is_merged and before:
            if not (is_json(kind) and is_json(before[1])):
                raise Refused(400, "Only JSON is merged with JSON (xAPI part 3, 2.2).")
            content = merge(before[0], content)
    except DocumentError as error:
        raise Refused(error.status, str(error)) from error
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Refused(400, "stateId: is empty or too long.")
    kept = _kept(attempt) | {name: _written(content, kind)}
    if len(kept) > MOST_DOCUMENTS or sum(len(_bytes(one)) for one in kept.values()) > MOST_BYTES:
        raise Refused(413, f"A unit keeps {MOST_DOCUMENTS} documents of {MOST_BYTES} bytes in all at most.")
    _save(attempt, kept)


@transaction.atomic
def remove(*, attempt, name, condition):
    """Deletes a document, or all of them where `name` is None."""
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    before = find(attempt, name) if name is not None else None
    condition(tag(before[0]) if before else None)
    kept = _kept(attempt)
    _save(attempt, {} if name is None else {one: said for one, said in kept.items() if one != name})


def _save(attempt, kept):
    attempt.values[_PLACE] = kept
    attempt.touched_at = timezone.now()
    attempt.save(update_fields=["values", "touched_at"])


def _kept(attempt):
    return attempt.values.get(_PLACE, {})


def _written(content, kind):
    """Returns a document as JSON holds it: as text where it is text, so that its owner can read it."""
    said = {"type": kind[:200]}
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:  # which PostgreSQL's jsonb does not take
        return said | {"base64": b64encode(content).decode()}
    return said | {"text": text}


def _bytes(one):
    return one["text"].encode() if "text" in one else b64decode(one["base64"])
