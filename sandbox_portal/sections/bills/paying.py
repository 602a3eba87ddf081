"""Paying a bill: amount and card, a review page, then the receipt or the bank's no."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.bills import cards, rules, showing, standing
from sandbox_portal.sections.bills.forms import PayForm
from sandbox_portal.sections.bills.models import Payment
from sandbox_portal.sections.bills.states import Pay
from sandbox_portal.sections.bills.views import bill_or_404
from sandbox_portal.sections.documents import pdf as pdfs
from sandbox_portal.sections.documents.papers import Part
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
NOTHING_LEFT = "nothing-left"


def words(reason):
    """What a page says where a payment cannot be."""
    if reason == NOTHING_LEFT:
        return _("Nothing is left to pay on this bill. Paying twice is money you must ask back.")
    return _("That is more than is left on this bill. Look at the bill again.")


@sensitive_post_parameters()
@get_or_post
@shell.section("bills")
def pay(request, practice, viewing, id):
    """How much, and with which practice card. Nothing is paid yet."""
    bill = bill_or_404(practice, id)
    stands = standing.of(practice, bill)
    if not stands.left:
        messages.info(request, words(NOTHING_LEFT))
        return redirect("practice:bill", key=practice.key, id=bill.id)
    form = PayForm(posted(request), practice=practice, left=stands.left)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = rules.draft_payment(
                practice=practice,
                form_key=said["form_key"],
                bill=bill,
                cents=said["cents"],
                card=form.card,
            )
            return redirect("practice:payment-review", key=practice.key, pk=made.pk)
        except rules.NotPossible as refused:
            form.add_error("how_much", words(refused.reason))
    tell_refusal(practice, form)
    context = {
        "bill": bill,
        "form": form,
        "stands": stands,
        "left": showing.money(stands.left),
        "cards": cards.rows(practice),
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/bills/pay.html", context, status=status)


def tell_refusal(practice, form):
    """Logs that a card was not taken, and why; nothing of what was typed."""
    if form.card_refusal:
        practice.log("bills.card_refused", reason=form.card_refusal)


@get_or_post
@shell.section("bills")
def review(request, practice, viewing, pk):
    """All of it once more; the button pays, once."""
    payment = _payment(practice, pk)
    if payment.status != Pay.DRAFT:
        messages.info(request, _("This was paid before. It was paid only once."))
        return redirect("practice:payment", key=practice.key, pk=payment.pk)
    if request.method == "POST":
        return _answer(request, practice, payment)
    bill = practice.chart.bill(payment.bill)
    stands = standing.of(practice, bill)
    change = showing.url(practice, "bill-pay", id=payment.bill)
    context = {
        "rows": showing.payment_rows(practice, payment, change),
        "stands": stands,
        "heading": _("Check and pay"),
        "button": _("Pay %(amount)s") % {"amount": showing.money(payment.cents)},
        "warnings": _warnings(stands),
    }
    return shell.render(request, "sandbox_portal/bills/review.html", context)


def _warnings(stands):
    """What a careful portal says before money goes."""
    found = []
    if not stands.is_final:
        found.append(_("Your plan has not paid its part on this bill. The real amount may be much lower."))
    if stands.ask:
        found.append(_("You asked about this bill, and the answer is not here yet."))
    return found


def _answer(request, practice, payment):
    if "discard" in request.POST:
        rules.discard(draft=payment)
        messages.info(request, _("Nothing was paid."))
        return redirect("practice:bill", key=practice.key, id=payment.bill)
    try:
        rules.pay(payment=payment)
    except rules.NotPossible as refused:
        messages.warning(request, words(refused.reason))
        return redirect("practice:bill", key=practice.key, id=payment.bill)
    if payment.status == Pay.ACCEPTED:
        messages.success(request, _("Paid. This is practice: no real money moved."))
    return redirect("practice:payment", key=practice.key, pk=payment.pk)


@require_GET
@shell.section("bills")
def receipt(request, practice, viewing, pk):
    """The receipt, or what to do after the bank's no."""
    payment = _payment(practice, pk)
    if payment.status == Pay.DRAFT:
        return redirect("practice:payment-review", key=practice.key, pk=payment.pk)
    context = {
        "payment": payment,
        "bill": practice.chart.bill(payment.bill),
        "rows": showing.payment_rows(practice, payment),
        "is_paid": payment.status == Pay.ACCEPTED,
        "day": dates.with_year(payment.made_at),
        "number": rules.receipt_number(payment),
    }
    return shell.render(request, "sandbox_portal/bills/receipt.html", context)


@require_GET
@shell.section("bills")
def pdf(request, practice, viewing, pk):
    """The receipt as PDF."""
    payment = _payment(practice, pk)
    if payment.status != Pay.ACCEPTED:
        raise Http404("Nothing was paid.")
    return receipt_as_pdf(practice, payment, showing.payment_rows(practice, payment))


def receipt_as_pdf(practice, payment, rows):
    """The answer with the receipt of what was paid. `rows` are what the page before it shows."""
    practice.log("bills.receipt_taken", payment=payment.pk, item=payment.bill)
    number = (_("Receipt number"), rules.receipt_number(payment))
    lines = [number, (_("Paid on"), dates.with_year(payment.made_at))]
    lines += [(str(row["label"]), str(row["value"])) for row in rows]
    mark = _("PRACTICE – an invented person")
    data = pdfs.write(
        _("Receipt"),
        practice.chart.patient.name,
        [Part(practice.policy.clinic_name, tuple(lines))],
        mark=mark,
        language=get_language() or "en",
    )
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="practice-receipt.pdf"'
    return response


@require_GET
@shell.section("bills")
def history(request, practice, viewing):
    """Everything that was paid."""
    part = paging.of(request, showing.payments(practice, standing.ledger(practice)))
    return shell.render(request, "sandbox_portal/bills/history.html", {"part": part})


def _payment(practice, pk):
    found = Payment.objects.for_practice(practice).filter(pk=pk).first()
    if found is None:
        raise Http404("No such payment in this practice.")
    found.practice = practice
    return found
