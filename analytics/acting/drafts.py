"""The draft of a message that a clinic may send its patients about a skill. Nothing here sends anything."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from lms.organisations import sites

_FILE = Path(__file__).parent / "messages.yaml"
# What stands under each message, whatever the skill.
_FOOT = {
    "en": (
        "Open the lesson: {link}\n"
        "It is free. You need no account.\n\n"
        "In an emergency, call {emergency}. Do not wait for an answer in the portal.\n"
        "{clinic}"
    ),
    "es": (
        "Abra la lección: {link}\n"
        "Es gratis. No necesita una cuenta.\n\n"
        "En una emergencia, llame al {emergency}. No espere respuesta en el portal.\n"
        "{clinic}"
    ),
}


@dataclass(frozen=True)
class Draft:
    """A message in one language: what to write above it, and its text."""

    language: str
    subject: str
    text: str

    @property
    def rows(self):
        """Returns how many lines a box needs to show it."""
        return self.text.count("\n") + len(self.text) // 70 + 2


@lru_cache(maxsize=1)
def written():
    """Returns {skill: {language: {subject, text}}} as the file has it."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def make(skill, language, *, organisation, lesson):
    """Returns the Draft with the clinic's own name and the whole address of the lesson (a Link) in it.

    Without a lesson it leads to the start page of the organisation's site in that language.
    """
    said = written()[skill][language]
    link = address(organisation, language, lesson)
    whole = f"{said['text']}\n{_FOOT[language]}"
    facts = {
        "clinic": organisation.name,
        "link": link,
        "emergency": organisation.policy.emergency_number,
    }
    return Draft(language, said["subject"].format(**facts), whole.format(**facts))


def address(organisation, language, lesson):
    """Returns the whole address that a message or a poster leads to."""
    return sites.address(organisation, lesson.url if lesson else f"/{language}/")
