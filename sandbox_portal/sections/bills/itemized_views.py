"""Asking for the itemized bill, and the bill itself once it is here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.bills import asking, itemized, rules, standing
from sandbox_portal.sections.bills.states import Kind
from sandbox_portal.sections.bills.views import bill_or_404


def _words(reason):
    if reason == "here-already":
        return _("Your itemized bill is here already.")
    if reason == "not-final":
        return _("Your plan has not paid its part yet. Ask for it when the bill is final.")
    return _("You asked about this already, and the answer is not here yet.")


@require_POST
@shell.section("bills")
def ask(request, practice, viewing, id):
    """Asks for every service of a bill, one by one."""
    bill = bill_or_404(practice, id)
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        key = form.cleaned_data["form_key"]
        made = asking.draft(practice=practice, form_key=key, kind=Kind.ITEMIZED, about="lines", bill=bill.id)
    except rules.NotPossible as refused:
        messages.info(request, _words(refused.reason))
        return redirect("practice:bill", key=practice.key, id=bill.id)
    return redirect("practice:bill-ask-review", key=practice.key, pk=made.pk)


@require_GET
@shell.section("bills")
def detail(request, practice, viewing, id):
    """The itemized bill. Before it was asked for and came, the bill's own page."""
    bill = bill_or_404(practice, id)
    known = standing.ledger(practice)
    stands = standing.of(practice, bill, known)
    if not itemized.way(practice, known, stands)["itemized_url"]:
        messages.info(request, _("The itemized bill is not here. You can ask for it on this page."))
        return redirect("practice:bill", key=practice.key, id=bill.id)
    viewing.log_once("bills.itemized_opened", item=bill.id)
    context = {
        "bill": bill,
        "stands": stands,
        "visit_on": dates.with_year(bill.visit_on),
        "came_on": dates.with_year(itemized.of(known, bill.id).answer_on),
        "lines": itemized.lines(practice, stands),
        "totals": itemized.totals(stands),
        "has_letter": practice.chart.letter_of(bill.claim_id, practice.now) is not None,
    }
    return shell.render(request, "sandbox_portal/bills/itemized.html", context)
