"""cmi5.xml: the course structure of cmi5 (v1, "Quartz"), sections 13 and 14 of its specification.

One assignable unit a lesson. The product has no modules, so there are no blocks, and no mark to reach, so
there is no masteryScore: a lesson is done when it was gone through.
"""

from xml.etree import ElementTree

from courses.carrying.packages.markup import put, written

NAME, RECORD = "cmi5.xml", "cmi5.js"
SPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
LESSON_TYPE = "http://adlnet.gov/expapi/activities/lesson"


def structure(contents):
    """Returns cmi5.xml of a course as bytes."""
    root = ElementTree.Element("courseStructure", xmlns=SPACE)
    course = put(root, "course", id=contents.iri)
    _said(course, "title", {language: page.title for language, page in contents.courses.items()})
    _said(course, "description", {language: page.summary for language, page in contents.courses.items()})
    for chapter in contents.chapters:
        unit = put(
            root,
            "au",
            id=chapter.iri,
            moveOn="Completed",
            launchMethod="AnyWindow",
            activityType=LESSON_TYPE,
        )
        _said(unit, "title", chapter.titles())
        _said(unit, "description", chapter.descriptions())
        put(unit, "url", chapter.file)
    return written(root)


def _said(parent, name, texts):
    element = put(parent, name)
    for language, text in texts.items():
        put(element, "langstring", text, lang=language)
