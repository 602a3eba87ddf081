"""Goals, medicines of the day, care plan and devices."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, shell
from sandbox_portal.sections.long_term import rules, showing
from sandbox_portal.sections.long_term.forms import DoseForm, GoalForm, SyncForm
from sandbox_portal.sections.long_term.models import Reading
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@shell.section("goals")
def goals(request, practice, viewing):
    """The goals, and a form for one more."""
    form = GoalForm(posted(request))
    if form.is_bound and form.is_valid():
        rules.choose_goal(practice=practice, **form.cleaned_data)
        messages.success(request, _("Your goal is noted. Your nurse sees it and asks about it."))
        return redirect("practice:goals", key=practice.key)
    context = {"form": form, "goals": showing.goals(practice)}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/long_term/goals.html", context, status=status)


@require_GET
@shell.section("doses")
def doses(request, practice, viewing):
    """What to take today, to check off."""
    return shell.render(request, "sandbox_portal/long_term/doses.html", {"rows": showing.doses(viewing)})


@require_POST
@shell.section("doses")
def check(request, practice, viewing, id):
    """Says of one medicine whether it was taken."""
    form = DoseForm(request.POST)
    if viewing.chart.medication(id) is None or not form.is_valid():
        raise Http404("No such medicine in this record.")
    answer = form.cleaned_data["answer"]
    viewing.log_once("doses.checked", item=id, answer=answer)
    words = {
        "taken": _("Noted: taken."),
        "missed": _(
            "Noted: missed. Do not take a double dose. Ask your pharmacist when to take the next one."
        ),
        "stopped": _("Noted. Tell your nurse why today. Some medicines are not to be stopped at once."),
    }
    (messages.success if answer == "taken" else messages.warning)(request, words[answer])
    return redirect("practice:doses", key=practice.key)


@require_GET
@shell.section("plan")
def plan(request, practice, viewing):
    """The care team's plan with its steps."""
    visit = next(iter(viewing.chart.visits), None)
    context = {"steps": showing.plan(viewing), "visit": visit, "team": viewing.chart.care_team}
    return shell.render(request, "sandbox_portal/long_term/plan.html", context)


@require_POST
@shell.section("plan")
def tick(request, practice, viewing, id):
    """Ticks a step of the plan, or takes the tick away."""
    if not any(step["id"] == id for step in showing.plan(viewing)):
        raise Http404("No such step in this plan.")
    viewing.log_once("plan.ticked", item=id, is_done=request.POST.get("is_done") == "yes")
    return redirect("practice:plan", key=practice.key)


@get_or_post
@shell.section("devices")
def devices(request, practice, viewing):
    """Brings readings over from the pretend cuff, after asking whose they are."""
    if not showing.has_cuff(practice):
        return shell.render(request, "sandbox_portal/long_term/no_device.html", {})
    is_done = Reading.objects.for_practice(practice).filter(source=Reading.Source.DEVICE).exists()
    if is_done and request.method != "POST":
        return shell.render(request, "sandbox_portal/long_term/devices.html", {})
    form = SyncForm(posted(request), choices=showing.in_the_cuff(practice))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        rules.sync(practice=practice, form_key=said["form_key"], chosen=said["mine"])
        messages.success(request, _("The readings are brought over."))
        return redirect("practice:readings-of", key=practice.key, what="pressure")
    page = asking.Page(
        heading=_("Blood pressure cuff"),
        intro=_("The cuff holds 3 readings that are not here yet. It sends them only when you say so."),
        back_url=reverse("practice:portal", kwargs={"key": practice.key}),
        back_label=_("Today"),
        button=_("Bring these over"),
    )
    return asking.form(request, page, form)
