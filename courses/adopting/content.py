"""What a course's or a lesson's page says, as plain data that can be kept and compared."""

import json
import re

from bs4 import BeautifulSoup
from wagtail.fields import StreamField

_OURS = {"key"}


def fields(model):
    """Returns the names of the fields with which the library fills a kind of page, the title first."""
    own = [field.name for field in model._meta.local_fields if not field.remote_field]
    return ["title", *(name for name in own if name not in _OURS)]


def of(serial, model):
    """Returns {field: value, or list of blocks} of a page's serialised data, such as a revision's content."""
    found = {}
    for name in fields(model):
        if name not in serial:
            continue
        value = serial[name]
        if is_stream(model, name):
            value = json.loads(value) if isinstance(value, str) else value or []
        found[name] = value
    return found


def made_of(model, values):
    """Returns the same of a page that the loader would make from these values."""
    return without_ids(of(model(**values).serializable_data(), model))


def of_page(page):
    """Returns the same of a page's newest draft."""
    return of(page.get_latest_revision_as_object().serializable_data(), type(page))


def is_stream(model, name):
    """True for a field made of blocks."""
    return isinstance(model._meta.get_field(name), StreamField)


def put(page, name, value):
    """Sets a field of a page to such data."""
    field = page._meta.get_field(name)
    setattr(page, name, field.to_python(json.dumps(value) if is_stream(type(page), name) else value))


def without_ids(value):
    """Returns the data without the ids of blocks, which are new in every copy."""
    if isinstance(value, list):
        return [without_ids(one) for one in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= set(value) <= {"type", "value", "id"}
        return {name: without_ids(one) for name, one in value.items() if not (is_block and name == "id")}
    return value


def same(value):
    """Returns the data in a form that is equal where people would see no difference.

    The editor writes rich text a little otherwise than the library: other entities, keys on paragraphs.
    """
    if isinstance(value, list):
        return [same(one) for one in value]
    if isinstance(value, dict):
        return {name: same(one) for name, one in without_ids(value).items()}
    if isinstance(value, str) and ("<" in value or "&" in value):
        soup = BeautifulSoup(value, "html.parser")
        for tag in soup.find_all(attrs={"data-block-key": True}):
            del tag["data-block-key"]
        return re.sub(r"\s+", " ", str(soup)).strip()
    return value


def mark(value):
    """Returns text that is equal where `same` is."""
    return json.dumps(same(value), sort_keys=True, ensure_ascii=False)
