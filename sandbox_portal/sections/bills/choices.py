"""Standing choices: autopay with its limit, and bills on paper or not."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.bills import cards, rules, showing
from sandbox_portal.sections.bills.cards import CARDS
from sandbox_portal.sections.bills.forms import AutopayForm
from sandbox_portal.sections.bills.models import BillingChoice
from sandbox_portal.sections.bills.paying import tell_refusal
from sandbox_portal.sections.posting import posted

What = BillingChoice.What


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("bills")
def autopay(request, practice, viewing):
    """What autopay does, and turning it on with a limit."""
    form = AutopayForm(posted(request), practice=practice)
    if form.is_valid():
        cents = form.cleaned_data["amount"]
        rules.choose(practice=practice, what=What.AUTOPAY, is_on=True, cents=cents, card=form.card)
        messages.success(request, _("Autopay is on. Look at each bill all the same."))
        return redirect("practice:bill-autopay", key=practice.key)
    tell_refusal(practice, form)
    now = rules.choice(practice, What.AUTOPAY)
    paper = rules.choice(practice, What.PAPERLESS)
    is_on = now is not None and now.is_on
    context = {
        "form": form,
        "is_on": is_on,
        "limit": showing.money(now.cents) if is_on else "",
        "card": CARDS[now.card] if is_on else None,
        "is_paperless": paper is not None and paper.is_on,
        "cards": cards.rows(practice),
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/bills/autopay.html", context, status=status)


@require_POST
@shell.section("bills")
def autopay_off(request, practice, viewing):
    """Turns autopay off."""
    rules.choose(practice=practice, what=What.AUTOPAY, is_on=False)
    messages.success(request, _("Autopay is off. You pay each bill yourself."))
    return redirect("practice:bill-autopay", key=practice.key)


@require_POST
@shell.section("bills")
def paperless(request, practice, viewing):
    """Bills in the portal only, or on paper too."""
    is_on = request.POST.get("on") == "yes"
    rules.choose(practice=practice, what=What.PAPERLESS, is_on=is_on)
    words = (
        _("No more paper. Look into your portal each month.") if is_on else _("Bills come on paper again.")
    )
    messages.success(request, words)
    return redirect("practice:bill-autopay", key=practice.key)
