"""Writes the library's fact cards, glossary words and activities. They belong to no organisation."""

import uuid

from wagtail.models import ReferenceIndex

from courses.activities.models import Activity
from courses.library_loader import activities
from courses.library_loader.files import checksum
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm

_NAMESPACE = uuid.UUID("0b4b0b0e-1a55-4c39-8f6b-2e8b5f3b7a10")


def load(library, locales):
    """Writes all pieces in all languages and returns {(kind, key, language): object}.

    A piece whose source has not changed is not touched.
    """
    found = {}
    for language, locale in locales.items():
        for key, fact in library.facts.items():
            found["fact", key, language] = _put(FactCard, key, locale, fact, _fact(fact, language))
        for key, entry in library.glossary.items():
            text = getattr(entry, language)
            values = {"word": text.term, "meaning": text.meaning}
            found["term", key, language] = _put(GlossaryTerm, key, locale, entry, values)
        for key, activity in library.activities.items():
            model, values = activities.fields(activity, language)
            found["activity", key, language] = _put(model, key, locale, activity, values)
    return found


def _put(model, key, locale, source, values):
    mark = checksum(model.__name__, repr(source), repr(sorted(values)))
    shelf = Activity if issubclass(model, Activity) else model
    translation_key = uuid.uuid5(_NAMESPACE, f"{shelf.__name__}/{key}")
    piece = shelf.objects.filter(translation_key=translation_key, locale=locale).first()
    if piece is not None and not isinstance(piece, model):
        piece.delete()
        piece = None
    if piece is not None and piece.source_checksum == mark:
        return piece
    piece = piece or model(translation_key=translation_key, locale=locale, key=key, organisation=None)
    for name, value in values.items():
        setattr(piece, name, value)
    piece.source_checksum = mark
    piece.live = True
    piece.has_unpublished_changes = False
    piece.full_clean(exclude=["organisation"])
    piece.save()
    ReferenceIndex.create_or_update_for_object(piece)
    return piece


def _fact(fact, language):
    text = getattr(fact, language)
    return {
        "value": fact.value,
        "year": fact.year,
        "text": text.text,
        "compared": text.compared,
        "population": text.population,
        "source_title": fact.source.title,
        "source_publisher": fact.source.publisher,
        "source_year": fact.source.year,
        "source_url": fact.source.url,
        "check_by": fact.check_by,
    }
