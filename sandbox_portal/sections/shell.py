"""The frame that every page of the pretend portal stands in: name, menu, and whose record it is.

    @shell.section("results")
    def index(request, practice, viewing):
        return shell.render(request, "sandbox_portal/results/index.html", {...})

The template extends "sandbox_portal/shell/base.html" and fills the blocks `title` and `portal` (h2 first).
"""

from dataclasses import dataclass
from functools import wraps

from django.shortcuts import redirect
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sandbox_portal.access import with_practice
from sandbox_portal.failures import meeting
from sandbox_portal.failures import showing as failures
from sandbox_portal.scenarios import notices, panel
from sandbox_portal.sections import dates, menu, skins
from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.door import gate


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool
    unread: int


@dataclass(frozen=True)
class Shell:
    """What the frame shows."""

    portal_name: str
    layout: str  # "tabs", "side" or "cards"
    kind: str  # whose colors it wears
    person: str
    today: str
    section: str
    section_words: str
    section_url: str
    tabs: tuple[Tab, ...]
    viewing_as: str  # the patient's name while a proxy looks at their record, or ""
    helps: str  # the patient's name while a proxy is on a page of their own, or ""
    heading: str  # what is practised: the page's h1
    is_start: bool  # this is the portal's first page

    @property
    def unread(self) -> int:
        """How many new things there are in all the sections of the menu."""
        return sum(tab.unread for tab in self.tabs)


def section(name: str):
    """Makes a view one of a section's pages: view(request, practice, viewing, **kwargs) for <uuid:key>.

    A stranger gets a 404. A proxy without access to the section gets a kind page, with status 403.
    """

    def wrap(view):
        @with_practice
        @wraps(view)
        def inner(request, practice, **kwargs):
            stopped = gate.stop(practice)
            if stopped:
                return redirect(stopped, key=practice.key)
            request.viewing = viewing = viewings.of(practice)
            request.section = name
            if not viewing.may_see(name):
                return render(request, "sandbox_portal/shell/not_shared.html", {}, status=403)
            failure = meeting.standing(practice, name, request)
            if failure:
                told = {"failure": failures.screen(failure)}
                return render(request, "sandbox_portal/failures/page.html", told)
            return view(request, practice, viewing, **kwargs)

        return inner

    return wrap


def render(request, template: str, context: dict, *, status: int = 200):
    """The page in its frame. Adds `practice`, `viewing` and `shell` to the context."""
    practice, viewing = request.practice, request.viewing
    coach = panel.of(practice, get_language())
    frame = {
        "practice": practice,
        "viewing": viewing,
        "shell": frame_of(
            practice, viewing, request.section, is_start=request.resolver_match.url_name == "portal"
        ),
        "coach": coach,
        "is_notice_open": notices.show(practice.attempt, coach.mistake, request.section),
    }
    return render_page(request, template, {**frame, **context}, status=status)


def frame_of(practice, viewing, current: str, *, is_start: bool = False) -> Shell:
    """What the frame shows around a page of the section `current`. Costs what the sections' counts cost."""
    language = get_language()
    patient = viewing.chart.patient.name if viewing.is_proxy else practice.chart.patient.name
    skin = skins.of(practice, language)
    tabs, section_words, section_url = [], "", ""
    for each in menu.of(practice.kind):
        if not viewing.may_see(each.name):
            continue
        words = skin.menu_words.get(each.name) or str(each.label)
        url = reverse(each.url_name, kwargs={"key": practice.key})
        unread = each.unread(viewing) if each.unread else 0
        tabs.append(Tab(words, url, each.name == current, unread))
        if each.name == current:
            section_words, section_url = words, url
    if len(practice.portals) > 1 and not practice.is_proxy_seat:
        url = reverse("practice:portals", kwargs={"key": practice.key})
        tabs.append(Tab(_("My other portals"), url, current == "portals", 0))
        if current == "portals":
            section_words, section_url = _("My other portals"), url
    return Shell(
        portal_name=skin.portal_name,
        layout=skin.layout,
        kind=skin.kind,
        person=viewing.viewer,
        today=dates.day(practice.today),
        section=current,
        section_words=section_words,
        section_url=section_url,
        tabs=tuple(tabs),
        viewing_as=patient if viewing.is_proxy else "",
        helps=patient if practice.is_proxy_seat and not viewing.is_proxy else "",
        heading=practice.scenario.text("title", language) if practice.scenario else "",
        is_start=is_start,
    )
