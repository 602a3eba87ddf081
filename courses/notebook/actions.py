"""Writing, changing and deleting in the learner's own notebook."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.notebook.models import NotebookEntry


class EntryNotFound(Exception):
    """The notebook of this learner has no such entry."""


@transaction.atomic
def keep(*, learner, lesson_key, place, prompt, text):
    """Keeps the words written at one place of a lesson; a later answer replaces the earlier one.

    Empty words delete what stood there. Returns the entry, or None.
    """
    if not text.strip():
        NotebookEntry.objects.for_learner(learner).in_lesson(lesson_key, place).delete()
        return None
    entry, _is_new = NotebookEntry.objects.update_or_create(
        learner=learner,
        lesson_key=lesson_key,
        place=place,
        defaults={"prompt": prompt, "text": text.strip(), "written_at": timezone.now()},
    )
    return entry


def add(*, learner, text, form_key):
    """Adds a note of the learner's own; the same form sent again returns the first note."""
    try:
        with transaction.atomic():
            return NotebookEntry.objects.create(
                learner=learner, text=text.strip(), form_key=uuid.UUID(str(form_key))
            )
    except IntegrityError:
        return NotebookEntry.objects.for_learner(learner).get(form_key=form_key)


def _own(learner, pk):
    entry = NotebookEntry.objects.for_learner(learner).filter(pk=pk).first()
    if entry is None:
        raise EntryNotFound(pk)
    return entry


@transaction.atomic
def change(*, learner, pk, text):
    """Writes new words into an entry and returns it. Raises EntryNotFound."""
    entry = _own(learner, pk)
    entry.text = text.strip()
    entry.written_at = timezone.now()
    entry.save(update_fields=["text", "written_at"])
    return entry


@transaction.atomic
def delete(*, learner, pk):
    """Deletes an entry for good. Raises EntryNotFound."""
    _own(learner, pk).delete()
