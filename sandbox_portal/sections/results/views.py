"""The list of test results, a result, and the choice of when to look at one that may worry."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.results import news, showing
from sandbox_portal.sections.results.forms import ChoiceForm


@require_GET
@shell.section("results")
def index(request, practice, viewing):
    """Every result that may be seen, those that are new or still to come first."""
    found = showing.rows(viewing, news.of(viewing))
    context = {"new": [row for row in found if row.is_new], "rest": [row for row in found if not row.is_new]}
    return shell.render(request, "sandbox_portal/results/index.html", context)


@require_GET
@shell.section("results")
def detail(request, practice, viewing, id):
    """A result; before a sensitive one, the question whether now is a good time."""
    result = _result(viewing, id)
    if _asks_first(result, viewing):
        return _choice(request, result, ChoiceForm())
    viewing.log_once(news.KIND, item=result.id)
    context = showing.detail(result, viewing, practice.now)
    return shell.render(request, "sandbox_portal/results/detail.html", context)


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
    messages.info(request, _("You left the result closed. You can open it whenever you want."))
    return redirect("practice:results", key=practice.key)


def _result(viewing, id):
    """The result, if it may be seen at all; a 404 otherwise, so that nobody learns that it exists."""
    found = next((result for result in viewing.results if result.id == id), None)
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
