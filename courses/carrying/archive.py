"""The archive itself: a zip that is the same whenever its files are, and is opened with care."""

import io
import re
import zipfile

import yaml
from django.utils.translation import gettext as _

from lms.zips import UNREADABLE

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE
MOST_FILES = 1000
_NAME = re.compile(r"(?:pictures/[a-z0-9-]{1,80}\.(?:jpg|png|webp|gif|avif)|[-\w]{1,140}(?:\.\w{2})?\.yaml)")
_BEGINNING = (1980, 1, 1, 0, 0, 0)


class ParcelError(Exception):
    """An archive that cannot be taken in. `lines` say what is wrong, in the reader's language."""

    def __init__(self, *lines):
        super().__init__("\n".join(lines))
        self.lines = list(lines)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def dumped(data):
    """Returns data as YAML, keys in their order, letters as they are."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def packed(files):
    """Returns {name: bytes} as the bytes of a zip: equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(file):
    """Returns {name: bytes} of an uploaded zip. Raises ParcelError where it is too large or no course.

    Sizes are counted while reading, not believed: a file that says little and unfolds to much is stopped.
    """
    if file.size > MOST_BYTES:
        raise ParcelError(_("The file is larger than %d MB.") % (MOST_BYTES // MEGABYTE))
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(archive)
    except UNREADABLE as error:
        raise ParcelError(
            _("This is not a zip file that can be read. Export the course once more.")
        ) from error


def _read(archive):
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise ParcelError(_("There are more than %d files in it.") % MOST_FILES)
    files, left = {}, MOST_UNPACKED
    for entry in entries:
        name = entry.filename
        if not _NAME.fullmatch(name) or name in files:
            raise ParcelError(_("“%s” does not belong into a course.") % name[:120])
        with archive.open(entry) as one:
            files[name] = one.read(left + 1)
        left -= len(files[name])
        if left < 0:
            raise ParcelError(_("Unfolded it is larger than %d MB.") % (MOST_UNPACKED // MEGABYTE))
    return files
