"""Loads the skills' names from skills.yaml, and loads them again without harm."""

import functools
import uuid
from pathlib import Path

import yaml
from wagtail.models import Locale

from lms.skills import SLUGS
from lms.skills.models import Skill

FILE = Path(__file__).parent / "skills.yaml"
_NAMESPACE = uuid.UUID("6e0c6cf0-3f0b-4a8e-9a54-3c6f0d8f2f10")


@functools.cache
def _texts():
    entries = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {entry["slug"]: entry for entry in entries}


def load(progress=None):
    """Writes every skill in every language of the file, and returns how many rows there are now."""
    texts = _texts()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    wanted = []
    for order, slug in enumerate(SLUGS):
        for language, locale in locales.items():
            text = texts[slug][language]
            wanted.append(
                Skill(
                    slug=slug,
                    locale=locale,
                    order=order,
                    translation_key=uuid.uuid5(_NAMESPACE, slug),
                    title=text["title"],
                    can_do=text["can_do"],
                    why=text.get("why", ""),
                )
            )
    Skill.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["translation_key", "locale"],
        update_fields=["slug", "order", "title", "can_do", "why"],
    )
    return len(wanted)
