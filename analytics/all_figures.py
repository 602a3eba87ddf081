"""Everything that the insights pages ask the measures: what the worker counts for large organisations."""

from analytics.metrics import activities, gap_matrix, groups, guard, months, people, skills
from analytics.metrics.guard import EVERYBODY
from lms.skills import SLUGS

# The cuts that the reports offer as filters; the pages of cuts hold all others against each other.
_FILTERS = ("all", "months", "path", "language")


def ask(organisation, today) -> None:
    """Asks for each figure that a page may show on this day: each cut that may be shown."""
    found = groups.audited(organisation, today=today)
    people_in, shown = guard.cuts(organisation, today=today)
    guard.answers(organisation, today=today)
    for cut in people_in:
        if cut.kind in _FILTERS:
            gap_matrix(
                organisation, **cut.view(today), is_audited=True
            )  # also where the page hides it in the end
    for cut in sorted(shown | {EVERYBODY}):
        view = cut.view(today)
        skills.of_cut(organisation, **view)
        if cut.kind in _FILTERS:
            _report(organisation, view)
    for cut in sorted(found.shown):
        if cut in found.groups or cut.kind == "month":
            view = found.groups[cut].view if cut in found.groups else cut.view(today)
            skills.of_cut(organisation, **view)
            people.funnel(organisation, **view)
            activities.doings(organisation, **view)
    people.returns(organisation)
    people.change(organisation)
    for skill in (None, *SLUGS):
        months.of_all(organisation, today=today, skill=skill)


def _report(organisation, view):
    skills.skill_figures(organisation, **view)
    people.funnel(organisation, **view)
    for kind in ("course", "lesson"):
        activities.lessons(organisation, kind, **view)
    activities.tasks(organisation, **view)
