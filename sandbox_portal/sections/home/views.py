"""The first page of the pretend portal: what is new, and what comes next."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal import kinds
from sandbox_portal.sections import dates, first_pages, shell
from sandbox_portal.sections.home import helping, todo
from sandbox_portal.sections.profile import showing as profile


@require_GET
@shell.section("home")
def index(request, practice, viewing):
    """What waits for the person, the one that cannot wait first."""
    viewing.log_once("home.opened")
    if practice.kind != kinds.CLINIC:
        return first_pages.render(request, practice, viewing)
    items, helped = todo.items(viewing), helping.items(viewing)
    context = {
        "given": profile.name_used(viewing),
        "patient": viewing.chart.patient.name,
        "today": dates.long_day(practice.today),
        "items": items,
        "first": items[: todo.SHOWN],
        "others": items[todo.SHOWN :],
        "helped": helped[: helping.SHOWN],
        "more_helped": helped[helping.SHOWN :],
        "is_helped_first": helping.cannot_wait(helped),
        "may_clear": any(item.get("is_new_result") for item in (*items, *helped)),
        "hours": practice.policy.clinic_hours.in_language(get_language()),
    }
    return shell.render(request, "sandbox_portal/home/index.html", context)


@require_POST
@shell.section("home")
def clear(request, practice, viewing):
    """Clears the new results from this page. One that cannot wait stays."""
    if todo.clear(viewing, *helping.records(viewing)):
        messages.warning(request, _("One stays on the list: it cannot wait. Open it and call."))
    else:
        messages.info(request, _("Cleared from this page. They are still under Test results."))
    return redirect("practice:portal", key=practice.key)
