"""What a manifest says, whatever its kind, and how XML is read: without entities, types or the net."""

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from defusedxml import DefusedXmlException, ElementTree
from django.utils.translation import gettext as _

from courses.packages.faults import PackageError

LONGEST_TITLE = 200
LONGEST_QUERY = 1000
MOST_PARTS = 60


@dataclass(frozen=True)
class Manifest:
    """One part of a package that starts on its own: its kind, title, file, what is put behind the address.

    `facts` go to the package when it starts, such as {"mastery": "80", "launch_data": "…"}.
    """

    kind: str
    title: str
    launch: str
    query: str = ""
    facts: dict = field(default_factory=dict)


def tree(data, name):
    """Returns the root element of an XML file. Raises PackageError."""
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        words = _("“%s” has entities or a document type in it. Ask who made the package for one without.")
        raise PackageError(words % name) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PackageError(_("“%s” cannot be read. Export the package once more.") % name) from error


def local(element):
    """Returns an element's name without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def plain(element):
    """Returns an element's name without its namespace, as it is written."""
    return element.tag.rpartition("}")[2]


def space(element):
    """Returns an element's namespace; "" where it has none, or is a comment."""
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and "}" in element.tag else ""


def below(element, *names):
    """Yields all elements of these names at and under one."""
    return (one for one in element.iter() if local(one) in names)


def child(element, name):
    """Returns the first direct child of a name, or None."""
    return next((one for one in element if local(one) == name), None)


def words(element):
    """Returns the text of an element on one line; "" where there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def attribute(element, name):
    """Returns an attribute whatever its namespace; "" where it has none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name:
            return value.strip()
    return ""


def place(address, files, *, base="", manifest):
    """Returns (file inside, query) for the address by which a manifest starts. Raises PackageError."""
    said = {"manifest": manifest, "address": address[:120]}
    outside = _("“%(manifest)s” starts at “%(address)s”, which is not inside the package.") % said
    try:
        parts = urlsplit(base + address)
    except ValueError as error:  # such as a host in a bracket that is not closed
        raise PackageError(outside) from error
    inside = posixpath.normpath(unquote(parts.path)) if parts.path else ""
    if not inside:
        raise PackageError(_("“%s” does not say with which file the package starts.") % manifest)
    if parts.scheme or parts.netloc or inside.startswith(("/", "..")):
        raise PackageError(outside)
    if inside not in files:
        said = {"manifest": manifest, "address": inside[:120]}
        raise PackageError(
            _("“%(manifest)s” starts with “%(address)s”, and no such file is in the zip.") % said
        )
    return inside, parts.query
