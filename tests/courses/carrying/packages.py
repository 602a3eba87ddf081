"""What the specifications ask of a package, checked without their schema files (docs/adr/0210)."""

import io
import re
import zipfile
from xml.etree import ElementTree

CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
MD = "{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

ANY = r".*"
ID = r"[A-Za-z_][\w.-]*"
IRI = r"https?://[^\s<>\"]+"
PATH = r"[^\s:/\\][^\s:\\]{0,1999}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
TEXT = r"(?s).*\S.*"

# Element: ({attribute: (what it must be, is it required)}, children in order as "name", "name?", "name+" or
# "name*", what its own text must be). From section 13 of the cmi5 specification, and from the SCORM 1.2
# Content Aggregation Model, sections 2.2 and 2.3.
CMI5_RULES = {
    "courseStructure": ({}, "course objectives? au+", ""),
    "course": ({"id": (IRI, True)}, "title description", ""),
    "au": (
        {
            "id": (IRI, True),
            "moveOn": (r"NotApplicable|Passed|Completed|CompletedAndPassed|CompletedOrPassed", False),
            "masteryScore": (r"0(\.\d{1,4})?|1(\.0{1,4})?", False),
            "launchMethod": (r"AnyWindow|OwnWindow", False),
            "activityType": (IRI, False),
        },
        "title description objectives? url launchParameters? entitlementKey?",
        "",
    ),
    "title": ({}, "langstring+", ""),
    "description": ({}, "langstring+", ""),
    "langstring": ({"lang": (LANGUAGE, True)}, "", TEXT),
    "url": ({}, "", PATH),
}
SCORM_RULES = {
    "manifest": (
        {"identifier": (ID, True), "version": (r".{1,20}", False), f"{XSI}schemaLocation": (ANY, False)},
        "metadata organizations resources",
        "",
    ),
    "metadata": ({}, f"schema schemaversion {MD}lom?", ""),
    "schema": ({}, "", "ADL SCORM"),
    "schemaversion": ({}, "", r"1\.2"),
    "organizations": ({"default": (ID, True)}, "organization+", ""),
    "organization": ({"identifier": (ID, True), "structure": (ANY, False)}, "title item+", ""),
    "item": (
        {"identifier": (ID, True), "identifierref": (ID, True), "isvisible": (r"true|false", False)},
        f"title {ADL}masteryscore?",
        "",
    ),
    "title": ({}, "", r".{1,200}"),
    "resources": ({}, "resource+", ""),
    "resource": (
        {
            "identifier": (ID, True),
            "type": ("webcontent", True),
            f"{ADL}scormtype": (r"sco|asset", True),
            "href": (PATH, False),
        },
        "file+ dependency*",
        "",
    ),
    "file": ({"href": (PATH, True)}, "", ""),
    "dependency": ({"identifierref": (ID, True)}, "", ""),
    f"{MD}lom": ({}, f"{MD}general", ""),
    f"{MD}general": ({}, f"{MD}title {MD}language* {MD}description*", ""),
    f"{MD}title": ({}, f"{MD}langstring+", ""),
    f"{MD}description": ({}, f"{MD}langstring+", ""),
    f"{MD}langstring": ({f"{XML}lang": (LANGUAGE, True)}, "", TEXT),
    f"{MD}language": ({}, "", LANGUAGE),
}


def unpacked(data):
    """Returns {name: bytes} of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def faults(xml, space, rules):
    """Returns what an XML file breaks of its rules; its own names stand in `space`."""
    root = ElementTree.fromstring(xml)
    return [line for element in root.iter() for line in _faults(element, space, rules)]


def _faults(element, space, rules):
    name = element.tag.removeprefix(space)
    if name not in rules:
        return [f"{name} is unknown"]
    attributes, children, text = rules[name]
    found = [
        f"{name}: {key} is missing"
        for key, (_, wanted) in attributes.items()
        if wanted and key not in element.attrib
    ]
    for key, value in element.attrib.items():
        if key not in attributes or not re.fullmatch(attributes[key][0], value):
            found.append(f"{name}: {key}={value!r}")
    shown = "".join(f"<{child.tag.removeprefix(space)}>" for child in element)
    wanted = re.sub(r"(\S+?)([?+*]?)(?: |$)", lambda one: f"(?:<{re.escape(one[1])}>){one[2]}", children)
    if not re.fullmatch(wanted, shown):
        found.append(f"{name}: {shown} is not {children}")
    if not re.fullmatch(text, (element.text or "").strip()):
        found.append(f"{name}: {element.text!r}")
    return found
