"""Allergies, shots, problems and what is due; telling the clinic about a shot or an allergy."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import asking, paging, shell
from sandbox_portal.sections.health import rules, shelf, showing
from sandbox_portal.sections.health.forms import AllergyForm, VaccineForm
from sandbox_portal.sections.health.models import Kind, ReminderMark
from sandbox_portal.sections.health.telling import follow, send, take_back
from sandbox_portal.sections.posting import posted

MOST = 8  # lines of each part: the page holds four lists
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("health")
def index(request, practice, viewing):
    """The whole health record on one page, in parts."""
    viewing.log_once("health.opened")
    found = showing.index(viewing, lambda name, items: paging.of(request, items, name=name, most=MOST))
    found |= {"form": FormKeyForm(), "may_book": viewing.may_see("appointments")}
    return shell.render(request, "sandbox_portal/health/index.html", found)


@get_or_post
@shell.section("health")
def vaccine(request, practice, viewing):
    """Tells about a shot from somewhere else."""
    form = VaccineForm(posted(request), today=practice.today)
    if form.is_valid():
        said = {"thing": form.cleaned_data["thing"], "answer": "given"}
        said |= {"on": form.cleaned_data["on"], "place": form.cleaned_data["place"]}
        if sent := send(request, practice, form, Kind.VACCINE, **said):
            return sent
    page = asking.Page(
        heading=_("Tell us about a shot"),
        intro=_("A shot from a pharmacy or another clinic may be missing here. Tell us, and we look it up."),
        button=_("Send it to the clinic"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("health")
def allergy(request, practice, viewing):
    """Tells about an allergy that is missing."""
    form = AllergyForm(posted(request), today=practice.today)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("thing", "answer", "severity", "on")}
        if sent := send(request, practice, form, Kind.ALLERGY, **said):
            return sent
    page = asking.Page(
        heading=_("Tell us about an allergy"),
        intro=_(
            "Hives, itching and swelling are signs of an allergy. An upset stomach or a cough is mostly a "
            "side effect. Does it happen to you now, with a swollen face or hard breathing? Call %(number)s."
        )
        % {"number": practice.policy.emergency_number},
        button=_("Send it to the clinic"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("health")
def wrong(request, practice, viewing, id):
    """Says that an allergy on file is none, after asking. The care team talks about that first."""
    found = next((each for each in viewing.chart.allergies if each.id == id), None)
    if found is None:
        raise Http404("No such allergy in this record.")
    form = FormKeyForm(posted(request))
    is_sent = form.is_valid() and send(request, practice, form, Kind.ALLERGY, thing=id, answer=shelf.WRONG)
    if is_sent:
        return is_sent
    page = asking.Page(
        heading=_("Is this wrong? %(name)s") % {"name": found.substance},
        intro=_(
            "An allergy stays in the record until your doctor has talked with you. Was it severe? Then call "
            "%(phone)s first. Send it here as well, and they call you back."
        )
        % {"phone": practice.policy.clinic_phone},
        button=_("Yes, tell the clinic"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@require_GET
@shell.section("health")
def report(request, practice, viewing, pk):
    """Where a report is."""
    return follow(request, practice, viewing, pk, (Kind.VACCINE, Kind.ALLERGY), _back(practice))


@require_POST
@shell.section("health")
def withdraw(request, practice, viewing, pk):
    """Takes a report back."""
    return take_back(request, practice, pk, (Kind.VACCINE, Kind.ALLERGY))


@require_POST
@shell.section("health")
def mark(request, practice, viewing, id):
    """Puts a reminder off, marks it as done, or takes it up again."""
    what = request.POST.get("what")
    if not any(each.id == id for each in viewing.chart.reminders) or what not in ReminderMark.What.values:
        raise Http404("No such reminder in this record.")
    rules.mark(practice=practice, reminder=id, what=what)
    return redirect("practice:health", key=practice.key)


@require_GET
@shell.section("health")
def shots(request, practice, viewing):
    """The shot record on a page of its own, to print."""
    viewing.log_once("health.opened", part="shot-record")
    return shell.render(request, "sandbox_portal/health/shots.html", showing.shot_record(viewing))


def _back(practice):
    url = reverse("practice:health", kwargs={"key": practice.key})
    return {"back_url": url, "back_label": _("Health record")}
