"""The page of six mistakes, one card each."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.corrections import doors
from sandbox_portal.sections.corrections.forms import DoorForm
from sandbox_portal.sections.posting import posted


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("corrections")
def index(request, practice, viewing):
    """Each card is sent by itself, and can be answered again."""
    sent = request.POST.get("card", "")
    cards = [_card(request, viewing, mistake, sent) for mistake in doors.MISTAKES]
    done = next((card for card in cards if card["form"].is_bound and card["form"].is_valid()), None)
    if done:
        mistake = done["mistake"]
        if doors.route(practice=practice, mistake=mistake, to=done["form"].cleaned_data["to"]):
            messages.success(request, _("Yes. %(why)s") % {"why": mistake.why})
        else:
            messages.info(request, _("Not quite. Who wrote it? And can it harm somebody today?"))
        return redirect("practice:correction-doors", key=practice.key)
    context = {"cards": cards}
    status = 422 if posted(request) is not None else 200
    return shell.render(request, "sandbox_portal/corrections/doors.html", context, status=status)


def _card(request, viewing, mistake, sent):
    facts = viewing.facts_of("corrections.routed", mistake.slug)
    data = posted(request) if sent == mistake.slug else None
    form = DoorForm(data, mistake=mistake, initial={"to": facts.get("to")})
    return {"mistake": mistake, "form": form, "is_answered": bool(facts), "is_right": facts.get("is_right")}
