"""The two-portals game: the same test in the clinic's portal and in the lab's."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.laboratory import rules, shelf
from sandbox_portal.sections.laboratory.forms import MergeForm
from sandbox_portal.sections.posting import posted


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("portals")
def index(request, practice, viewing):
    """Three cards; each is sent by itself, and can be answered again."""
    if "laboratory" not in practice.portals:
        raise Http404("This person has no laboratory portal.")
    sent = request.POST.get("card", "")
    cards = [_card(request, viewing, puzzle, sent) for puzzle in shelf.PUZZLES]
    done = next((card for card in cards if card["form"].is_bound and card["form"].is_valid()), None)
    if done:
        puzzle = done["puzzle"]
        answer = done["form"].cleaned_data["answer"]
        if rules.merge(practice=practice, puzzle=puzzle, answer=answer):
            messages.success(request, _("Yes. %(why)s") % {"why": puzzle.why})
        else:
            messages.info(request, _("Not quite. Open this test in both portals, then answer again."))
        return redirect("practice:lab-merge", key=practice.key)
    status = 422 if posted(request) is not None else 200
    return shell.render(request, "sandbox_portal/laboratory/game.html", {"cards": cards}, status=status)


def _card(request, viewing, puzzle, sent):
    facts = viewing.facts_of("lab.merged", puzzle.slug)
    data = posted(request) if sent == puzzle.slug else None
    form = MergeForm(data, puzzle=puzzle, initial={"answer": facts.get("answer")})
    return {"puzzle": puzzle, "form": form, "is_answered": bool(facts), "is_right": facts.get("is_right")}
