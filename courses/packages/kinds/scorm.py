"""SCORM 1.2 and 2004: imsmanifest.xml (ADL, "Content Aggregation Model")."""

from django.utils.translation import gettext as _

from courses.packages.faults import PackageError
from courses.packages.kinds import manifest as xml

FILE = "imsmanifest.xml"
SCORM_12, SCORM_2004 = "scorm12", "scorm2004"
LONGEST_FACT = 4000


def read(data, files):
    """Returns the Manifests of a SCORM package, one for each part that starts. Raises PackageError."""
    root = xml.tree(data, FILE)
    kind = _version(root)
    parts = _parts(root)
    if len(parts) > xml.MOST_PARTS:
        raise PackageError(
            _("The package has more than %d parts that start on their own. Export it in smaller ones.")
            % xml.MOST_PARTS
        )
    return [_part(root, kind, item, one, files, is_one=len(parts) == 1) for item, one in parts]


def _part(root, kind, item, resource, files, *, is_one):
    holder = next(iter(xml.below(root, "resources")), None)
    base = "".join(xml.attribute(one, "base") for one in (root, holder, resource) if one is not None)
    launch, query = xml.place(xml.attribute(resource, "href"), files, base=base, manifest=FILE)
    if launch.lower().rpartition(".")[2] not in ("html", "htm", "xhtml"):
        raise PackageError(_("The package starts with “%s”, which is not a page.") % launch[:120])
    more = xml.attribute(item, "parameters").lstrip("?&") if item is not None else ""
    query = "&".join(part for part in (query, more.partition("#")[0]) if part)
    if len(query) > xml.LONGEST_QUERY:
        raise PackageError(_("“%s” puts too much behind the address of its first page.") % FILE)
    return xml.Manifest(
        kind=kind,
        title=_title(root, item, is_one=is_one)[: xml.LONGEST_TITLE],
        launch=launch,
        query=query,
        facts=_facts(item, kind) if item is not None else {},
    )


def _version(root):
    said = xml.words(next(iter(xml.below(root, "schemaversion")), None)).lower()
    spaces = {one.tag.rpartition("}")[0] for one in root.iter() if isinstance(one.tag, str)}
    spaces |= {key.rpartition("}")[0] for one in root.iter() for key in one.attrib}
    if said == "1.2":
        return SCORM_12
    if "2004" in said or "1.3" in said or any("adlcp_v1p3" in space for space in spaces):
        return SCORM_2004
    if any("adlcp_rootv1p2" in space for space in spaces):
        return SCORM_12
    raise PackageError(_("“%s” does not say which SCORM it is. Export it as SCORM 1.2 or 2004.") % FILE)


def _parts(root):
    """Returns [(item or None, resource)] of what starts on its own; the first resource where no item does."""
    resources = {xml.attribute(one, "identifier"): one for one in xml.below(root, "resource")}
    found = [
        (item, resources[xml.attribute(item, "identifierref")])
        for item in _items(root)
        if xml.attribute(item, "identifierref") in resources
    ]
    if not found:
        found = [(None, one) for one in resources.values() if xml.attribute(one, "href")][:1]
    if not found:
        raise PackageError(_("“%s” does not say with which file the package starts.") % FILE)
    return found


def _items(root):
    """Returns the items of the organization that the manifest names, or of its first."""
    found = list(xml.below(root, "organization"))
    holder = next(iter(xml.below(root, "organizations")), None)
    wanted = xml.attribute(holder, "default") if holder is not None else ""
    chosen = [one for one in found if xml.attribute(one, "identifier") == wanted] or found[:1]
    return [item for one in chosen for item in xml.below(one, "item")]


def _title(root, item, *, is_one):
    """Returns the title of the whole where it has one part, else of the part."""
    first = next(iter(xml.below(root, "organization")), None)
    for holder in (first, item) if is_one else (item, first):
        if holder is not None and (said := xml.words(xml.child(holder, "title"))):
            return said
    return _("A package without a title")


def _facts(item, kind):
    found = {
        "launch_data": xml.words(next(iter(xml.below(item, "datafromlms")), None)),
        "mastery": xml.words(next(iter(xml.below(item, "masteryscore")), None)),
    }
    if kind == SCORM_2004:
        found["mastery"] = xml.words(next(iter(xml.below(item, "minnormalizedmeasure")), None))
    return {name: said[:LONGEST_FACT] for name, said in found.items() if said}
