"""Writes the library's questions and answers. They belong to no organisation."""

import uuid

from courses.around.faq.models import FaqQuestion
from courses.library_loader.files import checksum

_NAMESPACE = uuid.UUID("5d6f0f54-3a3c-4f0d-8f0e-6a2f0b2cfe11")


def load(faq, locales):
    """Writes every question in every language; one whose source has not changed is not touched."""
    for language, locale in locales.items():
        known = {row.key: row for row in FaqQuestion.objects.filter(organisation=None, locale=locale)}
        for order, (key, entry) in enumerate(faq.items(), 1):
            text = getattr(entry, language)
            values = {
                "group": entry.group,
                "order": order * 10,
                "question": text.question,
                "answer": "\n\n".join(text.answer),
                "live": True,
                "has_unpublished_changes": False,
            }
            mark = checksum(repr(sorted(values.items())))
            row = known.get(key) or FaqQuestion(
                key=key, locale=locale, translation_key=uuid.uuid5(_NAMESPACE, key)
            )
            if row.source_checksum == mark:
                continue
            for name, value in values.items():
                setattr(row, name, value)
            row.source_checksum = mark
            row.full_clean(exclude=["organisation"])
            row.save()
