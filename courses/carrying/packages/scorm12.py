"""imsmanifest.xml of SCORM 1.2: IMS Content Packaging 1.1.2 with ADL's additions and IMS metadata 1.2.1.

One shareable content object a lesson. A title is one plain text there, in the language asked; the others
stand in the metadata. No adlcp:masteryscore, for with one an LMS puts "failed" in the place of "completed".
"""

from xml.etree import ElementTree

from courses.carrying.packages import pages
from courses.carrying.packages.markup import put, written

NAME, RECORD = "imsmanifest.xml", "scorm12.js"
CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SPACES = {
    "xmlns": CP,
    "xmlns:adlcp": ADL,
    "xmlns:imsmd": MD,
    "xmlns:xsi": XSI,
    "xsi:schemaLocation": (f"{CP} imscp_rootv1p1p2.xsd {MD} imsmd_rootv1p2p1.xsd {ADL} adlcp_rootv1p2.xsd"),
}
MOST_LETTERS = 200  # of a title
SHARED = ("lesson.js", "look.css", "record.js")


def structure(contents):
    """Returns imsmanifest.xml of a course as bytes."""
    key = contents.course.translation_key.hex
    manifest = ElementTree.Element("manifest", {"identifier": f"course-{key}", "version": "1.0", **SPACES})
    _metadata(manifest, contents)
    organization = put(
        put(manifest, "organizations", default="organization"), "organization", identifier="organization"
    )
    put(organization, "title", contents.course.title[:MOST_LETTERS])
    resources = put(manifest, "resources")
    for chapter in contents.chapters:
        item = put(
            organization,
            "item",
            identifier=f"item-{chapter.key.hex}",
            identifierref=f"lesson-{chapter.key.hex}",
            isvisible="true",
        )
        put(item, "title", chapter.first.page.title[:MOST_LETTERS])
        _resource(resources, f"lesson-{chapter.key.hex}", "sco", [chapter.file, *pages.used(chapter)])
    _resource(resources, "shared", "asset", SHARED)
    return written(manifest)


def _metadata(manifest, contents):
    metadata = put(manifest, "metadata")
    put(metadata, "schema", "ADL SCORM")
    put(metadata, "schemaversion", "1.2")
    general = put(put(metadata, "imsmd:lom"), "imsmd:general")
    _said(general, "imsmd:title", {language: page.title for language, page in contents.courses.items()})
    for language in contents.courses:
        put(general, "imsmd:language", language)
    summaries = {language: page.summary for language, page in contents.courses.items()}
    _said(general, "imsmd:description", summaries)


def _said(parent, name, texts):
    element = put(parent, name)
    for language, text in texts.items():
        put(element, "imsmd:langstring", text, **{"xml:lang": language})


def _resource(resources, identifier, kind, names):
    about = {"type": "webcontent", "adlcp:scormtype": kind}
    if kind == "sco":
        about["href"] = names[0]
    resource = put(resources, "resource", identifier=identifier, **about)
    for name in names:
        put(resource, "file", href=name)
    if kind == "sco":
        put(resource, "dependency", identifierref="shared")
