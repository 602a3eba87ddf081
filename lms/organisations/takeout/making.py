"""Asking for the file, making it step by step, and throwing it away after a week."""

import logging
import tempfile
import zipfile
from datetime import timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from lms.health.leases import lease
from lms.organisations.models import Takeout
from lms.organisations.takeout import parts

logger = logging.getLogger(__name__)

KEPT_DAYS = 7
LEASE_SECONDS = 600
MOST_TRIES = 3  # what has killed the worker as often is not begun again
READ_ME = """\
This file holds what belongs to {name} at this site, as it was on {day}.

organization.json  name, rules and colors       pictures/, documents/  the files of its collection
courses/           each course, to be brought in again with "Bring in a course from a file"
tasks/             its own practice tasks        people/                its own invented people (FHIR)
words/             its own words and questions   counts/                how many people did what, never who
packages/          its packages from other tools, as they were brought in
learning-systems.json  the learning systems (LMS) that are connected with it, without their keys

No learner is in it. What learners did stays theirs.
"""


@transaction.atomic
def ask(*, organisation, by=None):
    """Returns the file that is being made, asked for anew where none is. The worker makes it."""
    under_way = Takeout.objects.for_organisation(organisation).under_way().first()
    if under_way:
        return under_way
    log(instance=organisation, action="organisations.takeout_asked", user=by)
    return Takeout.objects.create(organisation=organisation, asked_by=by)


def write_to(file, organisation, *, tell=lambda done, of: None):
    """Writes the zip into an open file, and tells (done, of) after each step."""
    todo = parts.steps(organisation)
    tell(0, len(todo))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        said = {"name": organisation.name, "day": timezone.localdate().isoformat()}
        archive.writestr("README.txt", READ_ME.format(**said))
        for number, step in enumerate(todo, 1):
            for place, data in step().items():
                archive.writestr(place, data)
            tell(number, len(todo))


def make_what_waits():
    """Makes the files that were asked for, one by one; returns how many. One that was cut off begins anew."""
    made = 0
    with lease("organisations.takeout", seconds=LEASE_SECONDS) as is_ours:
        for row in Takeout.objects.under_way().select_related("organisation__site") if is_ours else ():
            made += _make(row)
    return made


def _make(row):
    if row.tries >= MOST_TRIES:
        logger.error("Takeout %s was cut off %s times and is given up.", row.pk, row.tries)
        row.has_failed = True
    else:
        Takeout.objects.filter(pk=row.pk).update(tries=row.tries + 1)
        try:
            _write(row)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("Takeout %s could not be made.", row.pk)
            row.has_failed = True
    row.finished_at = timezone.now()
    row.save(update_fields=["file", "has_failed", "finished_at"])
    return not row.has_failed


def _write(row):
    """Writes the file into the storage. The row knows its name before, so that it goes with the row."""

    def tell(done, of):
        Takeout.objects.filter(pk=row.pk).update(done=done, of=of)

    if row.file:  # a run that was killed may have left it
        row.file.storage.delete(row.file.name)
    row.file.name = row.file.field.generate_filename(row, f"{row.organisation.slug}-{row.key.hex}.zip")
    row.save(update_fields=["file"])
    with tempfile.TemporaryFile() as file:
        write_to(file, row.organisation, tell=tell)
        file.seek(0)
        row.file.save(f"{row.organisation.slug}-{row.key.hex}.zip", File(file), save=False)


def throw_old_away(*, now=None):
    """Deletes files that were made a week ago, with their rows; returns how many."""
    before = (now or timezone.now()) - timedelta(days=KEPT_DAYS)
    old = list(Takeout.objects.filter(finished_at__lt=before))
    for row in old:
        if row.file:
            row.file.delete(save=False)
        row.delete()
    return len(old)
