"""The list of test results, a result, and the choice of when to look at one that may worry."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.sections import paging, shell
from sandbox_portal.sections.results import news, showing
from sandbox_portal.sections.results.forms import ChoiceForm, CompareForm, PlanForm


@require_GET
@shell.section("results")
def index(request, practice, viewing):
    """Every result that may be seen, those that are new or still to come first."""
    part = paging.of(request, showing.in_order(viewing))
    rows = showing.rows(viewing, part.items)
    context = {
        "new": [row for row in rows if row.is_new or row.must_call],
        "rest": [row for row in rows if not (row.is_new or row.must_call)],
        "part": part,
    }
    return shell.render(request, "sandbox_portal/results/index.html", context)


@require_GET
@shell.section("results")
def detail(request, practice, viewing, id):
    """A result; before a sensitive one, the question whether now is a good time."""
    result = _result(viewing, id)
    if _asks_first(result, viewing):
        return _choice(request, result, ChoiceForm())
    viewing.log_once(news.KIND, item=result.id)
    return _detail(request, practice, viewing, result)


def _detail(request, practice, viewing, result, plan=None, comparing=None):
    planned = viewing.facts_of("results.planned", result.id).get("plan")
    compared = viewing.facts_of("results.compared", result.id).get("answer")
    context = showing.detail(result, viewing, practice.now) | {
        "plan": plan or PlanForm(initial={"plan": planned}),
        "comparing": comparing or CompareForm(initial={"answer": compared}),
        "planned": planned,
        "compared": compared,
    }
    status = 422 if any(form and form.errors for form in (plan, comparing)) else 200
    return shell.render(request, "sandbox_portal/results/detail.html", context, status=status)


@require_POST
@shell.section("results")
def plan(request, practice, viewing, id):
    """Notes what the person does next about a result; a message or a call is one tap further."""
    result = _open_result(viewing, id)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _detail(request, practice, viewing, result, plan=form)
    has_comment = bool(result.comments_at(practice.now))
    viewing.log_once("results.planned", item=id, plan=form.cleaned_data["plan"], has_comment=has_comment)
    messages.success(request, _("Your plan is noted. You can change it."))
    return redirect("practice:result", key=practice.key, id=id)


@require_POST
@shell.section("results")
def compare(request, practice, viewing, id):
    """Notes how the newest number stands to the one before it."""
    result = _open_result(viewing, id)
    form = CompareForm(request.POST)
    if not form.is_valid():
        return _detail(request, practice, viewing, result, comparing=form)
    viewing.log_once("results.compared", item=id, answer=form.cleaned_data["answer"])
    messages.success(request, _("Your answer is noted. You can change it."))
    return redirect("practice:result", key=practice.key, id=id)


def _open_result(viewing, id):
    """A result that is out and was opened; a 404 otherwise."""
    result = _result(viewing, id)
    if not result.is_ready_at(viewing.practice.now) or _asks_first(result, viewing):
        raise Http404("This result is not open.")
    return result


@require_POST
@shell.section("results")
def choose(request, practice, viewing, id):
    """Opens a sensitive result, or leaves it for later. Choosing twice changes nothing."""
    result = _result(viewing, id)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _choice(request, result, form)
    if form.cleaned_data["when"] == ChoiceForm.NOW:
        viewing.log_once(news.KIND, item=result.id)
        return redirect("practice:result", key=practice.key, id=result.id)
    viewing.log_once("results.left_closed", item=result.id, when=form.cleaned_data["when"])
    messages.info(request, _("You left the result closed. You can open it whenever you want."))
    return redirect("practice:results", key=practice.key)


def _result(viewing, id):
    """The result, if it may be seen at all; a 404 otherwise, so that nobody learns that it exists."""
    found = viewing.result(id)
    if found is None:
        raise Http404("No such result in this record.")
    return found


def _asks_first(result, viewing):
    is_ready = result.is_ready_at(viewing.practice.now)
    return result.is_sensitive and is_ready and result.id not in viewing.opened(news.KIND)


def _choice(request, result, form):
    context = {"result": result, "form": form}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/results/choose.html", context, status=status)
