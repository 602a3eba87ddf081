"""The first page of the pretend portal: what is new, and what comes next."""

from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sandbox_portal import kinds
from sandbox_portal.sections import dates, first_pages, shell
from sandbox_portal.sections.home import todo
from sandbox_portal.sections.profile import showing as profile


@require_GET
@shell.section("home")
def index(request, practice, viewing):
    """What waits for the person, the one that cannot wait first."""
    viewing.log_once("home.opened")
    if practice.kind != kinds.CLINIC:
        return first_pages.render(request, practice, viewing)
    items = todo.items(viewing)
    context = {
        "given": profile.name_used(viewing),
        "patient": viewing.chart.patient.name,
        "today": dates.long_day(practice.today),
        "items": items,
        "first": items[: todo.SHOWN],
        "others": items[todo.SHOWN :],
        "hours": practice.policy.clinic_hours.in_language(get_language()),
    }
    return shell.render(request, "sandbox_portal/home/index.html", context)
