"""Reads the questionnaire files into whole questionnaires."""

import copy
import functools
from pathlib import Path

import yaml
from pydantic import ValidationError

from self_check.questionnaires.schema import Questionnaire

FOLDER = Path(__file__).parent
SLUGS = ("five-questions", "longer", "caregiver")
# What a form that begins with another one takes over from it when it says nothing itself.
SHARED = ("scale", "not_scored", "scoring", "bands", "no_band", "notes")


class BadQuestionnaire(Exception):
    """A questionnaire file is wrong; the text names the file and the place."""


def read(slug):
    """Returns the questionnaire of one file, with what it takes over from others.

    The longer form asks the questions it begins with first; the caregiver's only takes their answers over.
    """
    raw = _yaml(slug)
    base_slug = raw.pop("begins_with", None)
    if base_slug:
        raw = _on_top_of(_yaml(base_slug), raw)
    advice = _yaml("advice")["skills"]
    raw["advice"] = {
        skill: advice[skill]
        for skill in [*(question["skill"] for question in raw["questions"]), *_led_to(raw)]
        if skill in advice
    }
    try:
        return Questionnaire.model_validate(raw)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise BadQuestionnaire(f"{slug}.yaml: {faults}") from error


def _led_to(raw):
    return [answer["leads_to"] for answer in raw.get("not_scored", []) if answer.get("leads_to")]


def _on_top_of(base, raw):
    merged = {key: base[key] for key in SHARED} | raw
    for language in ("en", "es"):
        merged[language] = {"answer_hint": base[language]["answer_hint"]} | raw[language]
    if raw["audience"] == base["audience"]:
        merged["questions"] = base["questions"] + raw["questions"]
    merged["version"] = f"{base['version']}.{raw['version']}"
    return merged


def _yaml(name):
    return copy.deepcopy(_parsed(FOLDER / f"{name}.yaml"))


@functools.cache
def _parsed(path):
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise BadQuestionnaire(f"{path.name}: {error}") from error
