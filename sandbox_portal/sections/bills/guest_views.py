"""Paying as a guest, outside the portal: how one gets there, the three facts, the card, the receipt."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import dates, outside
from sandbox_portal.sections.bills import cards, guest, guest_showing, rules, showing
from sandbox_portal.sections.bills.forms import GuestForm, PayForm
from sandbox_portal.sections.bills.models import Payment
from sandbox_portal.sections.bills.paying import receipt_as_pdf, tell_refusal
from sandbox_portal.sections.bills.states import Pay
from sandbox_portal.sections.door.forms import ChooseForm
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
WAYS = {
    "paper": gettext_lazy("I type the address that stands on the paper"),
    "ad": gettext_lazy("I search the web and take the first line, marked “Ad”"),
    "text": gettext_lazy("I tap the link in a text about my bill"),
}
WHY_NOT = {
    "ad": gettext_lazy(
        "Anybody can buy an ad. This page looks like the clinic’s and is not. Close it. Type the address "
        "from the paper."
    ),
    "text": gettext_lazy(
        "You cannot know who sent the text. A copied page takes your card number and pays no bill. Close it. "
        "Type the address from the paper."
    ),
}


def _render(request, name, context, form=None):
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return outside.render(request, f"sandbox_portal/bills/{name}.html", context, status=status)


@get_or_post
@outside.page("pay")
def start(request, practice, viewing):
    """How one gets to the page, and how to tell a copy of it."""
    form = ChooseForm(posted(request), label=_("How do you get to the payment page?"), choices=WAYS)
    if form.is_valid():
        way = form.cleaned_data["choice"]
        practice.log("bills.guest_way", way=way)
        if way == guest.RIGHT_WAY:
            return redirect("practice:bill-guest-find", key=practice.key)
        form.add_error("choice", str(WHY_NOT[way]))
    context = {"form": form, "has_statements": bool(guest.statements(practice))}
    return _render(request, "guest", context, form)


@sensitive_post_parameters()
@get_or_post
@outside.page("pay")
def find(request, practice, viewing):
    """The number of the statement, the birth date and the ZIP code."""
    form = GuestForm(posted(request))
    is_shut = guest.is_shut(practice, viewing)
    if form.is_valid() and not is_shut:
        said = form.cleaned_data
        facts = {name: said[name] for name in ("number", "born", "postal_code")}
        try:
            found = guest.find(practice, viewing, **facts)
            return redirect("practice:bill-guest-pay", key=practice.key, id=found.bill.id)
        except rules.NotPossible:
            form.add_error("number", _("No statement fits all of this. Look at the paper again."))
    return _render(request, "guest_find", {"form": form, "is_shut": is_shut}, form)


@sensitive_post_parameters()
@get_or_post
@outside.page("pay")
def pay(request, practice, viewing, id):
    """The amount that was printed, and the card. Nothing is paid yet."""
    statement = guest.found_before(practice, viewing, id)
    if statement is None:
        return redirect("practice:bill-guest-find", key=practice.key)
    form = PayForm(posted(request), practice=practice, left=statement.cents)
    if form.is_valid():
        said = form.cleaned_data
        made = guest.draft(
            practice=practice,
            form_key=said["form_key"],
            statement=statement,
            cents=said["cents"],
            card=form.card,
        )
        return redirect("practice:bill-guest-review", key=practice.key, pk=made.pk)
    tell_refusal(practice, form)
    context = {
        "form": form,
        "rows": guest_showing.statement_rows(statement),
        "cards": cards.rows(practice),
    }
    return _render(request, "guest_pay", context, form)


@get_or_post
@outside.page("pay")
def review(request, practice, viewing, pk):
    """All of it once more; the button pays, once."""
    payment = _payment(practice, pk)
    if payment.status != Pay.DRAFT:
        messages.info(request, _("This was paid before. It was paid only once."))
        return redirect("practice:bill-guest-receipt", key=practice.key, pk=payment.pk)
    if request.method == "POST":
        if "discard" in request.POST:
            rules.discard(draft=payment)
            messages.info(request, _("Nothing was paid."))
            return redirect("practice:papers", key=practice.key)
        rules.pay(payment=payment)
        if payment.status == Pay.ACCEPTED:
            messages.success(request, _("Paid. This is practice: no real money moved."))
        return redirect("practice:bill-guest-receipt", key=practice.key, pk=payment.pk)
    change = showing.url(practice, "bill-guest-pay", id=payment.bill)
    context = {
        "rows": guest_showing.payment_rows(practice, payment, change),
        "button": _("Pay %(amount)s") % {"amount": showing.money(payment.cents)},
    }
    return _render(request, "guest_review", context)


@require_GET
@outside.page("pay")
def receipt(request, practice, viewing, pk):
    """The receipt with its number, or what to do after the bank's no."""
    payment = _payment(practice, pk)
    if payment.status == Pay.DRAFT:
        return redirect("practice:bill-guest-review", key=practice.key, pk=payment.pk)
    context = {
        "payment": payment,
        "rows": guest_showing.payment_rows(practice, payment),
        "is_paid": payment.status == Pay.ACCEPTED,
        "day": dates.with_year(payment.made_at),
        "number": rules.receipt_number(payment),
        "again_url": showing.url(practice, "bill-guest-pay", id=payment.bill),
    }
    return _render(request, "guest_receipt", context)


@require_GET
@outside.page("pay")
def pdf(request, practice, viewing, pk):
    """The receipt as PDF."""
    payment = _payment(practice, pk)
    if payment.status != Pay.ACCEPTED:
        raise Http404("Nothing was paid.")
    return receipt_as_pdf(practice, payment, guest_showing.payment_rows(practice, payment))


def _payment(practice, pk):
    found = Payment.objects.for_practice(practice).filter(pk=pk, how=Payment.How.GUEST).first()
    if found is None:
        raise Http404("No such payment in this practice.")
    found.practice = practice
    return found
