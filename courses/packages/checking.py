"""Reads what was brought in to its end: then it is ready, or refused and its file gone."""

import logging

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.packages import archive as zips
from courses.packages.faults import PackageError
from courses.packages.models import Package

TOLD_EVERY_BYTES = 4 * zips.MEGABYTE
GIVEN_UP_HOURS = 24

logger = logging.getLogger(__name__)


def check(pk):
    """Reads a zip to its end, for all its parts. Safe to run twice: a verdict stays."""
    package = Package.objects.waiting().filter(pk=pk).first()
    if package is None:
        return
    mine = Package.objects.waiting().filter(file=package.file.name)
    with translation.override(package.language):
        try:
            _read(package, mine)
        except PackageError as error:
            _refuse(package, mine, "\n".join(map(str, error.lines)))
        except OSError:  # the storage has lost it, or cannot be asked now
            logger.exception("A package could not be read: %s", package.key)
            _refuse(package, mine, _("The file could not be read here. Please bring it in once more."))
        else:
            mine.update(state=Package.State.READY, read_bytes=package.whole_bytes)


def _read(package, mine):
    told = 0
    with package.file.open("rb") as file, zips.opened(file) as archive:
        files = zips.entries(archive, size=package.file.size)
        for done in zips.read_through(archive, files):
            if done - told >= TOLD_EVERY_BYTES:
                told = done
                mine.update(read_bytes=done)


def _refuse(package, mine, fault):
    if mine.update(state=Package.State.REFUSED, fault=fault, file=""):
        package.file.storage.delete(package.file.name)


def check_waiting():
    """Takes up checks that were cut off; those that hang for a day are given up. Returns how many waited."""
    waiting = list(Package.objects.waiting())
    for package in waiting:
        if (timezone.now() - package.made_at).total_seconds() > GIVEN_UP_HOURS * 3600:
            with translation.override(package.language):
                fault = _("The file could not be read here. Please bring it in once more.")
            _refuse(package, Package.objects.waiting().filter(file=package.file.name), fault)
        else:
            check(package.pk)
    return len(waiting)
