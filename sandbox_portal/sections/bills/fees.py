"""Will this message cost? An answer for each kind of message, from the clinic's policy pack."""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.posting import posted

# Which messages are free on the fee pages of US health systems (2023–2025), and which may be billed.
FREE = {
    "refill": gettext_lazy("I ask for a refill"),
    "visit": gettext_lazy("I book, move or cancel a visit"),
    "bill": gettext_lazy("I ask about a bill"),
    "after-visit": gettext_lazy("I ask about a visit I had less than 7 days ago"),
    "result-thanks": gettext_lazy("I say thank you for a result"),
}
MAY_COST = {
    "new-problem": gettext_lazy("I write about a new health problem"),
    "change-medicine": gettext_lazy("I ask to change a medicine"),
    "flare": gettext_lazy("I write that a long-term problem got worse"),
    "form": gettext_lazy("I ask the doctor to fill in a long form"),
}


class FeeForm(forms.Form):
    """What the message would be about."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is your message about?"),
        choices=[*FREE.items(), *MAY_COST.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("bills")
def index(request, practice, viewing):
    """Says for one kind of message whether it may cost, and how much."""
    fee = practice.policy.message_fee
    form = FeeForm(posted(request))
    answer = None
    if form.is_valid():
        about = form.cleaned_data["about"]
        may_cost = fee.may_apply and about in MAY_COST
        practice.log("bills.fee_asked", about=about, may_cost=may_cost)
        answer = {"may_cost": may_cost, "title": _title(fee, may_cost), "text": _text(fee, about, may_cost)}
    context = {"form": form, "answer": answer, "fee": fee, "note": fee.note.in_language(get_language())}
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/bills/fees.html", context, status=status)


def _title(fee, may_cost):
    if not may_cost:
        return _("This message is free here")
    if not fee.low:
        return _("This message may cost up to $%(high)s") % {"high": fee.high}
    return _("This message may cost $%(low)s to $%(high)s") % {"low": fee.low, "high": fee.high}


def _text(fee, about, may_cost):
    if may_cost:
        return _(
            "The portal asks you first. You can say no and book a visit instead. "
            "Your plan may pay a part. Never wait with a worry because of a fee: call and ask."
        )
    if about in MAY_COST:
        return _("This clinic takes nothing for messages. Other clinics may. Ask yours.")
    return _("Notes like this take little time. Clinics do not bill them.")
