"""A report's figures as they are kept, and the words that are made of them in a reader's language.

The figures are those of the overview at the moment of writing; the words are made by the same code.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from analytics import advice, charts, metrics
from analytics.acting.models import Deed
from analytics.delivering.models import Alert
from analytics.metrics.gaps import HIDDEN, NO_TASK, GapMatrix, Share, SkillGap
from lms.organisations import sites
from lms.organisations.models import Organisation
from lms.skills import SLUGS, links
from lms.skills.models import Skill

MEASURES = ("says", "learned", "tried", "alone")


def freeze(matrix, *, people_of_month, deeds) -> dict:
    """Returns what is kept of a report: the matrix, the people of the month (None: hidden), what was done."""
    return {
        "people": matrix.people,
        "rows": {
            row.skill: {name: _frozen(share) for name, share in row.measures.items()} for row in matrix.rows
        },
        "month": people_of_month,
        "deeds": [[deed.skill, deed.kind, deed.done_on.isoformat()] for deed in deeds],
    }


def _frozen(share):
    return "no task" if share.has_no_task else None if share.is_hidden else [share.count, share.of]


def thaw(content) -> GapMatrix:
    """Returns the matrix that was frozen."""
    rows = content["rows"]
    found = tuple(SkillGap(slug, **{name: _thawed(rows[slug][name]) for name in MEASURES}) for slug in SLUGS)
    return GapMatrix(people=content["people"], rows=found, is_empty=content["people"] == 0)


def _thawed(kept):
    if kept is None or kept == "no task":
        return NO_TASK if kept else HIDDEN
    return Share(*kept)


@dataclass(frozen=True)
class Text:
    """A report in one language. `things` are advice.Things; `alerts` and `deeds` are sentences."""

    organisation: Organisation
    language: str
    period: date
    title: str
    finding: str
    month: str
    matrix: GapMatrix
    titles: dict
    things: list
    alerts: list
    deeds: list

    @property
    def base(self):
        """Returns the address of the organisation's site."""
        return sites.base_of(self.organisation)

    @property
    def thing_lines(self):
        """Returns what to do, a line each, with the whole address of the lesson or the task."""
        return [
            f"{thing.title}: {place.title} – {self.base}{place.url}"
            for thing in self.things
            for place in (thing.lesson or thing.practice,)
        ]

    @property
    def skills(self):
        """Returns [(title, its figures as one line), …], most stuck people first; none where hidden."""
        if self.matrix.is_hidden:
            return []
        return [
            (
                self.titles.get(row.skill, row.skill),
                ". ".join(
                    f"{charts.MEASURES[name]['label']}: {charts.share_text(share)}"
                    for name, share in row.measures.items()
                )
                + ".",
            )
            for row in self.matrix.most_stuck_first()
        ]


def text(bulletin, language) -> Text:
    """Returns a bulletin in the active language, which `language` names."""
    organisation, kept = bulletin.organisation, bulletin.content
    matrix, titles = thaw(kept), Skill.objects.titles(language)
    practices = links.find("practice", skills=SLUGS, organisation=organisation, language=language)
    where = {"organisation": organisation, "language": language, "titles": titles, "practices": practices}
    month = date_format(bulletin.period, "YEAR_MONTH_FORMAT")
    return Text(
        organisation=organisation,
        language=language,
        period=bulletin.period,
        title=_("%(name)s: report of %(month)s") % {"name": organisation.name, "month": month},
        finding=words_of(metrics.where_people_are_stuck(matrix, titles)),
        month=_month(kept["month"]),
        matrix=matrix,
        titles=titles,
        things=advice.things_to_do(matrix, **where),
        alerts=[alert_text(one, titles) for one in alerts_of(bulletin)],
        deeds=[_deed(one, titles) for one in kept["deeds"]],
    )


def words_of(finding):
    """Returns the sentence of the overview as plain text, made by the overview's own template."""
    page = render_to_string("analytics/finding.html", {"finding": finding})
    return re.sub(r"\s+", " ", unescape(strip_tags(page))).strip()


def _month(people):
    if people is None:
        said = _("Fewer than %(smallest)s people learned in the month, or too few to show.")
        return said % {"smallest": metrics.SMALLEST_GROUP}
    return _("People who learned in the month: %(people)s.") % {"people": people}


def alerts_of(bulletin):
    """Returns the alerts that a bulletin brings: those of the quarter that its month ended."""
    from_month = bulletin.period.month - 2
    if bulletin.period.month % 3:
        return Alert.objects.none()
    quarter = date(bulletin.period.year, from_month, 1)
    return Alert.objects.for_organisation(bulletin.organisation).filter(period=quarter)


def alert_lines(organisation, language, *, most):
    """Returns [(Alert, its sentence), …] of an organisation, the latest quarter first. Two queries."""
    titles = Skill.objects.titles(language)
    found = Alert.objects.for_organisation(organisation)[:most]
    return [(alert, alert_text(alert, titles)) for alert in found]


def alert_text(alert, titles):
    """Returns an alert as one sentence with its figures, in the active language."""
    before, after = (
        Share(alert.before_stuck, alert.before_tried),
        Share(alert.after_stuck, alert.after_tried),
    )
    said = _(
        "%(title)s: of those who tried, %(after)s could not do it alone. The quarter before: %(before)s."
    )
    return said % {
        "title": titles.get(alert.skill, alert.skill),
        "after": charts.share_text(after),
        "before": charts.share_text(before),
    }


def _deed(kept, titles):
    skill, kind, day = kept
    said = {"what": Deed.Kind(kind).label, "day": date_format(date.fromisoformat(day))}
    return f"{titles.get(skill, skill)}: " + _("%(what)s, %(day)s") % said
