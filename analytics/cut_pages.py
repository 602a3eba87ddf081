"""The pages that hold cuts against each other: over time, compare, caregivers, classes.

Each shows only cuts that the audit lets be shown (docs/adr/0163, 0190), and measures of everybody in them;
what people say has an audit of its own.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import group_pages, keeping
from analytics.metrics import HELD, SMALLEST_GROUP, groups, guard, months, proportions, skills
from analytics.metrics.guard import EVERYBODY, Cut
from analytics.pages import Choice, Page, address
from analytics.sections import NOT_SHOWN
from analytics.tables import Section, Told
from lms.skills import SLUGS

NAMES = {
    "time": gettext_lazy("Over time"),
    "compare": gettext_lazy("Compare two groups or times"),
    "caregivers": gettext_lazy("Caregivers and patients"),
    "classes": gettext_lazy("Classes"),
    "slips": gettext_lazy("Take-home slips"),
}
MEASURES = ("alone", "learned", "tried", "done", "says")
PROXY = "proxy-access"
PATHS = {
    "patient": gettext_lazy("Patients"),
    "caregiver": gettext_lazy("Caregivers"),
    "helper": gettext_lazy("Helpers"),
}
_COLUMNS = group_pages.COLUMNS


def label(cut, known=()) -> str:
    """Returns what a cut is called. `known` are groups by their cut."""
    if cut.kind == "months":
        return _("Last %(months)s months") % {"months": cut.value}
    if cut.kind == "before":
        return _("The %(months)s months before") % {"months": cut.value}
    if cut.kind == "month":
        return _month_name(parse_date(cut.value))
    if cut.kind == "path":
        return str(PATHS.get(cut.value, cut.value))
    if cut.kind == "language":
        return str(dict(settings.LANGUAGES).get(cut.value, cut.value))
    if cut.kind == "class":
        return _("Class: %s") % known[cut].title
    return _("Everybody, all time")


def _month_name(first):
    return date_format(first, "YEAR_MONTH_FORMAT")


def over_time(organisation, asked, *, titles, find_tasks, activity_titles, today, **more):
    """Returns the page of the last 12 months: of any skill, or of one that is asked for; or of one month."""
    skill = asked.get("skill") if asked.get("skill") in SLUGS else None
    has_task = skill is None or skill in find_tasks()
    found = months.of_all(organisation, today=today, skill=skill, has_task=has_task)
    names = [(slug, titles.get(slug, slug)) for slug in SLUGS]
    offered = {f"{one.first:%Y-%m}": one.first for one in found if one.people}
    chosen = offered.get(asked.get("month"))
    options = [("", _("All 12 months")), *((key, _month_name(day)) for key, day in offered.items())]
    choices = [
        Choice("skill", _("Skill"), [("", _("Any skill")), *names], skill or ""),
        Choice("month", _("Month"), options, f"{chosen:%Y-%m}" if chosen else ""),
    ]
    about = [titles.get(skill, skill)] if skill and not chosen else []  # a month is told of all skills
    about.append(_month_name(chosen) if chosen else _("the last 12 months"))
    page = Page(str(NAMES["time"]), [], choices=choices, about=", ".join(about))
    page.is_everybody = not (skill or chosen)
    if chosen:
        text = _("Of everybody who was here in %(month)s: what they did in that month.")
        text = text % {"month": _month_name(chosen)}
        view = Cut("month", chosen.isoformat()).view(today)
        came = next(one.people for one in found if one.first == chosen)
        page.sections = group_pages.parts(
            organisation, view, came, text, titles, find_tasks(), activity_titles
        )
        return page
    lines = [(f"{one.first:%Y-%m}", _month_name(one.first), _month(one)) for one in found]
    columns = {"people": _("People"), **{name: _COLUMNS[name] for name in months.MEASURES}}
    text = _(
        "Of everybody who was here in a month: how many did this in that month. A month is not shown where "
        "fewer than {smallest} people were here, or where it would show so few together with other numbers."
    ).format(smallest=SMALLEST_GROUP)
    table = Section("months", _("Month by month"), text, _("Month"), columns, lines, True, "lines")
    if any(one.people for one in found):
        page.sections.append(table)
    else:
        page.state = group_pages.why(any(one.people is None for one in found))
    return page


def _month(one):
    if one.people is None:
        return [Told(None, str(NOT_SHOWN))] * (1 + len(one.shares))
    if not one.people:
        return [0, *(Told(None, "–") for _share in one.shares)]
    return [one.people, *one.shares.values()]


def compare(organisation, asked, *, titles, find_tasks, today, **more):
    """Returns the page of two cuts: skill by skill, one measure, and how far they lie apart."""
    found = groups.audited(organisation, today=today)
    # Figures of a slip are told in fives (docs/adr/0180), which leaves nothing to compare.
    offered = {
        group_pages.code(cut): cut for cut in found.people if cut in found.shown and cut.kind != "slip"
    }
    measure = asked.get("measure") if asked.get("measure") in MEASURES else MEASURES[0]
    usual = ("before-3", "months-3")
    if not offered.keys() >= set(usual):
        usual = (*offered, "", "")[:2]
    one, two = (offered.get(asked.get(name) or usual[place]) for place, name in enumerate(("one", "two")))
    options = [(code, label(cut, found.groups)) for code, cut in offered.items()]
    choices = [
        Choice("one", _("First group or time"), options, group_pages.code(one)),
        Choice("two", _("Second group or time"), options, group_pages.code(two)),
        Choice("measure", _("Number"), [(name, _COLUMNS[name]) for name in MEASURES], measure),
    ]
    page = Page(str(NAMES["compare"]), [], state="shown", choices=choices)
    if len(offered) < 2 or one is None or two is None:
        page.state = group_pages.why(found.people.get(EVERYBODY))
        return page
    page.about, page.is_everybody = f"{label(one, found.groups)} – {label(two, found.groups)}", False
    told = guard.answers(organisation, today=today) if measure == "says" else {}
    tasks = find_tasks() if measure in ("tried", "alone") else frozenset(SLUGS)
    figures = [
        skills.of_cut(organisation, people=found.people[cut], tasks=tasks, **_view(cut, found.groups, today))
        for cut in (one, two)
    ]
    lines = []
    for skill in SLUGS:
        pair = [_share(figures[place][skill], measure, told, cut) for place, cut in enumerate((one, two))]
        lines.append((skill, titles.get(skill, skill), [*pair, *_apart(*pair)]))
    columns = {
        "one": label(one, found.groups),
        "two": label(two, found.groups),
        "difference": _("Difference in points"),
        "between": _("Where it likely lies (95% interval)"),
    }
    text = _(
        "The second less the first, in points. Where the last column goes from below zero to above it, the "
        "difference can be chance. It is reckoned as if nobody were in both."
    )
    page.sections.append(
        Section("skills", str(_COLUMNS[measure]), text, _("Skill"), columns, lines, figure="bars")
    )
    return page


def _view(cut, known, today):
    return known[cut].view if cut in known else cut.view(today)


def _share(figures, measure, told, cut):
    """Returns the share of a cut; what people say only where its own audit lets it be shown."""
    is_held_back = measure == "says" and cut not in told.get(figures.skill, ())
    return HELD if is_held_back else figures.share(measure)


def _apart(one, two):
    """Returns how many points two shares lie apart, and between what, as values with words."""
    if one.is_hidden or two.is_hidden:
        return [Told(None, "–"), Told(None, "–")]
    points = two.percent - one.percent
    low, high = proportions.difference((one.count, one.of), (two.count, two.of))
    return [
        Told(points, f"{points:+d}"),
        Told([round(low), round(high)], f"{round(low):+d} – {round(high):+d}"),
    ]


def caregivers(organisation, asked, *, titles, find_tasks, today, **more):
    """Returns the page of caregivers beside patients: one skill first, then skill by skill.

    The first is acting for another, or the one that is asked for.
    """
    people, shown = guard.cuts(organisation, today=today)
    pair = [Cut("path", "caregiver"), Cut("path", "patient")]
    skill = asked.get("skill") if asked.get("skill") in SLUGS else PROXY
    names = [(slug, titles.get(slug, slug)) for slug in SLUGS]
    about = ", ".join(label(cut) for cut in pair)
    choices = [Choice("skill", _("Skill"), names, skill)]
    page = Page(str(NAMES["caregivers"]), [], choices=choices, about=about, is_everybody=False)
    if not shown.issuperset(pair):
        page.state = group_pages.why(people.get(EVERYBODY))
        return page
    told = guard.answers(organisation, today=today)
    tasks = find_tasks()
    figures = [
        skills.of_cut(organisation, people=people[cut], tasks=tasks, **cut.view(today)) for cut in pair
    ]
    columns = {cut.value: label(cut) for cut in pair}

    def both(skill, measure):
        return [_share(found[skill], measure, told, cut) for found, cut in zip(figures, pair, strict=True)]

    names = ("says", "learned", "tried", "alone", "planned", "done")
    text = _("Of everybody who is here as a caregiver, and of everybody who is here as a patient.")
    page.sections.append(
        Section(
            "proxy",
            titles.get(skill, skill),
            _("Acting for another person, with access of one's own.") if skill == PROXY else text,
            _("Measure"),
            columns,
            [(name, _COLUMNS[name], both(skill, name)) for name in names],
            figure="bars",
        )
    )
    for name in ("alone", "says"):
        lines = [(skill, titles.get(skill, skill), both(skill, name)) for skill in SLUGS]
        words = text if name == "alone" else _("Of those who answered the question in the self-check.")
        page.sections.append(
            Section(name, str(_COLUMNS[name]), words, _("Skill"), columns, lines, figure="bars")
        )
    return page


def links() -> list:
    """Returns [(address, title), …] of these pages."""
    return [(address("insights:page", args={"name": name}), title) for name, title in NAMES.items()]


_MAKERS = {
    "time": over_time,
    "compare": compare,
    "caregivers": caregivers,
    "classes": group_pages.of_classes,
    "slips": group_pages.of_slips,
}


def make(organisation, name, asked, **said) -> Page:
    """Returns one of the NAMES for what is asked for in its address.

    `said`: `titles` of skills, `find_tasks` (returns the skills that have a practice task; called where that
    matters), `activity_titles` (turns addresses into {address: title}), `led_by` (only classes of this user).
    """
    keeping.open_for(organisation)
    page = _MAKERS[name](organisation, asked, today=timezone.localdate(), **said)
    page.title = str(NAMES[name])
    return page
