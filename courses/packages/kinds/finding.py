"""Finds out what a package is by the manifest at its top."""

from django.utils.translation import gettext as _

from courses.packages import archive as zips
from courses.packages.faults import PackageError
from courses.packages.kinds import cmi5, h5p, scorm

READERS = {cmi5.FILE: cmi5.read, scorm.FILE: scorm.read}
TOPS = (*READERS, h5p.FILE)
OTHERS = {"tincan.xml": "xAPI (Tin Can)"}  # a launch of another kind, without rules of its own


def manifests(archive, files):
    """Returns a Manifest for each part of a package; `files` is {name: ZipInfo}. Raises PackageError."""
    for name, reader in READERS.items():
        if name in files:
            return reader(zips.read(archive, files, name), files)
    if h5p.FILE in files:
        return h5p.read(files, lambda name, most=zips.MEGABYTE: zips.read(archive, files, name, most=most))
    for name in TOPS:
        deeper = next((one for one in files if one.endswith(f"/{name}")), None)
        if deeper:
            said = {"name": name, "folder": deeper.rpartition("/")[0][:120]}
            raise PackageError(
                _(
                    "“%(name)s” lies in the folder “%(folder)s”. Open that folder, choose all that is in it, "
                    "and make the zip of that."
                )
                % said
            )
    other = next((kind for name, kind in OTHERS.items() if name in files), None)
    if other:
        words = _("This is a package of the kind %s, which we do not play. Export it as cmi5 or SCORM.")
        raise PackageError(words % other)
    raise PackageError(
        _(
            "The zip has none of the files %s at its top, so it is no package we can play. Export it as "
            "cmi5, SCORM or H5P."
        )
        % ", ".join(f"“{name}”" for name in TOPS)
    )
