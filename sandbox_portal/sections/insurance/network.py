"""Finding a doctor, inside the plan's network and outside it."""

from django.http import Http404
from django.views.decorators.http import require_GET

from sandbox_portal.sections import shell
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.insurance import shelf, showing
from sandbox_portal.sections.insurance.forms import SearchForm


@require_GET
@shell.section("network")
def index(request, practice, viewing):
    """A search, and who was found."""
    is_asked = "field" in request.GET
    form = SearchForm(request.GET) if is_asked else SearchForm(initial={"in_network": True})
    rows = []
    if is_asked and form.is_valid():
        said = form.cleaned_data
        found = {slug: doctor for slug, doctor in shelf.DOCTORS.items() if _fits(doctor, said)}
        rows = [showing.doctor_row(practice, slug, doctor) for slug, doctor in found.items()]
        viewing.log_once(
            "network.searched", field=said["field"], found=len(rows), only_network=said["in_network"]
        )
    context = {"form": form, "rows": rows, "is_asked": is_asked and form.is_valid()}
    status = 422 if is_asked and form.errors else 200
    return shell.render(request, "sandbox_portal/insurance/network.html", context, status=status)


def _fits(doctor, said):
    return (
        doctor.field == said["field"]
        and said["town"] in ("", doctor.town)
        and (doctor.is_in_network or not said["in_network"])
        and (doctor.takes_new or not said["takes_new"])
    )


@require_GET
@shell.section("network")
def doctor(request, practice, viewing, slug):
    """One doctor: in the network or not, and what that means for the price."""
    found = shelf.DOCTORS.get(slug)
    if found is None:
        raise Http404("No such doctor in the directory.")
    viewing.log_once("network.opened", item=slug, is_in_network=found.is_in_network)
    row = showing.doctor_row(practice, slug, found)
    context = {"doctor": found, "row": row, "price": money(found.price)}
    return shell.render(request, "sandbox_portal/insurance/doctor.html", context)
