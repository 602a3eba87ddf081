"""What one can do at the counter: take a part, ask why it costs more, say how one goes on."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sandbox_portal.sections import shell
from sandbox_portal.sections.medicines import counter, rules
from sandbox_portal.sections.medicines.forms import MeantimeForm
from sandbox_portal.sections.medicines.views import sent_request, tracked


@require_POST
@shell.section("medicines")
def part(request, practice, viewing, pk):
    """Takes home the part that is there."""
    refill = sent_request(practice, pk)
    try:
        counter.take_part(request=refill)
        messages.success(request, _("You have a part. Count it, and note the day of the rest."))
    except rules.NotPossible:
        messages.warning(request, _("There is no part to pick up now."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)


@require_POST
@shell.section("medicines")
def pharmacist(request, practice, viewing, pk):
    """Asks the pharmacist about the price."""
    refill = sent_request(practice, pk)
    try:
        counter.ask_pharmacist(request=refill)
        messages.info(request, _("You asked. Read what the pharmacist says."))
    except rules.NotPossible:
        messages.warning(request, _("The price of this one did not change."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)


@require_POST
@shell.section("medicines")
def meantime(request, practice, viewing, pk):
    """Says how one goes on until then."""
    refill = sent_request(practice, pk)
    form = MeantimeForm(request.POST)
    if not form.is_valid():
        return tracked(request, practice, viewing, refill, form=form)
    try:
        if counter.answer_meantime(request=refill, answer=form.cleaned_data["answer"]):
            messages.success(request, _("Yes. Go on as told, and call before it gets short."))
        else:
            messages.warning(request, _("Do not do that by yourself. Read why, and answer again."))
    except rules.NotPossible:
        messages.info(request, _("You need not wait any more. Look at the steps."))
    return redirect("practice:refill", key=practice.key, pk=refill.pk)
