"""What does not hold in a course that comes in, told with its place in the files."""

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.carrying.archive import ParcelError

MOST_FAULTS = 15  # a person mends a few at a time


def checked(thing, where):
    """Raises ParcelError where a text is too long, or a block is not what its form would take."""
    try:
        for one in thing._meta.get_fields():
            if isinstance(one, StreamField):
                _clean(one, thing)
        if not isinstance(thing, Page):
            thing.full_clean(exclude=["organisation"])
    except ValidationError as error:
        raise faulty(where, error) from error
    except ParcelError as error:
        raise ParcelError(*[f"{where}: {line}" for line in error.lines][:MOST_FAULTS]) from error


def _clean(field, thing):
    try:
        field.stream_block.clean(getattr(thing, field.name))
    except ValidationError as error:
        raise ParcelError(*_messages(error, f"{field.name}: ")) from error


def faulty(where, error):
    return ParcelError(*[f"{where}: {line}" for line in dict.fromkeys(_messages(error))][:MOST_FAULTS])


def _messages(error, place=""):
    """Yields the messages of a validation error, however deep a block has put them, with their place."""
    if isinstance(error, dict):
        for name, inner in error.items():
            yield from _messages(inner, f"{place}{name if isinstance(name, str) else name + 1}: ")
    elif isinstance(error, (list, tuple)):
        for inner in error:
            yield from _messages(inner, place)
    elif hasattr(error, "block_errors"):
        errors = error.block_errors
        yield from _messages(dict(enumerate(errors)) if isinstance(errors, (list, tuple)) else errors, place)
        yield from _messages(getattr(error, "non_block_errors", []), place)
    elif hasattr(error, "error_dict"):
        yield from _messages(error.error_dict, place)
    elif hasattr(error, "messages"):
        for message in error.messages:
            yield f"{place}{message}"
    elif error:
        yield f"{place}{error}"
