"""Going through the medicine list: how each one is really taken, and what is missing from it."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking, paging, shell
from sandbox_portal.sections.health import shelf
from sandbox_portal.sections.health import showing as reports
from sandbox_portal.sections.health.forms import NewMedicineForm, TakingForm
from sandbox_portal.sections.health.models import Kind, Report
from sandbox_portal.sections.health.telling import follow, send, take_back
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("medicines")
def check(request, practice, viewing):
    """The list beside what the person has said about each."""
    viewing.log_once("medicines.opened")
    made = list(Report.objects.for_practice(practice).of_kind(Kind.MEDICINE))
    taken = [each for each in practice.chart.medications if each.status in ("active", "on-hold")]
    part = paging.of(request, taken)
    context = {
        "rows": _rows(practice, part.items, made),
        "part": part,
        "reports": reports.report_rows(practice, made),
    }
    return shell.render(request, "sandbox_portal/medicines/check.html", context)


def _rows(practice, medicines, made):
    said = {report.thing: report for report in made if report.status != "withdrawn"}
    return [
        {
            "label": str(medicine.name),
            "hint": str(medicine.directions),
            "url": reverse("practice:medicine-taking", kwargs={"key": practice.key, "id": medicine.id}),
            "state": reports.answer(said[medicine.id]) if medicine.id in said else "",
            "kind": "sun",
        }
        for medicine in medicines
    ]


@get_or_post
@shell.section("medicines")
def taking(request, practice, viewing, id):
    """How one medicine is really taken."""
    medicine = practice.chart.medication(id)
    if medicine is None:
        raise Http404("No such medicine in this record.")
    form = TakingForm(posted(request))
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        if sent := send(request, practice, form, Kind.MEDICINE, thing=id, answer=answer):
            return sent
    page = asking.Page(
        heading=str(medicine.name),
        intro=_("The label says: %(directions)s Do not change a medicine on your own. Call first.")
        % {"directions": medicine.directions},
        button=_("Send it to the clinic"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@get_or_post
@shell.section("medicines")
def missing(request, practice, viewing):
    """A medicine that is not on the list, bought without a prescription, say."""
    form = NewMedicineForm(posted(request))
    if form.is_valid():
        thing = form.cleaned_data["thing"]
        if sent := send(request, practice, form, Kind.MEDICINE, thing=thing, answer=shelf.ADDED):
            return sent
    page = asking.Page(
        heading=_("Add a medicine"),
        intro=_(
            "Vitamins, herbs and pills from the store count too. So do drops, creams, inhalers and insulin."
        ),
        button=_("Send it to the clinic"),
        **_back(practice),
    )
    return asking.form(request, page, form)


@require_GET
@shell.section("medicines")
def report(request, practice, viewing, pk):
    """Where a report is."""
    return follow(request, practice, viewing, pk, (Kind.MEDICINE,), _back(practice))


@require_POST
@shell.section("medicines")
def withdraw(request, practice, viewing, pk):
    """Takes a report back."""
    return take_back(request, practice, pk, (Kind.MEDICINE,))


def _back(practice):
    url = reverse("practice:medicines-check", kwargs={"key": practice.key})
    return {"back_url": url, "back_label": _("Check my list")}
