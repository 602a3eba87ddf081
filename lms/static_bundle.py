"""Hashed, compressed static files, with the style sheet's imports folded into one file."""

import posixpath
import re

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"

_IMPORT = re.compile(r'^@import url\("([^"]+)"\)(?: layer\(([\w.]+)\))?;[ \t]*\n?', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"url\((?!\s*[\"']?data:)")


def bundle(read, name=BUNDLE):
    """Returns the style sheet `name` with its imports written out, each in its cascade layer.

    `read(name)` returns a file's text. Comments and indents are left out: one request, fewer bytes, nothing
    else changes. Raises ValueError for what could not stay the same in another folder or order.
    """
    text = _without_comments(read(name))
    folder = posixpath.dirname(name)

    def inlined(match):
        part = posixpath.normpath(posixpath.join(folder, match[1]))
        css = _without_comments(read(part))
        if "@import" in css or _URL.search(css):
            raise ValueError(
                f"{part} imports or points to a file: only {BUNDLE} may, and pictures belong in pages."
            )
        return f"@layer {match[2]}{{\n{css}}}\n" if match[2] else css

    text = _IMPORT.sub(inlined, text)
    if "@import" in text:
        raise ValueError(f'{name}: write imports as @import url("…") layer(…); on a line of their own.')
    return text


def _without_comments(css):
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


class Storage(CompressedManifestStaticFilesStorage):
    """Names files by their content, compresses them once, and serves the style sheet as one file."""

    def post_process(self, paths, dry_run=False, **options):
        """Yields what the parent yields, after the bundle took the place of its first file."""
        if not dry_run and BUNDLE in paths:
            paths = {**paths, BUNDLE: (_bundled(paths), BUNDLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _bundled(paths):
    """Returns a storage that holds only the bundle, in memory."""

    def read(name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    holder = InMemoryStorage()
    holder.save(BUNDLE, ContentFile(bundle(read).encode()))
    return holder
