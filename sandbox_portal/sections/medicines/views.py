"""The list of medicines, one of them, the preferred pharmacy, and where a request is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.medicines import at_the_counter, rules, showing
from sandbox_portal.sections.medicines.forms import MeantimeForm, PreferredForm
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.posting import posted

MOST_PAST = 8
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("medicines")
def index(request, practice, viewing):
    """Every medicine, with what can be done about it now."""
    viewing.log_once("medicines.opened")
    taken, past = rules.taken_and_past(practice)
    taken, past = paging.of(request, taken), paging.of(request, past, name="past", most=MOST_PAST)
    rows, past_rows = showing.rows(practice, taken.items, past.items)
    context = {
        "rows": rows,
        "part": taken,
        "past": past_rows,
        "past_part": past,
        "form": FormKeyForm(),
        "pharmacy": rules.preferred_pharmacy(practice),
    }
    return shell.render(request, "sandbox_portal/medicines/index.html", context)


@require_GET
@shell.section("medicines")
def detail(request, practice, viewing, id):
    """One medicine, with the reason where it cannot be asked for."""
    try:
        item = rules.item(practice, id)
    except rules.NotPossible as error:
        raise Http404("No such medicine in this record.") from error
    viewing.log_once("medicines.opened", medicine=id)
    context = {
        "row": showing.row(practice, item),
        "why": showing.why(item),
        "facts": showing.facts(practice, item),
        "item": item,
        "form": FormKeyForm(),
    }
    return shell.render(request, "sandbox_portal/medicines/detail.html", context)


@get_or_post
@shell.section("medicines")
def pharmacy(request, practice, viewing):
    """Chooses the pharmacy that new requests go to."""
    now = rules.preferred_pharmacy(practice)
    form = PreferredForm(
        posted(request),
        pharmacies=practice.chart.pharmacies,
        initial={"pharmacy": now.id if now else ""},
    )
    if form.is_valid():
        rules.prefer(practice=practice, pharmacy=form.cleaned_data["pharmacy"])
        messages.success(request, _("Your pharmacy is changed. Earlier requests stay where they are."))
        return redirect("practice:medicines", key=practice.key)
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/medicines/pharmacy.html", {"form": form}, status=status)


@require_GET
@shell.section("medicines")
def track(request, practice, viewing, pk):
    """Where a request is."""
    refill = sent_request(practice, pk)
    viewing.log_once("refills.opened", request=refill.pk, medicine=refill.medicine, status=refill.status)
    return tracked(request, practice, viewing, refill, form=MeantimeForm())


def tracked(request, practice, viewing, refill, *, form):
    """The page of a request; 422 where `form`, how one goes on until then, was sent with a fault."""
    context = {
        "refill": refill,
        "name": practice.chart.medication(refill.medicine).name,
        "items": showing.timeline(refill),
        "pharmacy": practice.chart.pharmacy(refill.pharmacy),
        "expected_on": dates.long_day(refill.expected_on) if refill.is_open else "",
        "may_cancel": refill.status == State.SUBMITTED,
        "is_ready": refill.status == State.READY,
        "is_approved_only": refill.status in (State.APPROVED, State.CHANGED_DOSE),
        "must_call": refill.status in (State.STALLED, State.NEEDS_VISIT),
        "is_out_of_stock": refill.status == State.OUT_OF_STOCK,
        "needs_approval": refill.status == State.NEEDS_APPROVAL,
        "is_mail": practice.chart.pharmacy(refill.pharmacy).kind == "mail",
        **at_the_counter.context(viewing, refill, form),
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/medicines/track.html", context, status=status)


@require_POST
@shell.section("medicines")
def cancel(request, practice, viewing, pk):
    """Takes a request back; says so where it is too late."""
    refill = sent_request(practice, pk)
    try:
        rules.cancel(request=refill)
        messages.success(request, _("You took your request back."))
    except rules.NotPossible:
        messages.warning(request, _("It is too late to take it back: someone has started on it. Call them."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)


@require_POST
@shell.section("medicines")
def pick_up(request, practice, viewing, pk):
    """Picks up what is ready."""
    refill = sent_request(practice, pk)
    try:
        rules.pick_up(request=refill)
        messages.success(request, _("You have your medicine. Check the label before you take it."))
    except rules.NotPossible:
        messages.warning(request, _("It is not ready yet."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)


def sent_request(practice, pk):
    """The request, if it was sent in this practice; a 404 otherwise."""
    found = RefillRequest.objects.for_practice(practice).sent().with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such request in this practice.")
    found.practice = practice
    return found
