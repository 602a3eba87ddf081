"""Bill or letter? Six papers, one question each, with an answer to every choice. Works by keyboard alone."""

from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal.sections import shell
from sandbox_portal.sections.posting import posted


@dataclass(frozen=True)
class Round:
    """One paper: its lines, the question, and for each choice (words, what to say about it)."""

    title: str
    lines: tuple[str, ...]
    question: str
    right: str
    choices: dict[str, tuple[str, str]]


KEEP, PAY, ASK, WAIT = "keep", "pay", "ask", "wait"
ROUNDS = (
    Round(
        _("Paper 1: from Sunrise Health Plan"),
        (_("This is not a bill."), _("Visit on October 5: charged $180, plan paid $110, you may owe $30.")),
        _("What is it, and what do you do?"),
        KEEP,
        {
            KEEP: (
                _("A letter from the plan. I keep it."),
                _("Yes. It tells you what to expect. You lay it beside the bill."),
            ),
            PAY: (
                _("A bill. I pay $30 to the plan."),
                _("The plan does not want money. If you owe it, the clinic sends a bill."),
            ),
            ASK: (
                _("A mistake. I call and complain."),
                _("Nothing is wrong yet. Wait for the bill, then compare."),
            ),
        },
    ),
    Round(
        _("Paper 2: from Lakeside Clinic"),
        (_("Statement. Visit on October 5: you owe $30."), _("Pay by November 30.")),
        _("The plan’s letter for October 5 says $30 too. What now?"),
        PAY,
        {
            PAY: (
                _("They match. I pay $30, once."),
                _("Yes. Same day, same care, same amount: you can pay it."),
            ),
            WAIT: (
                _("I wait for another letter."),
                _("The letter is here already. Waiting makes the bill past due."),
            ),
            ASK: (
                _("I pay $180, the first number."),
                _("$180 is the charge before the plan paid. You owe $30."),
            ),
        },
    ),
    Round(
        _("Paper 3: from Lakeside Clinic"),
        (_("Visit on November 3: charges $440."), _("Insurance: pending.")),
        _("What do you do?"),
        WAIT,
        {
            PAY: (
                _("I pay $440 to be done."),
                _("The plan has not paid its part. You would pay far too much."),
            ),
            WAIT: (
                _("I wait for the final bill."),
                _("Yes. Pending means that the plan is not done. The amount will change."),
            ),
            KEEP: (
                _("I throw it away, as it is no bill."),
                _("Keep it. It tells you that a bill will come, and for which day."),
            ),
        },
    ),
    Round(
        _("Paper 4: from Lakeside Clinic"),
        (_("Blood test $40"), _("Blood test $40"), _("You owe $80.")),
        _("The plan’s letter shows one blood test. What now?"),
        ASK,
        {
            PAY: (
                _("I pay $80. They know best."),
                _("Ask first. To get money back takes longer than to ask."),
            ),
            ASK: (
                _("I ask about the second line before I pay."),
                _("Yes. Say which line, and that the letter shows one. The bill is on hold meanwhile."),
            ),
            WAIT: (_("I put it in a drawer."), _("An unread bill grows. Ask now; it takes 5 minutes.")),
        },
    ),
    Round(
        _("Paper 5: a text on the phone"),
        (_("Your bill is late! Pay $39 now or your care stops: pay-lakeside-now.example.org"),),
        _("What do you do?"),
        ASK,
        {
            PAY: (
                _("I tap the link and pay."),
                _("A text with a threat and a link is a trick. Never pay there."),
            ),
            ASK: (
                _("I open my portal myself and look."),
                _("Yes. A real bill stands in the portal. Report the text, then delete it."),
            ),
            KEEP: (_("I answer: stop."), _("An answer tells them that the number works. Do not answer.")),
        },
    ),
    Round(
        _("Paper 6: from Sunrise Health Plan"),
        (_("Foot care on May 12: denied. You may owe $210."), _("You can appeal until November 20.")),
        _("What do you do?"),
        ASK,
        {
            PAY: (_("I pay $210 to the foot clinic."), _("Do not pay yet. A no can be changed in time.")),
            ASK: (
                _("I read why, and appeal before November 20."),
                _("Yes. Read the reason, get what is missing, and send it in time."),
            ),
            WAIT: (
                _("I wait. They will see it themselves."),
                _("Nobody looks again by itself. After that day it is over."),
            ),
        },
    ),
)


class RoundForm(forms.Form):
    """One question."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")})

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = round.question
        self.fields["answer"].choices = [(slug, words) for slug, (words, _said) in round.choices.items()]


@require_GET
@shell.section("bills")
def index(request, practice, viewing):
    """What the game is, or how it went."""
    first = {}
    for event in practice.events.filter(kind="bills.matched").order_by("pk"):
        first.setdefault(event.facts["round"], event.facts["is_right"])
    context = {
        "total": len(ROUNDS),
        "right": sum(first.values()),
        "is_done": len(first) == len(ROUNDS),
        "next": next((n for n in range(1, len(ROUNDS) + 1) if n not in first), 1),
        "is_begun": bool(first),
    }
    return shell.render(request, "sandbox_portal/bills/game.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("bills")
def play(request, practice, viewing, number):
    """One paper; after the answer, what to think of it and the way on."""
    if not 1 <= number <= len(ROUNDS):
        raise Http404("No such paper.")
    round = ROUNDS[number - 1]
    form = RoundForm(posted(request), round=round)
    said = None
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        is_right = answer == round.right
        practice.log("bills.matched", round=number, answer=answer, is_right=is_right)
        said = {"is_right": is_right, "text": round.choices[answer][1]}
    context = {
        "round": round,
        "number": number,
        "total": len(ROUNDS),
        "form": form,
        "said": said,
        "next": number + 1 if number < len(ROUNDS) else 0,
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/bills/game_round.html", context, status=status)
