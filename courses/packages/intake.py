"""Taking a package in and deleting it: judged at once by its directory, read to its end, kept or gone."""

from functools import partial

from django.db import transaction
from wagtail.log_actions import log

from courses.packages import archive as zips
from courses.packages import checking, tasks
from courses.packages.kinds import finding
from courses.packages.kinds.manifest import LONGEST_TITLE
from courses.packages.models import Package

AT_ONCE_BYTES = 8 * zips.MEGABYTE  # read in about a tenth of a second; more is the worker's


def judge(file):
    """Returns ([Manifest], {name: bytes}) of an uploaded zip. Reads its directory and manifest only.

    Raises PackageError.
    """
    zips.weigh(file)
    with zips.opened(file) as archive:
        files = zips.entries(archive, size=file.size)
        manifests = finding.manifests(archive, files)
    file.seek(0)
    return manifests, {name: entry.file_size for name, entry in files.items()}


def take_in(*, organisation, by, file, manifests, files, language, title=""):
    """Keeps a judged zip, a Package for each of its parts, and has it read to its end, a small one at once.

    Returns the Packages. They share the file.
    """
    packages = [
        Package(
            organisation=organisation,
            made_by=by,
            title=_title(title, one, len(manifests)),
            kind=one.kind,
            launch=one.launch,
            query=one.query,
            facts=one.facts,
            files=files,
            language=language,
        )
        for one in manifests
    ]
    first = packages[0]
    first.file.save("package.zip", file, save=False)
    try:
        with transaction.atomic():
            for package in packages:
                package.file = first.file.name
                package.save()
            log(instance=organisation, action="packages.brought_in", user=by, data={"title": first.title})
    except BaseException:
        first.file.storage.delete(first.file.name)
        raise
    if first.whole_bytes > AT_ONCE_BYTES:
        transaction.on_commit(partial(tasks.check_package.delay, first.pk), robust=True)
        return packages
    checking.check(first.pk)
    return list(Package.objects.filter(pk__in=[one.pk for one in packages]).order_by("pk"))


def _title(given, manifest, number):
    if not given or number == 1:
        return given or manifest.title
    return f"{given}: {manifest.title}"[:LONGEST_TITLE]


@transaction.atomic
def delete(*, package, by):
    """Deletes a package and how far anybody is in it; its file too, once no other part needs it."""
    storage, name = package.file.storage, package.file.name
    log(instance=package.organisation, action="packages.deleted", user=by, data={"title": package.title})
    package.delete()
    if name and not Package.objects.filter(file=name).exists():
        transaction.on_commit(partial(storage.delete, name))
