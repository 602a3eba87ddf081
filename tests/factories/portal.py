"""Addresses and steps of the pretend portal, for tests that click through it."""

import uuid

from django.urls import reverse
from django.utils import translation


def url(practice, name, language="en", **kwargs):
    """The address of a page of this practice, in a language."""
    with translation.override(language):
        return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def key():
    """What a create form carries."""
    return {"form_key": str(uuid.uuid4())}
