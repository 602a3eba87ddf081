"""The zip of a package: what may be in it, and how it is read. It is never unpacked to disk.

The directory of the zip is judged first (names, sizes, kinds: fast), then every file is read once to its end
(`read_through`), because a zip may say one thing of itself and hold another.
"""

import re
import stat
import unicodedata
import zipfile
from itertools import pairwise

from django.utils.translation import gettext as _

from courses.packages.faults import PackageError
from lms.zips import UNREADABLE

MEGABYTE = 1024 * 1024
MOST_BYTES = 100 * MEGABYTE
MOST_UNPACKED = 300 * MEGABYTE
MOST_OF_ONE = 60 * MEGABYTE
MOST_FILES = 3000
MOST_OF_DIRECTORY = MEGABYTE  # 3,000 entries with names of 240 letters stay below it
LONGEST_NAME = 240
MOST_RATIO = 100  # of what is packed; pages of text reach 10 to 20, a bomb 1000
FREE_OF_RATIO = MEGABYTE  # a small file of blanks is no bomb
PIECE = 256 * 1024
LOCAL_HEADER = 30  # bytes before the name of a file inside a zip (PKWARE APPNOTE 4.3.7)
_ENTRY = b"PK\x01\x02"  # begins each entry of the directory (4.3.12)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others say themselves how much memory they take

# Left behind by desktops; neither kept in the list nor shown.
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
KINDS = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "xhtml": "application/xhtml+xml",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "xml": "text/xml",
    "xsd": "text/xml",
    "dtd": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "map": "application/json",
    "csv": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "srt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/x-icon",
    "cur": "image/x-icon",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "pdf": "application/pdf",
}
PLAIN_NAMES = {"license", "licence", "readme", "notice", "copying"}  # without an ending


def content_type(name):
    """Returns how a file is sent to the browser; None where its kind is none that a package may hold."""
    last = name.rpartition("/")[2].lower()
    if last in PLAIN_NAMES:
        return KINDS["txt"]
    return KINDS.get(last.rpartition(".")[2]) if "." in last else None


