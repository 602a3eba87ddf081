"""Finds out what a package is by the manifest at its top."""

from django.utils.translation import gettext as _

from courses.packages import archive as zips
from courses.packages.faults import PackageError
from courses.packages.kinds import scorm

READERS = {scorm.FILE: scorm.read}
OTHERS = {"cmi5.xml": "cmi5", "h5p.json": "H5P", "tincan.xml": "xAPI"}  # docs/adr/0218


def manifests(archive, files):
    """Returns a Manifest for each part of a package; `files` is {name: ZipInfo}. Raises PackageError."""
    for name, reader in READERS.items():
        if name in files:
            return reader(zips.read(archive, files, name), files)
    for name in READERS:
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
        words = _("This is a package of the kind %s, which we do not play. Export it as SCORM 1.2 or 2004.")
        raise PackageError(words % other)
    raise PackageError(
        _("There is no “%s” in the zip, so it is no package we can play. Export it as SCORM 1.2 or 2004.")
        % scorm.FILE
    )
