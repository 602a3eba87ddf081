"""The words of a page as it stands in the editor, block by block, as a reader meets them."""

from django.db import models
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText, get_text_for_indexing

from courses.activities.models import Activity
from courses.library_check.blocks import Page

# Keys, addresses and the titles of other people's papers: nobody reads them as a sentence.
UNREAD = {
    "key", "group", "next", "scenario", "url", "publisher", "year", "also", "column", "row", "accepted",
    "answers", "frame", "shows", "drawing",
}  # fmt: skip
UNREAD_FIELDS = {
    "key", "slug", "path", "url_path", "skill", "drawing", "scenario", "seo_title", "search_description",
    "draft_title", "source_checksum", "minutes", "sources",
}  # fmt: skip


def of(page):
    """Returns a Page of words: {field: text} of all that this page shows. Costs no query of its own."""
    blocks = {}
    for field in page._meta.get_fields():
        if not getattr(field, "editable", False) or field.name in UNREAD_FIELDS:
            continue
        if isinstance(field, StreamField):
            blocks |= _stream(field.name, getattr(page, field.name))
        elif _is_words(field):
            blocks[field.name] = str(getattr(page, field.name) or "")
    language = page.locale.language_code
    return Page(page.title, language, {name: text for name, text in blocks.items() if text.strip()})


def _is_words(field):
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices


def _stream(name, stream):
    """Returns the plain blocks of a stream together, and each activity or fact card by itself."""
    own, apart = [], {}
    for block in stream or ():
        if isinstance(block.value, models.Model):
            apart[f"{name}: {getattr(block.value, 'key', block.block_type)}"] = _piece(block.value)
        elif block.block_type != "package":  # a key; the package's own words are another tool's
            own += _lines(block.value)
    return {name: "\n".join(own)} | apart


def _piece(piece):
    """Returns the words of an activity or a fact card."""
    shown = None if isinstance(piece, Activity) else ("text", "compared", "population")
    lines = []
    for field in piece._meta.get_fields():
        if not getattr(field, "editable", False) or field.name in UNREAD_FIELDS or field.is_relation:
            continue
        if isinstance(field, StreamField):
            lines += [line for block in getattr(piece, field.name) for line in _lines(block.value)]
        elif _is_words(field) and (shown is None or field.name in shown):
            lines.append(str(getattr(piece, field.name) or ""))
    return "\n".join(line for line in lines if line.strip())


def _lines(value):
    if isinstance(value, RichText):
        yield get_text_for_indexing(value.source)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, (StructValue, dict)):
        for key, part in value.items():
            if key not in UNREAD:
                yield from _lines(part)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _lines(child.value)
    elif isinstance(value, (ListValue, list, tuple)):
        for part in value:
            yield from _lines(part)
