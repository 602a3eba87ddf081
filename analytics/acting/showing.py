"""What the pages on acting show: the gaps with what closes them, one gap, its posters and its messages."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import charts, keeping, report
from analytics.acting import closing, drafts, poster
from analytics.acting.models import Deed
from analytics.acting.since import since
from analytics.metrics import guard, months
from analytics.metrics.gaps import Share, SkillGap
from lms.skills import SLUGS, links
from lms.skills.models import Skill

MOST_ON_A_POSTER = 3
PLACES = {
    "before": gettext_lazy("before"),
    "same": gettext_lazy("the same month"),
    "after": gettext_lazy("after"),
    "now": gettext_lazy("after, so far"),
}


@dataclass(frozen=True)
class Gap:
    """One skill: its title, its figures as words ("" where they may not be shown), and what closes it."""

    skill: str
    title: str
    text: str
    row: SkillGap
    closing: closing.Closing
    deeds: int = 0


def _text(row, matrix):
    return "" if matrix.is_hidden or matrix.is_empty else charts.gap_text(row)


def gaps(organisation, *, language):
    """Returns (the report, [Gap, …]), most stuck people first; in the skills' own order without figures."""
    found = report.make(organisation, language=language)
    closed_by = closing.of(SLUGS, organisation=organisation, language=language, practices=found.practices)
    done = [deed.skill for deed in Deed.objects.for_organisation(organisation)]
    return found, [
        Gap(
            row.skill,
            found.titles.get(row.skill, row.skill),
            _text(row, found.matrix),
            row,
            closed_by[row.skill],
            done.count(row.skill),
        )
        for row in found.matrix.most_stuck_first()
    ]


def gap(organisation, skill, *, language):
    """Returns what the page of one gap shows: {gap, drafts, done}."""
    keeping.open_for(organisation)
    audit = guard.cuts(organisation, today=timezone.localdate())
    found = report.make(organisation, language=language, audit=audit)
    row = next(row for row in found.matrix.rows if row.skill == skill)
    where = {"organisation": organisation, "language": language, "practices": found.practices}
    closed_by = closing.of([skill], **where)[skill]
    known = {language: closed_by.lesson}
    title = found.titles.get(skill, skill)
    return {
        "gap": Gap(skill, title, _text(row, found.matrix), row, closed_by),
        "report": found,
        "drafts": [draft(organisation, skill, language=one, known=known) for one in organisation.languages],
        "done": _done(organisation, skill, audit, has_task=bool(found.practices.get(skill))),
    }


def draft(organisation, skill, *, language, known=None):
    """Returns the draft of the message about a skill in a language. One query, unless the lesson is known.

    `known` is {language: the lesson's Link, or None}.
    """
    if known is None or language not in known:
        found = links.find("lesson", skills=[skill], organisation=organisation, language=language)
        known = {language: next(iter(found[skill]), None)}
    lesson = known[language]
    return drafts.make(skill, language, organisation=organisation, lesson=lesson)


def _done(organisation, skill, audit, *, has_task):
    """Returns [(deed, what changed since it, the table of its months), …], the latest first."""
    deeds = list(Deed.objects.for_organisation(organisation).about(skill).select_related("by"))
    if not deeds:
        return []
    today = timezone.localdate()
    told = months.of_all(organisation, today=today, skill=skill, audit=audit, has_task=has_task)
    found = [(deed, since(deed.done_on, told, today=today)) for deed in deeds]
    return [(deed, changed, _table(deed, changed)) for deed, changed in found]


def _table(deed, changed):
    """Returns the months around a deed as `components/table.html` takes them."""
    labels = (_("People"), _("Tried a task"), _("Can do alone"), _("Tried, not alone yet"))
    return {
        "caption": _("Month by month: %(what)s, %(day)s")
        % {"what": deed.get_kind_display(), "day": date_format(deed.done_on)},
        "corner": _("Month"),
        "columns": [{"label": label, "is_number": True} for label in labels],
        "rows": [
            {
                "header": f"{date_format(month.first, 'YEAR_MONTH_FORMAT')} ({PLACES[place]})",
                "cells": [{"value": value, "is_number": True} for value in _values(month)],
            }
            for month, place in changed.months
        ],
    }


def _values(month):
    tried, alone = month.shares["tried"], month.shares["alone"]
    people = _("not shown") if month.people is None else month.people
    stuck = tried if tried.is_hidden else Share.among(tried.count - alone.count, tried.count)
    return [people, *(charts.share_text(share) for share in (tried, alone, stuck))]


def posters(organisation, *, language, skill=None):
    """Returns the PDF of a skill's poster, or of the largest gaps' without one; None without gaps."""
    found = report.make(organisation, language=language)
    rows = {row.skill: row for row in found.matrix.rows}
    chosen = [skill] if skill else _largest(found.matrix)
    if not chosen:
        return None
    closed_by = closing.of(chosen, organisation=organisation, language=language)
    said = {one.slug: one for one in Skill.objects.in_language(language).filter(slug__in=chosen)}
    panels = [
        poster.Panel(
            title=said[one].title,
            can_do=said[one].can_do,
            why=said[one].why,
            others=_others(rows[one]),
            lesson=closed_by[one].lesson,
            address=drafts.address(organisation, language, closed_by[one].lesson),
        )
        for one in chosen
    ]
    return poster.write(panels, organisation=organisation, language=language)


def _largest(matrix):
    return [row.skill for row in matrix.most_stuck_first() if row.stuck.count][:MOST_ON_A_POSTER]


def _others(row):
    """Returns how many of 100 cannot do it alone yet, as the page's *can do alone* has it; None if hidden."""
    return None if row.alone.is_hidden else 100 - row.alone.percent
