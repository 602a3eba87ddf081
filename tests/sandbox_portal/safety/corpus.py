"""The sentences of data/, read as the plain texts they are."""

from pathlib import Path

import yaml

from sandbox_portal.safety import Tier, inspect

FOLDER = Path(__file__).parent / "data"
LANGUAGES = ("en", "es")


def read(name, language):
    """Returns one file: lists of texts by tier or by name. BaseLoader: "no" and "on" stay words."""
    return yaml.load((FOLDER / f"{name}.{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def positives(language):
    """Returns (tier, text) for every text that must stop a form."""
    found = read("positives", language)
    return [(tier, text) for tier in (Tier.EMERGENCY, Tier.SELF_HARM) for text in found[tier.value]]


def near_misses(language):
    return read("near_misses", language)["texts"]


def misses(language):
    """Returns the (tier, text) that were not found, with that very tier."""
    return [
        (tier, text)
        for tier, text in positives(language)
        if tier not in inspect(text, language=language).tiers
    ]


def false_alarms(texts, language):
    """Returns the texts that stop a form though nothing is wrong."""
    return [text for text in texts if inspect(text, language=language).emergency]


def unseen(language, name="fresh"):
    """Returns unseen texts: (those that must stop, those found among them, calm ones, false alarms).

    "fresh" is by the writer of the lists, "another_hand" by somebody who had not seen them.
    """
    texts = read(name, language)
    found = [text for text in texts["stop"] if inspect(text, language=language).emergency]
    return texts["stop"], found, texts["calm"], false_alarms(texts["calm"], language)
