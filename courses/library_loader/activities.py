"""From an activity's texts in the library's files to the fields of its kind."""

from django.utils.text import slugify

from courses.activities.choice.models import Choice
from courses.activities.fill_in.models import FillIn
from courses.activities.flash_cards.models import FlashCards
from courses.activities.hot_spots.models import HotSpots
from courses.activities.matching.models import Matching
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.several.models import Several
from courses.activities.sorting.models import Sorting
from courses.activities.story.models import Story
from courses.activities.try_it.models import TryIt
from courses.library_loader.activity_schema import words_of

KEY_LENGTH = 40


def fields(activity, language, pictures=None):
    """Returns (model, its fields). Answers get their keys from the English, so that languages share them.

    `pictures` holds the images by file name, for a course that brought its own.
    """
    text = activity.texts[language]
    english = activity.texts.get("en") or text
    model, values = _MAKERS[activity.kind](text, english)
    if getattr(text, "picture", ""):
        values["picture"] = (pictures or {})[text.picture]
    common = {"skill": activity.skill, "help_text": getattr(text, "help", "")}
    return model, common | {"prompt": getattr(text, "prompt", "")} | values


def keys_for(texts):
    """Returns a short key for each text, none twice."""
    keys = []
    for number, text in enumerate(texts, start=1):
        key = slugify(text)[:KEY_LENGTH].strip("-") or f"answer-{number}"
        keys.append(key if key not in keys else f"{key[: KEY_LENGTH - 3].strip('-')}-{number}")
    return keys


def _keyed(parts, english):
    """Yields (key, part) for parts with a text, in this language's words and the English one's keys.

    A part that names its key keeps it.
    """
    made = keys_for([words_of(part) for part in english])
    made += keys_for([words_of(part) for part in parts])[len(made) :]
    return [(getattr(part, "key", None) or key, part) for key, part in zip(made, parts, strict=False)]


def _told(text):
    right = text.right_feedback if hasattr(text, "right_feedback") else text.feedback
    return {"message_right": right, "message_wrong": text.wrong_feedback}


def _options(text, english):
    return [
        (
            "option",
            {"key": key, "text": option.text, "is_right": option.correct, "feedback": option.feedback},
        )
        for key, option in _keyed(text.options, english.options)
    ]


def _choice(text, english):
    return Choice, {"options": _options(text, english)}


def _several(text, english):
    return Several, {"options": _options(text, english)} | _told(text)


def _ordering(text, english):
    items = [
        ("step", {"key": key, "text": words_of(item), "feedback": getattr(item, "feedback", "")})
        for key, item in _keyed(text.items, english.items)
    ]
    return Ordering, {"items": items} | _told(text)


def _sorting(text, english):
    group_keys = {words_of(group): key for key, group in _keyed(text.groups, english.groups)}
    groups = [("group", {"key": key, "label": label}) for label, key in group_keys.items()]
    items = [
        (
            "thing",
            {"key": key, "text": item.text, "group": group_keys[item.group], "feedback": item.feedback},
        )
        for key, item in _keyed(text.items, english.items)
    ]
    return Sorting, {"groups": groups, "items": items} | _told(text)


def _matching(text, english):
    pairs = [
        ("pair", {"key": key, "text": pair.text, "partner": pair.partner, "feedback": pair.feedback})
        for key, pair in _keyed(text.pairs, english.pairs)
    ]
    extras = [
        ("extra", {"key": getattr(extra, "key", None) or f"extra-{number}", "text": words_of(extra)})
        for number, extra in enumerate(text.extras, start=1)
    ]
    return Matching, {"pairs": pairs, "extras": extras} | _told(text)


def _fill_in(text, english):
    gaps = [
        (
            "gap",
            {
                "key": key,
                "text": gap.text,
                "accepted": gap.accepted,
                "feedback": gap.feedback,
                "mistakes": [
                    {"answers": mistake.answers, "feedback": mistake.feedback} for mistake in gap.mistakes
                ],
                "feedback_other": gap.wrong_feedback,
            },
        )
        for key, gap in _keyed(text.gaps, english.gaps)
    ]
    return FillIn, {"gaps": gaps} | _told(text)


def _hot_spots(text, english):
    spots = [
        (
            "spot",
            {
                "key": key,
                "text": spot.text,
                "column": spot.column,
                "row": spot.row,
                "is_right": spot.correct,
                "feedback": spot.feedback,
            },
        )
        for key, spot in _keyed(text.spots, english.spots)
    ]
    return HotSpots, {"drawing": text.drawing, "alt": text.alt, "spots": spots}


def _story(text, english):
    scenes, originals = [], {scene.scene: scene for scene in english.scenes}
    for scene in text.scenes:
        original = originals.get(scene.scene, scene)
        ways = [
            {
                "key": key,
                "text": way.text,
                "next": way.next,
                "is_right": way.correct,
                "feedback": way.feedback,
            }
            for key, way in _keyed(scene.ways, original.ways)
        ]
        scenes.append(("scene", {"key": scene.scene, "text": scene.text, "options": ways}))
    return Story, {"scenes": scenes}


def _flash_cards(text, english):
    keys = keys_for([card.front for card in english.cards])
    keys += keys_for([card.front for card in text.cards])[len(keys) :]
    cards = [
        ("card", {"key": card.key or key, "front": card.front, "back": card.back})
        for key, card in zip(keys, text.cards, strict=False)
    ]
    return FlashCards, {"cards": cards, "message": text.feedback}


def _reflection(text, english):
    return Reflection, {}


def _try_it(text, english):
    return TryIt, {"prompt": text.intro, "scenario": text.scenario}


_MAKERS = {
    "choice": _choice,
    "several": _several,
    "ordering": _ordering,
    "sorting": _sorting,
    "matching": _matching,
    "fill-in": _fill_in,
    "hot-spots": _hot_spots,
    "story": _story,
    "flash-cards": _flash_cards,
    "reflection": _reflection,
    "try-it": _try_it,
}
