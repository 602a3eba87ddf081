"""The insights pages beside the overview: which there are, where they lie, and what stands on each."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from analytics import activity_sections, benchmarks, filters, report, sections
from lms.skills import SLUGS

NAMES = {
    "people": gettext_lazy("The way people take"),
    "courses": gettext_lazy("Courses and lessons"),
    "tasks": gettext_lazy("Practice tasks"),
    "check": gettext_lazy("Self-check"),
}


@dataclass(frozen=True)
class Choice:
    """A list to choose from, in the address as `name`: options are [(value, label), …]."""

    name: str
    label: str
    options: list
    chosen: str


@dataclass
class Page:
    """One page: its title, its sections, what can be chosen, and benchmarks of others.

    `state`: shown, nobody (was here yet), few (are too few to show), no-class or no-slip.
    """

    title: str
    sections: list
    state: str = "shown"
    choices: list = field(default_factory=list)
    others: list = field(default_factory=list)  # as `benchmarks.of_skill` gives them
    about: str = ""  # whom and what the numbers are about, in words
    is_everybody: bool = True  # nothing was chosen: neither people nor a part
    filters: list = field(default_factory=list)  # as `filters.of` gives them

    @property
    def has_file(self):
        """Says whether its files would hold anything."""
        return any(section.lines for section in self.sections)

    @property
    def holds_back(self):
        """Says whether an audit holds any of its numbers back."""
        rows = [row for section in self.sections for row in section.rows]
        return any(str(sections.NOT_SHOWN) in row[1:] for row in rows)


def address(name, *, args=(), **query):
    """Returns a page's address with the filters that are set."""
    query = {key: value for key, value in query.items() if value}
    return reverse(name, kwargs=dict(args)) + (f"?{urlencode(query)}" if query else "")


def _filters(found):
    return {name: getattr(found, name) for name in filters.NAMES}


def links(found):
    """Returns [(address, title), …] of the pages, with the filters of the present one."""
    return [
        (address("insights:page", args={"name": name}, **_filters(found)), title)
        for name, title in NAMES.items()
    ]


def skill_links(found):
    """Returns [(address, title), …] of the 13 skills' pages."""
    return [
        (address("insights:skill", args={"skill": slug}, **_filters(found)), found.titles.get(slug, slug))
        for slug in SLUGS
    ]


def make(found, name, skill="", asked=()):
    """Returns a page; without sections where the group may not be shown. Raises Http404 for no such page.

    `asked` is what the address asks for beside the filters: one course, one task.
    """
    if name not in ("skill", *NAMES) or (name == "skill" and skill not in SLUGS):
        raise Http404
    title = found.titles.get(skill, skill) if skill else str(NAMES[name])
    page = Page(title, [], others=benchmarks.of_skill(skill, found.language, today=timezone.localdate()))
    page.filters = filters.of(found, _address_of(name, skill, asked))
    if found.matrix.is_empty or found.matrix.is_hidden:
        page.state = "nobody" if found.matrix.is_empty else "few"
    elif name in _OF_ACTIVITIES:
        _add_activities(page, found, name, asked)
    else:
        page.sections += _sections(found, name, skill)
    return page


# What can be chosen on a page of activities: parameter, what it is called, what stands for all, the maker.
_OF_ACTIVITIES = {
    "courses": ("course", gettext_lazy("Course"), gettext_lazy("All courses"), activity_sections.of_courses),
    "tasks": ("task", gettext_lazy("Task"), gettext_lazy("All tasks"), activity_sections.of_tasks),
}


def _address_of(name, skill, asked):
    """Returns what makes the address of this page with other filters."""
    kept = {one: asked[one] for one in ("course", "task") if one in asked and asked[one]}
    place = ("insights:skill", {"skill": skill}) if skill else ("insights:page", {"name": name})
    return lambda **chosen: address(place[0], args=place[1], **chosen, **kept)


def _add_activities(page, found, name, asked):
    """Adds the sections on courses or tasks, and the choice of one of them."""
    parameter, label, everything, make_sections = _OF_ACTIVITIES[name]
    chosen = asked[parameter] if parameter in asked and asked[parameter] else ""
    titles = report.activity_titles(found.organisation, found.language)
    page.sections, options = make_sections(
        found.organisation, titles=titles, reader=found.language, asked=chosen, **found.view
    )
    page.choices.append(Choice(parameter, label, [("", everything), *options], chosen))
    if chosen:
        page.about, page.is_everybody = f"{label}: {dict(options)[chosen]}", False


def _sections(found, name, skill):
    if name == "skill":
        return sections.of_skill(
            found.organisation,
            skill,
            tells_says=skill in found.tells_says,
            tasks=report.having(found.practices),
            **found.view,
        )
    if name == "people":
        return sections.of_people(found.organisation, **found.view)
    return sections.of_check(found.organisation, matrix=found.matrix, titles=found.titles, **found.view)
