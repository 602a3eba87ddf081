"""The insights pages of tables and figures, and their files; who may read them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from analytics import cut_pages, drawing, figures, files, filters, keeping, pages, report, sections, telling
from analytics.access import guarded
from analytics.metrics import SMALLEST_GROUP
from analytics.metrics.guard import EVERYBODY
from analytics.pages import address
from lms.classes.models import StudyClass
from lms.organisations.models import Membership, Organisation
from lms.skills import SLUGS, links
from lms.skills.models import Skill

# What an address may say: the filters of the reports, then what is chosen on one page.
CHOSEN = ("course", "task", "skill", "month", "one", "two", "measure", "class", "slip")
FILTERS = (*filters.NAMES, *CHOSEN)

_MOST_OF_A_NAME = 60  # letters

# What a kind of file is called on the pages.
KINDS = {
    "csv": gettext_lazy("table for any spreadsheet (CSV)"),
    "xlsx": gettext_lazy("table for Excel (XLSX)"),
    "parquet": gettext_lazy("table for data programs (Parquet)"),
    "png": gettext_lazy("picture (PNG)"),
    "svg": gettext_lazy("picture that stays sharp at any size (SVG)"),
}


def for_readers_and_leaders(view):
    """Lets a view answer analysts and admins of the site's organisation; tells others why not.

    Who leads a class sees the page of classes: `request.led_by` is that user.
    """

    def may(request, kept):
        if report.may_read(request.user, request.organisation):
            return True
        if kept.get("name") == "classes" and _leads(request.user, request.organisation):
            request.led_by = request.user
            return True
        return False

    return require_safe(guarded(view, may))


def _leads(user, organisation):
    """Says whether a user is a class leader of this organisation, and leads a class. Two queries."""
    roles = (Membership.Role.LEADER,)
    is_leader = Organisation.objects.for_user(user, roles=roles).filter(pk=organisation.pk).exists()
    return is_leader and StudyClass.objects.for_organisation(organisation).led_by(user).running().exists()


def report_of(request):
    """Returns the report for the filters in the address."""
    asked = {name: request.GET.get(name) for name in filters.NAMES}
    return report.make(request.organisation, language=get_language(), **asked)


def page_of(organisation, language, name, skill, asked, led_by=None):
    """Returns the Page of a name for the filters asked for. Raises Http404 where there is none."""
    if name in cut_pages.NAMES:
        titles = Skill.objects.titles(language)

        def find_tasks():
            return report.having(
                links.find("practice", skills=SLUGS, organisation=organisation, language=language)
            )

        return cut_pages.make(
            organisation,
            name,
            asked,
            titles=titles,
            find_tasks=find_tasks,
            activity_titles=report.activity_titles(organisation, language),
            led_by=led_by,
        )
    found = report.make(organisation, language=language, **{key: asked.get(key) for key in filters.NAMES})
    page = _of_gaps(found) if name == "gaps" else pages.make(found, name, skill, asked)
    page.about = ". ".join(filter(None, [cut_pages.label(found.cut), page.about]))
    page.is_everybody = page.is_everybody and found.cut == EVERYBODY
    return page


def _of_gaps(found):
    """Returns the table of the overview as a page."""
    section = sections.of_gaps(found.matrix, found.titles)
    state = "nobody" if found.matrix.is_empty else "few" if found.matrix.is_hidden else "shown"
    return pages.Page(section.title, [section] if state == "shown" else [], state=state)


def _asked_page(request, name, skill):
    led_by = getattr(request, "led_by", None)
    return page_of(request.organisation, get_language(), name, skill, request.GET, led_by)


@for_readers_and_leaders
def show_page(request, name, skill=""):
    """Shows one page of tables and figures."""
    if name == "gaps":
        raise Http404
    page = _asked_page(request, name, skill)
    kinds = files.WRITERS if page.has_file else ()
    words = {
        "page": page,
        "parts": [_part(request, name, skill, section) for section in page.sections],
        "files": [(KINDS[kind], _file(request, name, skill, "file", kind)) for kind in kinds],
        "smallest": SMALLEST_GROUP,
        "kept_at": keeping.made_at(request.organisation),
        "is_leader": hasattr(request, "led_by"),
        "going_on": _going_on(request, page),
    }
    return render(request, "analytics/page.html", words)


def _going_on(request, page):
    """Returns [(name, value), …] of the filters that a choice on this page keeps in the address."""
    asked = {name: request.GET.get(name) for name in filters.NAMES}
    return [(name, value) for name, value in asked.items() if value] if page.filters else []


def _file(request, name, skill, stem, kind):
    query = {key: request.GET[key] for key in FILTERS if request.GET.get(key)}
    args = {"skill": skill} if skill else {"name": name}
    where = "insights:skill_file" if skill else "insights:page_file"
    return address(where, args=args | {"stem": stem, "kind": kind}, **query)


def _part(request, name, skill, section):
    """Returns what the template shows of a section: the words, the picture, and the figure's files."""
    kinds = drawing.WRITERS if section.drawn else ()
    return {
        "section": section,
        "table": section.table | {"rows": _linked(request, section)},
        "seen": telling.seen(section),
        "drawn": figures.draw(section),
        "figure_url": _file(request, name, skill, section.key, "json"),
        "files": [(KINDS[kind], _file(request, name, skill, section.key, kind)) for kind in kinds],
    }


def _linked(request, section):
    """Returns the rows of a section's table; those of a course or a task lead to the page about it."""
    rows = section.table["rows"]
    asked = {name: request.GET.get(name) for name in filters.NAMES}
    for (key, _label, _values), row in zip(section.lines, rows, strict=True):
        name, code = section.links.get(key, ("", ""))
        if name and request.GET.get(name) != code:
            row["url"] = address("insights:page", args={"name": section.key}, **asked, **{name: code})
    return rows


def files_of_overview(request):
    """Returns [(what it is, address), …] of the overview's table and figure as files."""
    return [
        (KINDS[kind], _file(request, "gaps", "", "file" if kind in files.WRITERS else "gaps", kind))
        for kind in (*files.WRITERS, *drawing.WRITERS)
    ]


@for_readers_and_leaders
def download(request, name, stem, kind, skill=""):
    """Answers with all tables of a page (`stem` is "file"), or with the figure of one of its sections."""
    page = _asked_page(request, name, skill)
    if stem == "file" and kind in files.WRITERS:
        made = files.WRITERS[kind](page.sections, about=page.about)
        return _attached(request, page, skill or name, kind, *made)
    section = next((one for one in page.sections if one.key == stem and one.drawn), None)
    if section is None or kind in files.WRITERS:
        raise Http404
    if kind == "json":
        return HttpResponse(figures.figure(section).to_json(), content_type="application/json")
    source = f"{page.about}. {request.organisation.name}, {date_format(timezone.localdate())}"
    made = drawing.WRITERS[kind](section, source=source)
    return _attached(request, page, f"{skill or name}-{stem}", kind, *made)


def _attached(request, page, what, kind, content, content_type):
    """Answers with a file whose name says whom it is about, where that is not everybody."""
    about = "" if page.is_everybody else f"-{slugify(page.about)[:_MOST_OF_A_NAME] or 'filtered'}"
    day = f"{timezone.localdate():%Y-%m-%d}"
    name = f"insights-{what}{about}-{request.organisation.slug}-{day}.{kind}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
