"""Will this message cost? An answer for each kind of message, from the clinic's policy pack."""

from django import forms
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.messages import costs
from sandbox_portal.sections.posting import posted

ABOUT = {  # what a message would be about, and the topic under which the form of a message has it
    "refill": (gettext_lazy("I ask for a refill"), "refill"),
    "visit": (gettext_lazy("I book, move or cancel a visit"), "appointment"),
    "bill": (gettext_lazy("I ask about a bill"), "billing"),
    "result-thanks": (gettext_lazy("I say thank you for a result"), "results"),
    "new-problem": (gettext_lazy("I write about a new health problem"), "medical"),
    "change-medicine": (gettext_lazy("I ask to change a medicine"), "medicine"),
    "flare": (gettext_lazy("I write that a long-term problem got worse"), "medical"),
    "referral": (gettext_lazy("I ask to see a specialist"), "referral"),
    "form": (gettext_lazy("I ask the doctor to fill in a long form"), "form"),
}
AFTER_VISIT, AFTER_SURGERY, ANSWER = "after-visit", "after-surgery", "clinic-began"


def _choices(fee):
    """Returns what can be asked here: the topics, and the times in which this clinic charges for nothing."""
    found = {slug: words for slug, (words, _topic) in ABOUT.items()}
    visit, surgery = fee.free_after_visit_days, fee.free_after_surgery_days
    if visit:
        found[AFTER_VISIT] = ngettext(
            "I ask about a visit I had less than %(n)d day ago",
            "I ask about a visit I had less than %(n)d days ago",
            visit,
        ) % {"n": visit}
    if surgery:
        found[AFTER_SURGERY] = ngettext(
            "I ask about surgery I had less than %(n)d day ago",
            "I ask about surgery I had less than %(n)d days ago",
            surgery,
        ) % {"n": surgery}
    found[ANSWER] = _("I answer a message that the clinic began")
    return found


def _may_cost(practice, about):
    policy = practice.policy
    if costs.is_soon_after_visit(practice):
        return False
    if about in ABOUT:
        return costs.may_cost(policy, ABOUT[about][1])
    fee = policy.message_fee
    return about == ANSWER and fee.may_apply and not fee.free_when_clinic_began


class FeeForm(forms.Form):
    """What the message would be about."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is your message about?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )

    def __init__(self, *args, fee, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = list(_choices(fee).items())


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("bills")
def index(request, practice, viewing):
    """Says for one kind of message whether it may cost, and how much."""
    fee = practice.policy.message_fee
    form = FeeForm(posted(request), fee=fee)
    answer = None
    if form.is_valid():
        about = form.cleaned_data["about"]
        may_cost = _may_cost(practice, about)
        practice.log("bills.fee_asked", about=about, may_cost=may_cost)
        answer = {"may_cost": may_cost, "title": _title(fee, may_cost), "text": _text(practice, may_cost)}
    context = {"form": form, "answer": answer, "fee": fee, "note": fee.note.in_language(get_language())}
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/bills/fees.html", context, status=status)


def _title(fee, may_cost):
    if not may_cost:
        return _("This message is free here")
    if not fee.low:
        return _("This message may cost up to $%(high)s") % {"high": fee.high}
    return _("This message may cost $%(low)s to $%(high)s") % {"low": fee.low, "high": fee.high}


def _text(practice, may_cost):
    if may_cost:
        return _(
            "The portal asks you first. You can say no and book a visit instead. "
            "Your plan may pay a part. Never wait with a worry because of a fee: call and ask."
        )
    if practice.policy.message_fee.may_apply and costs.is_soon_after_visit(practice):
        return _("You had a visit a few days ago. For some days after a visit, messages are free here.")
    if not practice.policy.message_fee.may_apply:
        return _("This clinic takes nothing for messages. Other clinics may. Ask yours.")
    return _("This clinic charges nothing for a message of this kind.")
