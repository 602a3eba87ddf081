"""Message or call? Five short cases to sort, with an answer to each. The words are those of the trainer."""

from django import forms
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.trainer.drills import DRILLS
from sandbox_portal.trainer.models import Choice

DRILL = DRILLS["message-or-call"]
CARDS = ("bill-twice", "chest-tight", "wound-red", "move-visit", "new-floaters")
"""Of the trainer's cases two that can wait, two for the same day, and one emergency between them."""


class CardForm(forms.Form):
    """One case: which way."""

    way = forms.ChoiceField(
        label=DRILL.question,
        choices=[(way.value, way.label) for way in DRILL.ways],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would do.")},
    )


@require_GET
@shell.section("messages")
def index(request, practice, viewing):
    """What the cards are, or how it went: the first thought counts."""
    first = {}
    for said in viewing.all_facts_of("messages.card_sorted"):
        first.setdefault(said["item"], said["verdict"] == "right")
    context = {
        "total": len(CARDS),
        "right": sum(first.values()),
        "is_done": len(first) == len(CARDS),
        "next": next((n for n, slug in enumerate(CARDS, start=1) if slug not in first), 1),
        "is_begun": bool(first),
    }
    return shell.render(request, "sandbox_portal/messages/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("messages")
def play(request, practice, viewing, number):
    """One card; after the answer, what fits, why, and the way on."""
    if not 1 <= number <= len(CARDS):
        raise Http404("No such card.")
    item = DRILL.items[CARDS[number - 1]]
    form = CardForm(posted(request))
    said = None
    if form.is_valid():
        said = sort(practice=practice, item=item, way=form.cleaned_data["way"])
    language = get_language()
    context = {
        "case": item.case.in_language(language),
        "why": item.why.in_language(language),
        "fits": Choice.Way(item.right).label,
        "number": number,
        "total": len(CARDS),
        "form": form,
        "said": said,
        "next": number + 1 if number < len(CARDS) else 0,
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/messages/card.html", context, status=status)


def sort(*, practice, item, way) -> str:
    """Notes which way was chosen for a case and returns "right", "miss" (too slow) or "overcall"."""
    verdict = item.verdict(way)
    practice.log("messages.card_sorted", item=item.slug, way=way, right=item.right, verdict=verdict)
    return verdict
