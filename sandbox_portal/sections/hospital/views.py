"""The bedside: today's plan, who looks after one, meals and requests, the nurse call button."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.hospital import rules, shelf, showing
from sandbox_portal.sections.hospital.forms import RequestForm
from sandbox_portal.sections.posting import posted


@require_GET
@shell.section("day")
def day(request, practice, viewing):
    """What is planned for today."""
    viewing.log_once("stay.opened", part="day")
    return shell.render(request, "sandbox_portal/hospital/day.html", {"items": showing.day(viewing)})


@require_GET
@shell.section("team")
def team(request, practice, viewing):
    """Who looks after the person."""
    viewing.log_once("stay.opened", part="team")
    return shell.render(request, "sandbox_portal/hospital/team.html", {"team": viewing.chart.care_team})


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("requests")
def requests(request, practice, viewing):
    """Meals and small things. What wants a person at the bed is not taken here."""
    form = RequestForm(posted(request))
    urgent = ""
    if form.is_bound and form.is_valid():
        what = form.cleaned_data["what"]
        if rules.ask(practice=practice, **form.cleaned_data):
            messages.success(request, _("Asked for. It may take an hour or two."))
            return redirect("practice:stay-requests", key=practice.key)
        urgent = what
    elif not form.is_bound:
        viewing.log_once("stay.opened", part="requests")
    context = {
        "form": form,
        "urgent": urgent,
        "urgent_words": shelf.URGENT.get(urgent, ""),
        "rows": showing.requests(practice),
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/hospital/requests.html", context, status=status)


@require_POST
@shell.section("requests")
def call_button(request, practice, viewing):
    """Presses the pretend call button on the bed."""
    why = request.POST.get("why", "")
    rules.press_call_button(practice=practice, why=why if why in shelf.URGENT else "other")
    messages.success(request, _("You pressed the call button on the bed. A nurse is on the way."))
    return redirect("practice:stay-requests", key=practice.key)
