"""Writes the library's fact cards, glossary words and activities. They belong to no organisation."""

import uuid

from django.utils.text import slugify
from wagtail.models import ReferenceIndex

from courses.activities.choice.models import Choice
from courses.activities.models import Activity
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.sorting.models import Sorting
from courses.activities.try_it.models import TryIt
from courses.library_loader.files import checksum
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm

_NAMESPACE = uuid.UUID("0b4b0b0e-1a55-4c39-8f6b-2e8b5f3b7a10")
KEY_LENGTH = 40


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
            model, values = _activity(activity, language)
            values["skill"] = activity.skill
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


def keys_for(texts):
    """Returns a short key for each text, none twice; made from the English so that languages share them."""
    keys = []
    for number, text in enumerate(texts, start=1):
        key = slugify(text)[:KEY_LENGTH].strip("-") or f"answer-{number}"
        keys.append(key if key not in keys else f"{key[: KEY_LENGTH - 3].strip('-')}-{number}")
    return keys


def _activity(activity, language):
    text, english = activity.texts[language], activity.texts["en"]
    return _MAKERS[activity.kind](text, english)


def _choice(text, english):
    keys = keys_for([option.text for option in english.options])
    options = [
        (
            "option",
            {"key": key, "text": option.text, "is_right": option.correct, "feedback": option.feedback},
        )
        for key, option in zip(keys, text.options, strict=True)
    ]
    return Choice, {"prompt": text.prompt, "help_text": text.help, "options": options}


def _ordering(text, english):
    keys = keys_for(english.items)
    items = [
        ("step", {"key": key, "text": item, "feedback": ""})
        for key, item in zip(keys, text.items, strict=True)
    ]
    return Ordering, {
        "prompt": text.prompt,
        "help_text": text.help,
        "items": items,
        "message_right": text.feedback,
        "message_wrong": text.wrong_feedback,
    }


def _sorting(text, english):
    group_keys = dict(zip(text.groups, keys_for(english.groups), strict=True))
    item_keys = keys_for([item.text for item in english.items])
    return Sorting, {
        "prompt": text.prompt,
        "help_text": text.help,
        "groups": [("group", {"key": key, "label": label}) for label, key in group_keys.items()],
        "items": [
            (
                "thing",
                {"key": key, "text": item.text, "group": group_keys[item.group], "feedback": item.feedback},
            )
            for key, item in zip(item_keys, text.items, strict=True)
        ],
        "message_right": text.feedback,
        "message_wrong": text.wrong_feedback,
    }


def _reflection(text, english):
    return Reflection, {"prompt": text.prompt, "help_text": text.help}


def _try_it(text, english):
    return TryIt, {"prompt": text.intro, "help_text": "", "scenario": text.scenario}


_MAKERS = {
    "choice": _choice,
    "ordering": _ordering,
    "sorting": _sorting,
    "reflection": _reflection,
    "try-it": _try_it,
}
