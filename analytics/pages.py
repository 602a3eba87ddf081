"""The insights pages beside the overview: which there are, where they lie, and what stands on each."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from analytics import benchmarks, report, sections
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
    about: str = ""  # whom a filter leaves in; nothing where it is everybody


def address(name, *, args=(), **query):
    """Returns a page's address with the filters that are set."""
    query = {key: value for key, value in query.items() if value}
    return reverse(name, kwargs=dict(args)) + (f"?{urlencode(query)}" if query else "")


def _filters(found):
    return {"path": found.path, "months": found.months, "tongue": found.tongue}


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


def make(found, name, skill=""):
    """Returns a page; without sections where the group may not be shown. Raises Http404 for no such page."""
    if name not in ("skill", *NAMES) or (name == "skill" and skill not in SLUGS):
        raise Http404
    title = found.titles.get(skill, skill) if skill else str(NAMES[name])
    page = Page(title, [], others=benchmarks.of_skill(skill, found.language, today=timezone.localdate()))
    if found.matrix.is_empty or found.matrix.is_hidden:
        page.state = "nobody" if found.matrix.is_empty else "few"
    else:
        page.sections += _sections(found, name, skill)
    return page


def _sections(found, name, skill):
    titles = report.activity_titles(found.organisation, found.language)
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
    if name == "courses":
        return sections.of_courses(found.organisation, titles=titles, **found.view)
    if name == "tasks":
        return sections.of_tasks(found.organisation, titles=titles, **found.view)
    return sections.of_check(found.organisation, **found.view)
