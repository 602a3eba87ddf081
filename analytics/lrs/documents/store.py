"""Putting, merging and deleting documents, safe when several clients do it at once.

The row is locked while its conditions are checked. Two clients that make the same new document meet at the
unique key: the second finds the first one's document and is judged again.
"""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics.lrs.documents import merging
from analytics.lrs.documents.errors import BadRequest
from analytics.lrs.documents.models import Document


def find(place, name):
    """Returns the document of this name, or None."""
    return Document.objects.at(place, name).first()


def names(place, *, since=None):
    """Returns the names of the place's documents, each once, and when the latest was changed (or None)."""
    found = Document.objects.of(place)
    if since is not None:
        found = found.changed_after(since)
    rows = list(found.order_by("pk").values_list("name", "updated_at"))
    return list(dict.fromkeys(name for name, _at in rows)), max((at for _name, at in rows), default=None)


def put(place, name, *, content, content_type, conditions):
    """Makes or replaces a document."""
    if merging.is_json(content_type):
        merging.check_json(content)
    return _write(place, name, conditions, lambda existing: (content, content_type))


def post(place, name, *, content, content_type, conditions):
    """Merges into a document, or makes it where there is none."""

    def merged(existing):
        if existing is None:
            if merging.is_json(content_type):
                merging.members(content)
            return content, content_type
        if not (merging.is_json(content_type) and merging.is_json(existing.content_type)):
            raise BadRequest("Only documents of the type application/json can be merged (part 3, 2.2).")
        return merging.merge(bytes(existing.content), content), existing.content_type

    return _write(place, name, conditions, merged)


@transaction.atomic
def delete(place, name, *, conditions):
    """Deletes a document; one that is not there stays so."""
    existing = Document.objects.at(place, name).select_for_update().first()
    conditions.check(existing, place.kind)
    if existing is not None:
        existing.delete()


def delete_all(place):
    """Deletes every document of the place, with a registration those of that registration."""
    Document.objects.of(place).delete()


@transaction.atomic
def _write(place, name, conditions, make):
    existing = Document.objects.at(place, name).select_for_update().first()
    if existing is None:
        try:
            with transaction.atomic():
                return _create(place, name, conditions, make)
        except IntegrityError:
            existing = Document.objects.at(place, name).select_for_update().get()
    conditions.check(existing, place.kind)
    content, existing.content_type = make(existing)
    _fill(existing, content)
    existing.save(update_fields=["content", "content_type", "etag", "updated_at"])
    return existing


def _create(place, name, conditions, make):
    conditions.check(None, place.kind)
    content, content_type = make(None)
    document = Document(
        organisation_id=place.organisation_id,
        kind=place.kind,
        key=place.key_of(name),
        place=place.key,
        name=name,
        activity=place.activity,
        agent=place.agent,
        agent_key=place.agent_key,
        registration=place.registration,
        content_type=content_type,
    )
    _fill(document, content)
    document.save(force_insert=True)
    return document


def _fill(document, content):
    document.content = content
    document.etag = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    document.updated_at = timezone.now()
