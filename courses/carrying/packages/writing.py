"""Writes a published course as a package: equal lessons give equal bytes."""

from courses.carrying import archive
from courses.carrying.packages import cmi5, contents, pages, scorm12

KINDS = {"cmi5": cmi5, "scorm-1.2": scorm12}


def write(course, kind):
    """Returns the zip of a course in one of KINDS. Raises NothingPublished where nobody may see it yet."""
    found, form = contents.of(course), KINDS[kind]
    files = pages.files(found, form.RECORD)
    return archive.packed({form.NAME: form.structure(found), **files})