def weigh(file):
    """Refuses an upload that is too much to open: its size, and that of its directory. Raises PackageError.

    Python's ZipFile reads the whole directory as it opens; what that is follows from the zip's last record.
    """
    if file.size > MOST_BYTES:
        raise PackageError(
            _("The file is larger than %d MB. Export it with smaller videos or pictures.")
            % (MOST_BYTES // MEGABYTE)
        )
    try:
        record = zipfile._EndRecData(file)  # the very reading that ZipFile does, zip64 too
        size = record[zipfile._ECD_SIZE] if record else 0
        if record is None or size > file.size:
            raise zipfile.BadZipFile
        is_64 = record[zipfile._ECD_SIGNATURE] == zipfile.stringEndArchive64
        tail = zipfile.sizeEndCentDir64 + zipfile.sizeEndCentDir64Locator if is_64 else 0
        file.seek(record[zipfile._ECD_LOCATION] - tail - size)
        directory = file.read(min(size, MOST_OF_DIRECTORY))
    except UNREADABLE as error:
        raise PackageError(_unopened()) from error
    if size > MOST_OF_DIRECTORY or directory.count(_ENTRY) > MOST_FILES:
        raise PackageError(_too_many())


def opened(file):
    """Returns the ZipFile of an uploaded or stored file. Raises PackageError."""
    try:
        return zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise PackageError(_unopened()) from error


def _unopened():
    return _("This is not a zip file that can be read. Export the package once more.")


def _too_many():
    return _("There are more than %d files in it. Export it in smaller parts.") % MOST_FILES


def entries(archive, *, size):
    """Returns {name: ZipInfo} of the files to keep; `size` is the zip's own in bytes. Raises PackageError."""
    found = archive.infolist()
    if len(found) > MOST_FILES:
        raise PackageError(_too_many())
    faults = [fault for entry in found for fault in _faults_of_name(entry)]
    faults += _faults_of_names(found)
    if faults:
        raise PackageError(*dict.fromkeys(faults[:5]))
    files = {one.filename: one for one in found if not one.is_dir() and not _JUNK.search(one.filename)}
    if not files:
        raise PackageError(_("The zip file is empty. Export the package once more."))
    _check_sizes(files, size)
    _check_places(archive, found)
    return files


def _faults_of_name(entry):
    name = entry.orig_filename
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)[:120]
    parts = name.rstrip("/").split("/")
    if len(name) > LONGEST_NAME:
        yield _("The name of “%s…” is too long. Give the file a shorter name.") % shown
    if any(unicodedata.category(sign) == "Cc" for sign in name) or not name.isprintable():
        yield _("“%s” has a hidden sign in its name. Give the file a plain name.") % shown
    if "\\" in name or ":" in name or name.startswith("/") or {"..", ".", ""} & set(parts):
        yield (
            _("“%s” points out of the package. Export it once more; every file must lie inside the zip.")
            % shown
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield _("“%s” is a link to another file. Put the file itself in its place.") % shown
    if entry.flag_bits & 0x1:
        yield _("“%s” has a password. Export the package without one.") % shown
    if entry.compress_type not in _PACKINGS:
        yield _("“%s” is packed in a way that we do not open. Make a plain zip file.") % shown
    is_read = not entry.is_dir() and not _JUNK.search(name)
    if is_read and content_type(name) is None:
        yield (
            _(
                "“%s” is a kind of file that we do not take. Take it out, or ask who made the package for "
                "one that runs in a browser alone."
            )
            % shown
        )


def _faults_of_names(found):
    seen, folders = {}, set()
    for entry in found:
        name = entry.filename.rstrip("/")
        alike = unicodedata.normalize("NFC", name).casefold()
        if alike in seen and not (entry.is_dir() and seen[alike] == name):
            words = _("“%(one)s” and “%(other)s” are the same name on some computers. Rename one of them.")
            yield words % {"one": seen[alike][:120], "other": name[:120]}
        seen.setdefault(alike, name)
        parts = alike.split("/")
        folders |= {"/".join(parts[:number]) for number in range(1, len(parts))}
    files = {
        unicodedata.normalize("NFC", one.filename).casefold(): one.filename
        for one in found
        if not one.is_dir()
    }
    for alike in folders & files.keys():
        yield _("“%s” is a file and a folder at once. Rename one of them.") % files[alike][:120]


def _check_sizes(files, size):
    for name, entry in files.items():
        if entry.file_size > MOST_OF_ONE:
            words = _("“%(name)s” is larger than %(most)d MB. Make it smaller and export the package again.")
            raise PackageError(words % {"name": name[:120], "most": MOST_OF_ONE // MEGABYTE})
        if entry.file_size > FREE_OF_RATIO and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise PackageError(_blown_up(name))
    whole = sum(entry.file_size for entry in files.values())
    if whole > MOST_UNPACKED:
        raise PackageError(
            _("Unfolded it is larger than %d MB. Export it with smaller videos or pictures.")
            % (MOST_UNPACKED // MEGABYTE)
        )
    if whole > FREE_OF_RATIO and whole > MOST_RATIO * size:
        raise PackageError(_blown_up(max(files, key=lambda name: files[name].file_size)))


def _blown_up(name):
    return _("“%s” unfolds to far more than is packed. We do not open such files.") % name[:120]


def _check_places(archive, found):
    """Refuses files that share bytes, by which a small zip unfolds without end."""
    order = sorted(found, key=lambda entry: entry.header_offset)
    ends = [(one.header_offset, one.header_offset + LOCAL_HEADER + one.compress_size, one) for one in order]
    for (_start, end, one), (start, _end, _other) in pairwise(ends):
        if end > start:
            raise PackageError(_blown_up(one.filename))
    if ends and ends[-1][1] > archive.start_dir:
        raise PackageError(_blown_up(ends[-1][2].filename))


def read_through(archive, files):
    """Reads every file to its end and yields how many bytes were read so far. Raises PackageError.

    Sizes and checksums are counted, not believed. Holds no more than a piece in memory.
    """
    done = 0
    for name, entry in files.items():
        left = entry.file_size
        try:
            with archive.open(entry) as one:
                while piece := one.read(PIECE):
                    left -= len(piece)
                    done += len(piece)
                    yield done
        except UNREADABLE as error:
            raise PackageError(_broken(name)) from error
        if left:
            raise PackageError(_broken(name))


def _broken(name):
    return _("“%s” is broken inside the zip. Export the package once more.") % name[:120]


def read(archive, files, name, *, most=MEGABYTE):
    """Returns the bytes of a small file such as a manifest. Raises PackageError."""
    try:
        with archive.open(files[name]) as one:
            data = one.read(most + 1)
    except UNREADABLE as error:
        raise PackageError(_broken(name)) from error
    if len(data) > most:
        raise PackageError(_("“%s” is too large for what it is. Export the package once more.") % name)
    return data
