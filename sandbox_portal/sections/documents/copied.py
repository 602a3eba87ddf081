"""What comes as copies of the record: all of each part, from the day on that was asked for.

The fee counts the same visits, results and bills that come: see `copies.pages`.
"""

from django.utils.translation import gettext as _

from sandbox_portal import practice_days
from sandbox_portal.sections import dates
from sandbox_portal.sections.documents import papers
from sandbox_portal.sections.notes import showing as notes


def visits(chart, now, since=None) -> list:
    """The visits that were, newest first; with `since`, those of that day or later."""
    return [visit for visit in notes.past(chart, now) if _is_after(visit.at, since)]


def results(chart, now, since=None) -> list:
    """The results that are out and are shown without asking."""
    ready = (result for result in chart.open_results if result.is_ready_at(now))
    return [result for result in ready if _is_after(result.resulted_at, since)]


def bills(chart, now, since=None) -> list:
    """The bills of visits that were."""
    today = practice_days.local_day(now)
    were = (bill for bill in chart.bills if bill.visit_on is None or bill.visit_on <= today)
    return [bill for bill in were if _is_after(bill.visit_on, since)]


DATED = {"notes": visits, "results": results, "bills": bills}


def _is_after(moment, since):
    """True on `since` or later. What has no day comes only where everything was asked for."""
    return since is None or (moment is not None and practice_days.local_day(moment) >= since)


def _notes(chart, now, since):
    return papers.Part(_("Visit notes"), papers.visit_lines(visits(chart, now, since)))


def _results(chart, now, since):
    values = (value for result in results(chart, now, since) for value in result.values)
    return papers.Part(_("Test results"), tuple(papers.number_line(value) for value in values))


def _images(chart, now, since):
    """The record holds what was read in pictures, not the pictures; they come as files of their own."""
    line = (_("One file for each picture"), _("Left out in practice"))
    return papers.Part(_("Pictures, such as X-rays"), (line,))


def _bills(chart, now, since):
    found = ((str(bill.title), dates.with_year(bill.visit_on)) for bill in bills(chart, now, since))
    return papers.Part(_("Bills"), tuple(found))


COPIED = {
    "notes": _notes,
    "results": _results,
    "images": _images,
    "shots": lambda chart, now, since: papers.shots(chart, now),
    "medicines": lambda chart, now, since: papers.medicines(chart, now),
    "bills": _bills,
}


def parts(chart, now, names, since=None) -> list[papers.Part]:
    """The parts that were asked for, in the order of the record. Shots and medicines are always all of them:
    a list with gaps could harm."""
    return [make(chart, now, since) for name, make in COPIED.items() if name in names]
