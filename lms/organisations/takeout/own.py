"""The organisation's own parts: what it says of itself, its logo, pictures and documents."""

import json
from functools import partial
from pathlib import PurePosixPath

from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def part(organisation):
    """Returns the steps: the facts with the logo, then a file each."""
    found = [partial(_facts, organisation)]
    if organisation.collection is None:
        return found
    inside = organisation.collection.get_descendants(inclusive=True)
    for folder, model in (("pictures", get_image_model()), ("documents", get_document_model())):
        for row in model.objects.filter(collection__in=inside).order_by("pk"):
            found.append(partial(_file, folder, row.pk, row.file))
    return found


def _facts(organisation):
    facts = {
        "name": organisation.name,
        "short_name": organisation.slug,
        "kind": organisation.kind,
        "site": organisation.site.hostname if organisation.site else None,
        "languages": organisation.languages,
        "colors": organisation.theme.model_dump(),
        "rules": organisation.policy_data,
        "logo_in_words": organisation.logo_alt,
    }
    found = {"organization.json": json.dumps(facts, ensure_ascii=False, indent=2).encode()}
    return found | (_file("", None, organisation.logo) if organisation.logo else {})


def _file(folder, number, file):
    """Returns {place: bytes} of a stored file; nothing where the storage has lost it."""
    name = PurePosixPath(file.name).name
    place = f"{folder}/{number}-{name}" if folder else f"logo{PurePosixPath(name).suffix}"
    try:
        with file.storage.open(file.name) as data:
            return {place: data.read()}
    except OSError:
        return {}
