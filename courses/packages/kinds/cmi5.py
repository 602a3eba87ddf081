"""cmi5: cmi5.xml, the course structure (cmi5 "Quartz", 13 and 14), held to its published schema."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.packages.faults import PackageError
from courses.packages.kinds import manifest as xml

FILE = "cmi5.xml"
KIND = "cmi5"
SPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MOVE_ON = ("NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed")
METHODS = ("AnyWindow", "OwnWindow")
TAKEN = ("endpoint", "fetch", "actor", "registration", "activityId")  # names of a launch's own (8.1)
LONGEST_FACT = 4000
DEEPEST = 20
_SCORE = re.compile(r"\+?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

# {element: [(child, least, most)] in their order}; 0 is as many as one likes.
_TEXTS = [("title", 1, 1), ("description", 1, 1)]
_PARTS = [("au|block", 1, 0)]
_WANTED = [("objectives", 0, 1)]
_FORMS = {
    "courseStructure": [("course", 1, 1), *_WANTED, *_PARTS],
    "course": _TEXTS,
    "block": [*_TEXTS, *_WANTED, *_PARTS],
    "au": [*_TEXTS, *_WANTED, ("url", 1, 1), ("launchParameters", 0, 1), ("entitlementKey", 0, 1)],
    "objectives": [("objective", 1, 0)],
    "title": [("langstring", 1, 0)],
    "description": [("langstring", 1, 0)],
}
_ATTRIBUTES = {
    "course": {"id": True},
    "block": {"id": True},
    "au": dict.fromkeys(("moveOn", "masteryScore", "launchMethod", "activityType"), False) | {"id": True},
    "objective": {"id": False, "idref": False},
    "langstring": {"lang": False},
}


def read(data, files):
    """Returns the Manifests of a cmi5 package, one for each of its units in order. Raises PackageError."""
    root = xml.tree(data, FILE)
    if root.tag != f"{{{SPACE}}}courseStructure":
        raise PackageError(
            _("“%s” does not begin with “courseStructure” as cmi5 has it. Export the package again.") % FILE
        )
    _check(root, "courseStructure", 0)
    course = _ours(root, "course")[0]
    units = list(root.iter(f"{{{SPACE}}}au"))
    names = [one.get("id") for one in (course, *root.iter(f"{{{SPACE}}}block"), *units)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        words = _("“%(file)s” has the name “%(name)s” twice. Each part needs a name of its own.")
        raise PackageError(words % {"file": FILE, "name": twice[:120]})
    if len(units) > xml.MOST_PARTS:
        raise PackageError(
            _("The package has more than %d parts that start on their own. Export it in smaller ones.")
            % xml.MOST_PARTS
        )
    return [_unit(course, unit, files) for unit in units]


def _unit(course, unit, files):
    address = xml.words(_ours(unit, "url")[0])
    if "://" in address or address.startswith("//"):
        raise PackageError(
            _(
                "“%(title)s” starts at “%(address)s”, on another website. We play only what is inside the "
                "zip: export the package with all its files."
            )
            % {"title": _title(unit)[:120], "address": address[:120]}
        )
    launch, query = xml.place(address, files, manifest=FILE)
    if launch.lower().rpartition(".")[2] not in ("html", "htm", "xhtml"):
        raise PackageError(_("The package starts with “%s”, which is not a page.") % launch[:120])
    if len(query) > xml.LONGEST_QUERY or any(part.partition("=")[0] in TAKEN for part in query.split("&")):
        raise PackageError(_("“%s” puts too much behind the address of its first page.") % FILE)
    return xml.Manifest(
        kind=KIND,
        title=(_title(unit) or _title(course) or _("A package without a title"))[: xml.LONGEST_TITLE],
        launch=launch,
        query=query,
        facts=_facts(course, unit),
    )


def _facts(course, unit):
    found = {
        "course": course.get("id").strip(),
        "unit": unit.get("id").strip(),
        "move_on": unit.get("moveOn", MOVE_ON[0]),
        "launch_method": unit.get("launchMethod", METHODS[0]),
    }
    if unit.get("masteryScore") is not None:
        found["mastery"] = round(float(unit.get("masteryScore")), 4)
    for name, said in (("launchParameters", "launch_parameters"), ("entitlementKey", "entitlement_key")):
        for one in _ours(unit, name):
            found[said] = (one.text or "").strip()[:LONGEST_FACT]
    return found


def _title(element):
    """Returns the title in the author's language, else the first there is."""
    strings = _ours(_ours(element, "title")[0], "langstring")
    mine = [one for one in strings if one.get("lang", "").lower().startswith((get_language() or "en")[:2])]
    return xml.words((mine or strings)[0])


