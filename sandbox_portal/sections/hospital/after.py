"""After the stay: what is to be done at home, where to turn for help, and the survey."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import safety
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.hospital import survey, todos
from sandbox_portal.sections.hospital.forms import CallForm, SurveyForm
from sandbox_portal.sections.hospital.states import OPEN, State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.stopping import stop


@require_GET
@shell.section("after-stay")
def index(request, practice, viewing):
    """What is to be done at home, whom to call, and how the survey stands."""
    viewing.log_once("stay.opened", part="after")
    offered = survey.of(practice)
    context = {
        "has_left": survey.left_on(viewing) is not None,
        "todos": todos.of(viewing),
        "survey": offered,
        "survey_rows": [todos.survey_row(practice, offered)],
    }
    return shell.render(request, "sandbox_portal/hospital/after.html", context)


@require_POST
@shell.section("discharge")
def leave(request, practice, viewing):
    """Goes home."""
    survey.leave(practice=practice)
    messages.success(request, _("You are home. Here is what is to be done now."))
    return redirect("practice:stay-after", key=practice.key)


@require_POST
@shell.section("after-stay")
def tick(request, practice, viewing, id):
    """Ticks something that is to be done, or takes the tick away."""
    if not any(todo["id"] == id for todo in todos.of(viewing)):
        raise Http404("Nothing of that name is to be done.")
    viewing.log_once("stay.todo_ticked", item=id, is_done=request.POST.get("is_done") == "yes")
    return redirect("practice:stay-after", key=practice.key)


@require_POST
@shell.section("after-stay")
def call(request, practice, viewing):
    """Makes the pretend call for help."""
    form = CallForm(request.POST)
    if not form.is_valid():
        raise Http404("Nobody by that name to call.")
    who = form.cleaned_data["who"]
    survey.call(practice=practice, who=who)
    said = {
        "emergency": _("Help is on the way. Stay on the line. This was a pretend call."),
        "nurse": _(
            "The nurse asks how you are and what you take, and says what to do. This was a pretend call."
        ),
    }
    messages.success(request, said[who])
    return redirect("practice:stay-after", key=practice.key)


@sensitive_post_parameters("note")
@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("after-stay")
def answer(request, practice, viewing):
    """The survey while it is open; what was answered once it is done."""
    offered = survey.of(practice)
    if offered is None:
        raise Http404("The survey is not there yet.")
    form = SurveyForm(posted(request), allowed=safety.Allowed.of(practice.chart, practice.policy))
    if offered.status in OPEN:
        if stopped := stop(request, practice, form, "stay.survey_stopped"):
            return stopped
        if form.is_bound and form.is_valid() and safety.Tier.CALL_TODAY in form.safe_findings.tiers:
            practice.log("stay.survey_stopped")
            form.add_error("note", _not_here(practice.policy))
        if form.is_bound and form.is_valid():
            return _keep(request, practice, offered, form)
    elif form.is_bound:
        messages.info(request, _("The survey is over. Nothing was sent a second time."))
        return redirect("practice:stay-survey", key=practice.key)
    else:
        form = None
    if request.method != "POST":
        viewing.log_once("stay.opened", part="survey")
    context = {
        "form": form,
        "survey": offered,
        "until": dates.long_day(offered.until),
        "rows": todos.answered(offered),
        "state": State(offered.status),
        "row": todos.survey_row(practice, offered),
    }
    status = 422 if form is not None and form.errors else 200
    return shell.render(request, "sandbox_portal/hospital/survey.html", context, status=status)


def _not_here(policy):
    words = _(
        "This is for the nurse line, today: %(phone)s. Nobody reads it here in time. Call, and take it out."
    )
    return words % {"phone": policy.nurse_line_phone}


def _keep(request, practice, offered, form):
    try:
        survey.answer(survey=offered, answers=form.answers, note=form.cleaned_data["note"])
        messages.success(request, _("Thank you. This is practice: your answers go to nobody."))
    except NotPossible:
        messages.info(request, _("The time for the survey is over."))
    return redirect("practice:stay-survey", key=practice.key)


@require_POST
@shell.section("after-stay")
def decline(request, practice, viewing):
    """Says no, thank you."""
    offered = survey.of(practice)
    if offered is None:
        raise Http404("The survey is not there yet.")
    try:
        survey.decline(survey=offered)
        messages.info(request, _("That is all right. It changes nothing about your care."))
    except NotPossible:
        messages.info(request, _("The time for the survey is over."))
    return redirect("practice:stay-after", key=practice.key)
