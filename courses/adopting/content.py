"""What a course's or a lesson's page says, as plain data that can be kept and compared."""

import json

from wagtail.fields import StreamField

from lms.comparing.data import without_ids

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