def _ours(element, name):
    return element.findall(f"{{{SPACE}}}{name}")


def _check(element, name, depth):
    """Raises PackageError where an element is not as the schema has it; other spaces' ones may stand last."""
    if depth > DEEPEST:
        raise PackageError(_("“%s” has its parts too deep inside each other.") % FILE)
    _check_attributes(element, name)
    inside = list(element)
    mine = [one for one in inside if xml.space(one) == SPACE]
    if inside[: len(mine)] != mine or any(xml.space(one) == "" for one in inside):
        raise _bad(name, _("what is of another kind must stand at its end"))
    if name == "objective":  # of a course: title and description; of a unit: a pointer
        found = sorted(map(xml.plain, mine))
        if found not in ([], ["description", "title"]):
            raise _bad(name, _("it has a title and a description"))
    elif name in _FORMS:
        _check_order(name, mine)
    elif mine and name not in ("launchParameters", "entitlementKey"):
        raise _bad(name, _("it holds text only"))
    for one in mine:
        if name not in ("launchParameters", "entitlementKey"):
            _check(one, xml.plain(one), depth + 1)


def _check_order(name, mine):
    left = [xml.plain(one) for one in mine]
    for wanted, least, most in _FORMS[name]:
        number = 0
        while left and left[0] in wanted.split("|") and (not most or number < most):
            left.pop(0)
            number += 1
        if number < least:
            raise _bad(name, _("“%s” is missing or stands at the wrong place") % wanted.replace("|", "/"))
    if left:
        raise _bad(name, _("“%s” does not belong there") % left[0][:60])


def _check_attributes(element, name):
    known = _ATTRIBUTES.get(name, {})
    said = {key: value.strip() for key, value in element.attrib.items() if not key.startswith("{")}
    for key in said:
        if key not in known:
            raise _bad(name, _("“%s” does not belong there") % key[:60])
    for key, must in known.items():
        if must and key not in said:
            raise _bad(name, _("“%s” is missing or stands at the wrong place") % key)
    if name in ("course", "block", "au") and not _IRI.fullmatch(said["id"]):
        raise _bad(name, _("its “id” is no address"))
    wanted = {"moveOn": MOVE_ON, "launchMethod": METHODS}
    for key, values in wanted.items():
        if key in said and said[key] not in values:
            raise _bad(
                name, _("“%(name)s” is one of %(values)s") % {"name": key, "values": ", ".join(values)}
            )
    score = said.get("masteryScore")
    if score is not None and not (_SCORE.fullmatch(score) and float(score) <= 1):
        raise _bad(name, _("“masteryScore” is a number from 0 to 1"))
    if said.get("lang") and not _LANGUAGE.fullmatch(said["lang"]):
        raise _bad(name, _("its “lang” is no language"))
    if name == "url" and not xml.words(element):
        raise _bad(name, _("it is empty"))


def _bad(name, fault):
    words = _("“%(file)s” is not written as cmi5 wants it, at “%(name)s”: %(fault)s. Export it again.")
    return PackageError(words % {"file": FILE, "name": name, "fault": fault})
