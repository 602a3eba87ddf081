"""Brings what the library says by now to every organisation that follows it: resumable, and to each once.

What is still to do stands in the rows alone. Each adopted course is one transaction, and its first write
takes the row: whoever comes second, or again after a crash, finds it done or still to do, never half done.
"""

import logging
from time import monotonic

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.adopting import bringing
from courses.adopting import shelf as shelves
from courses.adopting.models import Adoption
from courses.library_loader import trees

logger = logging.getLogger(__name__)


def look(library=None):
    """Writes the library's list of courses where its files have changed; returns how many are due."""
    library = library or shelves.library()
    if shelves.is_behind(library):
        shelves.put(library)
    return Adoption.objects.due().count()


def go_on(*, seconds, library=None, progress=None):
    """Brings one adopted course after the other until the time is over; returns how many are left.

    `progress(done, of)` hears of each. One at which it fails is set aside with the version that failed.
    """
    library = library or shelves.library()
    until = monotonic() + seconds
    left = look(library)
    if not left:
        return 0
    shelf, of, done = shelves.put(library), left, 0
    while monotonic() < until:
        pk = Adoption.objects.due().order_by("pk").values_list("pk", flat=True).first()
        if pk is None or not bring(pk, shelf):
            break
        done += 1
        if progress:
            progress(done, of)
    return Adoption.objects.due().count()


def bring(pk, shelf):
    """Brings one adopted course up to date, once; returns False where this process's files are too old.

    A fault is written down and ends with this course: the others go on. What passes by itself (time is over,
    the database is away or has chosen somebody else) is raised, and tried again with the next round.
    """
    adoption = Adoption.objects.select_related("course").get(pk=pk)
    target, edition = adoption.course.version, shelf.edition(adoption.course.slug)
    if edition is None or edition.version != target:
        return False
    try:
        with transaction.atomic(), disable_reference_index_auto_update():
            taken = Adoption.objects.due().filter(pk=pk).values("pk")
            if Adoption.objects.filter(pk__in=taken).update(version=target):
                _bring(pk, edition, shelf)
    except (SoftTimeLimitExceeded, InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("The course %s could not be brought up to date (adoption %s).", adoption.course, pk)
        Adoption.objects.filter(pk=pk).update(failed_version=target)
    return True


def _bring(pk, edition, shelf):
    adoption = Adoption.objects.select_related("course", "organisation__site").get(pk=pk)
    learn = bringing.lists_of(adoption.organisation, shelf.locales)
    bringing.bring(adoption, edition, learn=learn, tally=trees.Tally())


def try_again():
    """Puts back what was set aside after a fault; returns how many."""
    stuck = Adoption.objects.stuck().values_list("pk", flat=True)
    return Adoption.objects.filter(pk__in=list(stuck)).update(failed_version="")
