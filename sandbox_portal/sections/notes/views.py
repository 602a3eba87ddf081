"""The list of visits with papers, one of them, and the marks made in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.notes import rules, showing
from sandbox_portal.sections.notes.models import Mark, NoteMark


@require_GET
@shell.section("notes")
def index(request, practice, viewing):
    """Every visit that has papers, and what there is to do after them."""
    viewing.log_once("notes.opened")
    marks = list(NoteMark.objects.for_practice(practice))
    part = paging.of(request, showing.past(viewing.chart, practice.now))
    context = {
        "rows": showing.rows(practice, part.items, marks),
        "part": part,
        "todo": showing.todo(practice, marks) if viewing.chart is practice.chart else [],
    }
    return shell.render(request, "sandbox_portal/notes/index.html", context)


@require_GET
@shell.section("notes")
def detail(request, practice, viewing, id):
    """A visit's papers, line by line."""
    visit = _visit(practice, viewing, id)
    viewing.log_once("notes.opened", item=id)
    marks = list(NoteMark.objects.for_practice(practice))
    context = {
        "visit": visit,
        "when": dates.with_year(visit.at),
        "lines": showing.lines(visit, marks),
        "choices": Mark.choices,
        "asks": [mark for mark in marks if mark.visit == id and mark.kind == Mark.ASK],
        "shows_messages": viewing.may_see("messages"),
        "shows_corrections": viewing.may_see("corrections"),
    }
    return shell.render(request, "sandbox_portal/notes/detail.html", context)


@require_POST
@shell.section("notes")
def mark(request, practice, viewing, id, line):
    """Marks a line, or takes the mark away."""
    visit = _visit(practice, viewing, id)
    kind = request.POST.get("mark", "")
    if line not in showing.keys(visit) or kind not in ("", *Mark.values):
        raise Http404("No such line, or no such mark.")
    rules.mark(practice=practice, visit=id, line=line, kind=kind)
    messages.success(request, _("Marked.") if kind else _("The mark is gone."))
    return redirect("practice:note", key=practice.key, id=id)


@require_POST
@shell.section("notes")
def tick(request, practice, viewing, id, line):
    """Ticks a to-do off."""
    _visit(practice, viewing, id)
    rules.tick(practice=practice, visit=id, line=line, is_done=request.POST.get("done") == "yes")
    return redirect("practice:notes", key=practice.key)


def _visit(practice, viewing, id):
    """The visit, if it is in the record on the screen and is over; a 404 otherwise."""
    found = viewing.chart.visit(id)
    if found is None or (found.at and found.at > practice.now):
        raise Http404("No such visit in this record.")
    return found
